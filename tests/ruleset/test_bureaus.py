"""The bureaus of a ruleset, and the requests that name them."""

from pathlib import Path

import pytest

from rules_engine.errors import UnreadableRuleset
from rules_engine.ruleset.load import load_ruleset
from tests.ruleset.tiny import CHECKS, THAT, tiny_ruleset

BUREAUS = """\
bureaus:
  - {id: finance, title: {zh: 财政局, en: Finance bureau}}
  - {id: education, title: {zh: 教育局, en: Education bureau}}
bands:
"""


def told(folder: Path) -> list[str]:
    with pytest.raises(UnreadableRuleset) as error:
        load_ruleset(folder, CHECKS, strict=True)
    return [str(problem) for problem in error.value.problems]


def with_request(tmp_path: Path, request: str, bureaus: str = BUREAUS, check: str = THAT) -> Path:
    """The tiny ruleset with bureaus, and a request in its first criterion."""
    asking = f"{check}\n        request: {{table: {{zh: 报表, en: Table}}, {request}}}"
    return tiny_ruleset(tmp_path, ruleset=("bands:\n", bureaus), alpha=(THAT, asking))


def test_a_request_names_its_bureaus_and_the_first_one_leads(tmp_path):
    ruleset = load_ruleset(with_request(tmp_path, "bureaus: [finance, education]"), CHECKS, strict=True)
    request = ruleset.criteria[0].request
    assert [bureau.title.zh for bureau in request.bureaus] == ["财政局", "教育局"]


@pytest.mark.parametrize(
    ("request_", "problem"),
    [
        (
            "bureaus: [finace]",
            'There is no bureau "finace" under "bureaus" of ruleset.yaml. Did you mean "finance"?',
        ),
        ("bureaus: []", "A request names the bureau that keeps what is asked for."),
    ],
)
def test_an_unknown_bureau_is_refused_with_the_nearest(tmp_path, request_, problem):
    (found,) = told(with_request(tmp_path, request_))
    assert found.startswith("areas/alpha.yaml:11:") and found.endswith(problem)


def test_a_bureau_stands_once(tmp_path):
    twice = BUREAUS.replace("id: education", "id: finance")
    (found,) = told(with_request(tmp_path, "bureaus: [finance]", twice))
    assert found == 'ruleset.yaml:11:10: The bureau "finance" stands twice.'


def test_a_criterion_with_a_wrong_rule_tells_its_unknown_bureau_too(tmp_path):
    folder = with_request(tmp_path, "bureaus: [finace]", check=THAT.replace("things.rate", "things.rte"))
    assert [problem.partition(": ")[2] for problem in told(folder)] == [
        'There is no fact "things.rte". Did you mean "things.rate"?',
        'There is no bureau "finace" under "bureaus" of ruleset.yaml. Did you mean "finance"?',
    ]
