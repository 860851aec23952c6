"""The kinds of checks that need no plugin."""

from rules_engine.checks.at_least import AT_LEAST
from rules_engine.checks.check import Check
from rules_engine.checks.checklist import CHECKLIST
from rules_engine.checks.deduct import DEDUCT
from rules_engine.checks.human import HUMAN
from rules_engine.checks.ladder import LADDER
from rules_engine.checks.linear import LINEAR
from rules_engine.checks.rating import RATING
from rules_engine.checks.require import REQUIRE

BUILTIN_CHECKS: tuple[Check, ...] = (AT_LEAST, CHECKLIST, DEDUCT, HUMAN, LADDER, LINEAR, RATING, REQUIRE)
