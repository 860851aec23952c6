from collections.abc import Callable
from fractions import Fraction

import pytest

from rules_engine.checks.build import build_tree
from rules_engine.checks.check import Arguments, Check, WrongParameters
from rules_engine.errors import UnreadableRuleset
from rules_engine.expr.nodes import AllOf, Comparison, FactRef, Ladder, Linear, Node, Number
from rules_engine.messages import Language, LocalText
from rules_engine.places import Place

PLACE = Place("areas/funding.yaml", 7, 9)
ONE = Fraction(1)


def tried(build: Callable[[Arguments], object]) -> Node:
    check = Check("x.y", LocalText("题", "Title"), build=build)  # type: ignore[arg-type]
    return build_tree(check, Arguments({}, Fraction(3)), PLACE)


def raising(error: BaseException) -> Callable[[Arguments], object]:
    def build(_: Arguments) -> object:
        raise error

    return build


def test_a_sound_tree_comes_back() -> None:
    assert tried(lambda arguments: Number(arguments.points)) == Number(Fraction(3))


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (WrongParameters(LocalText("须成对。", "They must pair off.")), "wrong_parameters", "x.y: They must pair off."),
        (KeyError("rates"), "check_error", "KeyError"),
        (SystemExit(0), "check_error", "SystemExit"),
        (BaseException("odd"), "check_error", "BaseException: odd"),
    ],
)
def test_what_a_build_raises_is_a_problem_at_the_line(error: BaseException, code: str, words: str) -> None:
    with pytest.raises(UnreadableRuleset) as caught:
        tried(raising(error))
    (problem,) = caught.value.problems
    assert (problem.place, problem.code) == (PLACE, code)
    assert words in problem.in_language(Language("en"))


@pytest.mark.parametrize(
    "tree",
    [
        None,
        True,
        "f.a > 1",
        Number(0.5),  # type: ignore[arg-type]
        Number(1),  # type: ignore[arg-type]
        AllOf(()),
        AllOf((FactRef("f.a"), "f.b")),  # type: ignore[arg-type]
        AllOf((Comparison(FactRef("f.a"), ((">=", Number(2)),)),)),  # type: ignore[arg-type]
        Ladder(FactRef("f.a"), Fraction(0), ((Number(ONE), 2),)),  # type: ignore[arg-type]
        Linear(FactRef("f.a"), Number(ONE), Number(Fraction(2)), 0, ONE),  # type: ignore[arg-type]
        Comparison(FactRef("f.a"), 3),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_sound_tree_is_refused(tree: object) -> None:
    with pytest.raises(UnreadableRuleset) as caught:
        tried(lambda _: tree)
    assert caught.value.problems[0].code == "check_error"


def test_an_interrupt_goes_through() -> None:
    with pytest.raises(KeyboardInterrupt):
        tried(raising(KeyboardInterrupt()))
