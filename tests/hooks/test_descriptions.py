from pathlib import Path

import pytest

from rules_engine.checks.check import Check, Parameter
from rules_engine.documents.reader import Reader
from rules_engine.expr.nodes import Number
from rules_engine.hooks.descriptions import vetted
from rules_engine.hooks.specs import RulesetFolder
from rules_engine.messages import LocalText

TITLE = LocalText("题", "Title")


def build(arguments):  # type: ignore[no-untyped-def]
    return Number(arguments.points)


def one(*parameters: object, id: str = "x.y", **rest: object) -> Check:
    return Check(id, rest.pop("title", TITLE), parameters, **({"build": build} | rest))  # type: ignore[arg-type]


WRONG_CHECKS = {
    "capital": (one(id="X.y"), "id"),
    "hyphen": (one(id="x.a-b"), "id"),
    "keyword": (one(id="x.if"), "id"),
    "empty part": (one(id="x..y"), "id"),
    "no text": (one(id=3), "id"),  # type: ignore[arg-type]
    "plain title": (one(title="Title"), "title"),
    "neither": (one(build=None), "build_or_decide"),
    "both": (one(decide=build), "build_or_decide"),
    "no function": (one(build=3), "build_or_decide"),
    "list of parameters": (Check("x.y", TITLE, [], build=build), "wrong_type"),  # type: ignore[arg-type]
    "parameter is text": (one("that"), "wrong_type"),
    "parameter name": (one(Parameter("Fact", "fact", TITLE)), "parameter"),
    "reserved name": (one(Parameter("kind", "fact", TITLE)), "parameter"),
    "twice": (one(Parameter("a", "fact", TITLE), Parameter("a", "fact", TITLE)), "parameter"),
    "parameter kind": (one(Parameter("a", "fakt", TITLE)), "parameter"),  # type: ignore[arg-type]
    "parameter title": (one(Parameter("a", "fact", "A")), "title"),  # type: ignore[arg-type]
    "choice without choices": (one(Parameter("a", "choice", TITLE)), "parameter"),
    "choices without choice": (one(Parameter("a", "fact", TITLE, choices=("x",))), "parameter"),
    "unit": (one(Parameter("a", "fact", TITLE, unit="furlong")), "parameter"),
}


@pytest.mark.parametrize("case", WRONG_CHECKS)
def test_wrong_checks(case: str) -> None:
    check, code = WRONG_CHECKS[case]
    found = vetted({"rules_engine_checks": [check]})
    assert not found.checks
    assert [problem.code for problem in found.problems] == [code]


def test_every_problem_is_told_at_once() -> None:
    found = vetted({"rules_engine_checks": [one(id="X", title="x"), 3], "rules_engine_rulesets": [None]})
    assert sorted(problem.code for problem in found.problems) == ["id", "title", "wrong_type", "wrong_type"]


def test_the_nearest_kind_is_named() -> None:
    found = vetted({"rules_engine_checks": [one(Parameter("a", "fakts", TITLE))]})  # type: ignore[arg-type]
    assert found.problems[0].nearest == "facts"


def test_one_id_described_twice() -> None:
    found = vetted({"rules_engine_checks": [one(), one()]})
    assert [problem.code for problem in found.problems] == ["clash"]


@pytest.mark.parametrize(
    "reader",
    [
        Reader("A b", (".a",), build),
        Reader("a", (), build),
        Reader("a", ("docx",), build),
        Reader("a", ".docx", build),  # type: ignore[arg-type]
        Reader("a", (".DOCX",), build),
        Reader("a", (".docx",), None),  # type: ignore[arg-type]
    ],
)
def test_wrong_readers(reader: Reader) -> None:
    assert len(vetted({"rules_engine_readers": [reader]}).problems) == 1


def test_wrong_rulesets(tmp_path: Path) -> None:
    (tmp_path / "ruleset.yaml").touch()
    folders = [
        RulesetFolder("my_county", tmp_path),
        RulesetFolder("my-county", tmp_path / "absent"),
        RulesetFolder("my-county", str(tmp_path)),  # type: ignore[arg-type]
    ]
    found = vetted({"rules_engine_rulesets": folders})
    assert [problem.code for problem in found.problems] == ["id", "ruleset", "wrong_type"]


def test_sound_descriptions_are_sorted() -> None:
    parameters = (
        Parameter("from", "limit", TITLE),
        Parameter("way", "choice", TITLE, choices=("a", "b")),
        Parameter("pay", "facts", TITLE, unit="元/人", required=False),
    )
    found = vetted({"rules_engine_checks": [one(id="x.b"), one(*parameters, id="x.a")]})
    assert found.problems == ()
    assert [check.id for check in found.checks] == ["x.a", "x.b"]
