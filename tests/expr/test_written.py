from fractions import Fraction

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from rules_engine.expr import nodes as n
from rules_engine.expr.read import read
from rules_engine.expr.written import write
from rules_engine.places import Place
from tests.strategies import LAWS, trees

PLACE = Place("tree", 1, 1)


@LAWS
@given(st.data())
def test_p10_a_written_tree_reads_back_as_itself(data: st.DataObject) -> None:
    node = data.draw(trees)
    event(type(node).__name__)
    assert read(write(node), PLACE) == node


@pytest.mark.parametrize(
    "text",
    [
        "x + y - z",
        "x - (y - z)",
        "(x + y) * z",
        "x * y / z",
        "x / (y * z)",
        "-x * y",
        "-(x * y)",
        "-(5)",
        "-5",
        "-(-5)",
        "x - -5",
        "80 <= x < 90",
        "(x < y) == z",
        "not x",
        "not (x < 3)",
        "not (x and y)",
        "x and y and z",
        "(x and y) and z",
        "(x and y) or z",
        "(x or y) and not z",
        "all_of(x)",
        "any_of(all_of(x))",
        "3 if x else 2 if y else 0",
        "(3 if x else 2) if y else 0",
        "(3 if x else 2) + 1",
        "at_least(2, x, y and z)",
        "ladder(x, 0, 85, 4/3, param.t, 2)",
        "linear(x, -1, param.t, -0.5, 2)",
        "x > '2023-05-01'",
    ],
)
def test_brackets_stand_where_they_are_needed(text: str) -> None:
    assert write(read(text, PLACE)) == text


def test_other_spellings_come_out_as_the_usual_one() -> None:
    assert write(read("((x))+ ( y*2 )>=3.50", PLACE)) == "x + y * 2 >= 3.5"
    assert write(read("all_of(x, y)", PLACE)) == "x and y"
    assert write(read("x and y or z", PLACE)) == "(x and y) or z"


def test_a_number_without_finite_notation_is_written_as_a_division() -> None:
    third = n.Number(Fraction(1, 3))
    assert write(n.Arithmetic("/", n.FactRef("x"), third)) == "x / (1/3)"
    assert write(n.Arithmetic("*", third, n.FactRef("x"))) == "1/3 * x"
