"""Pay: teachers beside civil servants, and staff outside authorised posts beside their colleagues within."""

from collections.abc import Iterable

from rules_engine.api import Check, hookimpl
from rules_engine_pay_parity.equal_pay import EQUAL_PAY
from rules_engine_pay_parity.parity import PARITY


@hookimpl
def rules_engine_checks() -> Iterable[Check]:
    """The checks of this plugin."""
    return (EQUAL_PAY, PARITY)
