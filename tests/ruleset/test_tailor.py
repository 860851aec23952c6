import pytest

from rules_engine.errors import UnreadableSubmission
from rules_engine.ruleset.load import load_ruleset
from rules_engine.ruleset.model import Ruleset, Waiver
from rules_engine.ruleset.tailor import tailor
from tests.ruleset.tiny import CHECKS, tiny_ruleset

WAIVER = Waiver("张三", "无此类学校")


@pytest.fixture
def ruleset(tmp_path) -> Ruleset:
    return load_ruleset(tiny_ruleset(tmp_path), CHECKS)


def test_nothing_to_tailor_leaves_the_ruleset_as_it_is(ruleset):
    assert tailor(ruleset) is ruleset


def test_tailoring_is_recorded_and_changes_the_digest(ruleset):
    tailored = tailor(ruleset, ["alpha.rate"], {"beta.plan": WAIVER})
    assert tailored.not_selected == {"alpha.rate"}
    assert tailored.waived == {"beta.plan": WAIVER}
    assert tailored.digest != ruleset.digest
    assert tailored.digest != tailor(ruleset, ["alpha.rate"]).digest
    assert tailored.digest == tailor(ruleset, ["alpha.rate"], {"beta.plan": WAIVER}).digest


def test_every_mistake_is_told_at_once(ruleset):
    with pytest.raises(UnreadableSubmission) as raised:
        tailor(ruleset, ["alpha.rat", "alpha.count"], {"alpha.count": WAIVER, "beta.plan": Waiver("", "x")})
    assert [str(problem) for problem in raised.value.problems] == [
        'There is no criterion "alpha.rat". Did you mean "alpha.rate"?',
        'The criterion "alpha.count" is said to be not selected and not applicable.',
        'That "beta.plan" does not apply needs an approver and a basis.',
    ]
