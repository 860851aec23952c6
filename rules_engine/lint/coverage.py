"""Whether the worked cases try every criterion: met, not met, and unsettled."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rules_engine.errors import Problem
from rules_engine.messages import Message
from rules_engine.ruleset.cases import Case
from rules_engine.ruleset.model import Ruleset

UNSETTLED = frozenset({"asserted", "unknown"})


def coverage_problems(ruleset: Ruleset, cases: Sequence[Case]) -> Iterator[Problem]:
    """The criteria that no case shows met, not met, or unsettled, each at its line."""
    shown: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for id, expected in case.criteria.items():
            shown[id].add("unsettled" if expected.status in UNSETTLED else expected.status)
    for criterion in ruleset.criteria:
        lacking = [
            name
            for status, name in (
                ("met", Message("met")),
                ("not_met", Message("not met")),
                ("unsettled", Message("unsettled")),
            )
            if status not in shown[criterion.id]
        ]
        for name in lacking:
            message = Message('No case shows "{id}" {outcome}.', id=criterion.id, outcome=name)
            yield Problem(criterion.place, message, code="no_case")
