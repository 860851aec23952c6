from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.errors import UnreadableRuleset
from rules_engine.expr import nodes as n
from rules_engine.expr.functions import FUNCTIONS
from rules_engine.expr.read import read
from rules_engine.places import Place
from tests.strategies import LAWS

PLACE = Place("areas/safety.yaml", 14, 9)
X, Y = n.FactRef("x"), n.FactRef("y.z")


def number(text: str) -> n.Number:
    return n.Number(Fraction(text))


def problems(text: str) -> list[str]:
    with pytest.raises(UnreadableRuleset) as caught:
        read(text, PLACE)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("x", X),
        ("param.y.z", n.ParameterRef("y.z")),
        ("previous(y.z)", n.Previous("y.z")),
        ("0.1", number("0.1")),
        ("-2.50", number("-2.5")),
        ("-  3", number("-3")),
        ("-(3)", n.Negative(number("3"))),
        ("-x", n.Negative(X)),
        ("x - -3", n.Arithmetic("-", X, number("-3"))),
        ("x + 2 * y.z", n.Arithmetic("+", X, n.Arithmetic("*", number("2"), Y))),
        ("(x + 2) / y.z", n.Arithmetic("/", n.Arithmetic("+", X, number("2")), Y)),
        ("80 <= x < 90", n.Comparison(number("80"), (("<=", X), ("<", number("90"))))),
        ("x != y.z", n.Comparison(X, (("!=", Y),))),
        ("x > '2023-05-01'", n.Comparison(X, ((">", n.Day(date(2023, 5, 1))),))),
        ('x > "2023-05-01"', n.Comparison(X, ((">", n.Day(date(2023, 5, 1))),))),
        ("x and y.z and x", n.AllOf((X, Y, X))),
        ("x or not y.z", n.AnyOf((X, n.Not(Y)))),
        ("all_of(x)", n.AllOf((X,))),
        ("x if y.z else 0", n.Choice(X, Y, number("0"))),
        ("growth(x, previous(x))", n.Growth(X, n.Previous("x"))),
        ("share(x, y.z)", n.Share(X, Y)),
        ("ratio(x, y.z)", n.Ratio(X, Y)),
        ("min(x, 3, )", n.Least((X, number("3")))),
        ("max(x)", n.Greatest((X,))),
        ("clamp(x, 0, 5)", n.Clamp(X, number("0"), number("5"))),
        ("abs(x)", n.Absolute(X)),
        ("at_least(2, x, y.z)", n.AtLeast(2, (X, Y))),
        (
            "ladder(x, 0, 85, 4/3, param.t, 2)",
            n.Ladder(X, Fraction(0), ((number("85"), Fraction(4, 3)), (n.ParameterRef("t"), Fraction(2)))),
        ),
        (
            "linear(x, -1, param.t, 0, 2.5)",
            n.Linear(X, number("-1"), n.ParameterRef("t"), Fraction(0), Fraction(5, 2)),
        ),
        ("  x >\n  3\n", n.Comparison(X, ((">", number("3")),))),
    ],
)
def test_text_becomes_a_tree(text: str, node: n.Node) -> None:
    assert read(text, PLACE) == node


def test_numbers_are_exact() -> None:
    assert read("0.1234567890123456789", PLACE) == number("0.1234567890123456789")


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("9**9**9", 10, "no powers"),
        ("x // 2", 11, '"//" is not a sign'),
        ("x % 2", 11, '"%" is not a sign'),
        ("x = 3", 11, 'Did you mean "=="?'),
        ("x => 3", 11, 'Did you mean ">="?'),
        ("x <> 3", 11, 'Did you mean "!="?'),
        ("x && y", 11, 'Did you mean "and"?'),
        ("x ≥ 3", 11, 'Did you mean ">="?'),
        ("x ＞ 3", 11, 'Did you mean ">"?'),
        ("x > ８５", 13, 'Did you mean "85"?'),
        ("ｘ > 85", 9, 'Did you mean "x"?'),
        ("x.ﬁre > 85", 9, 'Did you mean "x.fire"?'),
        ("学前 > 85", 9, '"学前" is not an id'),
        ("1:19 > x", 10, "written as the number 19"),
        ("x.__class__", 9, "is not an id"),
        ("x .y", 11, '"." is not a sign'),
        ("min(x).real", 15, '"." is not a sign'),
        ("x[0]", 10, '"[" is not a sign'),
        ("{x}", 9, '"{" is not a sign'),
        ("lambda: x", 9, '"lambda" is not a word'),
        ("x > 1 且 y > 2", 15, '"且" is not a word of the language. Did you mean "and"?'),
        ("非 x > 1", 9, 'Did you mean "not"?'),
        ("x is y", 11, '"is" is not a word'),
        ("x in y", 11, '"in" is not a word'),
        ("True", 9, '"True" is not a word'),
        ("class.size > 3", 9, "no Python keyword"),
        ("Safety.guards", 9, 'Did you mean "safety.guards"?'),
        ("(x for x in y)", 12, '"for" is not a word'),
        ("min(*x)", 13, '"*x" is not a form'),
        ("min(x=3)", 14, 'Did you mean "=="?'),
        ("(x, y)", 9, '"(x, y)" is not a form'),
        ("+x", 9, '"+x" is not a form'),
        ("x == 'abc'", 14, "'abc' is none"),
        ("x == 'abc", 14, "'abc is none"),
        ("x == f'2023-05-01'", 14, "Only dates"),
        ("x == '2023-02-30'", 14, "There is no day 2023-02-30"),
        ("x == '２０２３-01-01'", 14, "Only dates"),
        ("x == '2023-01-01' '2023-01-02'", 14, "There is no day"),
        ("1e5", 9, "is not a number"),
        ("1_000", 9, "is not a number"),
        ("0x1f", 9, "is not a number"),
        ("1.", 9, "is not a number"),
        (".5", 9, "is not a number"),
        ("017", 9, "is not a number"),
        ("3j", 9, "is not a number"),
        ("1.5.2", 9, "is not a number"),
        ("x and", 14, "ends too early"),
        ("x y", 11, "cannot be read"),
        ("(x", 9, "never closed"),
        ("x)", 10, "closes nothing"),
        ("", 9, "is empty"),
        ("  \n ", 9, "is empty"),
        ("x # y", 11, '"#" is not a sign'),
        ("x; y", 10, '";" is not a sign'),
        ("x \\\n + 1", 11, "is not a sign"),
        ("x \x00", 11, "is not a sign"),
        ("x \ud800", 11, "is not a sign"),
        ("param", 9, "name of the parameter is missing"),
        ("grwth(x, y)", 9, 'Did you mean "growth"?'),
        ("x.y(3)", 9, 'There is no function "x.y"'),
        ("growth(x)", 9, "growth(new, old) does not take 1 arguments"),
        ("all_of()", 9, "does not take 0 arguments"),
        ("any_of()", 9, "does not take 0 arguments"),
        ("at_least(2)", 9, "does not take 1 arguments"),
        ("ladder(x, 0)", 9, "does not take 2 arguments"),
        ("ladder(x, 0, 1, 2, 3)", 9, "does not take 5 arguments"),
        ("at_least(1.5, x)", 18, "A whole number is expected"),
        ("at_least(-1, x)", 18, "A whole number is expected"),
        ("at_least(x, x)", 18, "A whole number is expected"),
        ("previous(param.x)", 18, "The id of a fact is expected"),
        ("previous(previous(x))", 18, "The id of a fact is expected"),
        ("ladder(x, y, 1, 2)", 19, "A number of points is expected"),
        ("ladder(x, 1/0, 1, 2)", 19, "A number of points is expected"),
        ("ladder(x, 0, y, 2)", 22, "A number or param.name is expected"),
        ("x > 3 and\n４ > y", 9, 'Did you mean "4"?'),
    ],
)
def test_what_is_refused_is_named_at_its_column(text: str, column: int, words: str) -> None:
    found = problems(text)
    assert any(problem.startswith(f"areas/safety.yaml:14:{column}:") and words in problem for problem in found), found


def test_columns_count_characters() -> None:
    (found,) = problems("x == '2023-05-01' and 保安 > 3")
    assert found.startswith("areas/safety.yaml:14:31:")


def test_an_unknown_place_stays_unknown() -> None:
    with pytest.raises(UnreadableRuleset) as caught:
        read("x = 3", Place("formula"))
    assert str(caught.value.problems[0]).startswith("formula: ")


def test_all_problems_are_told_at_once_and_each_once() -> None:
    found = problems("__import__('os') + grwth(8５, y.Ü) ** 1e5")
    assert len(found) == 6
    assert sum("__import__" in problem for problem in found) == 1
    found = problems("grwth(x, clmp(y)) > ladder(x, y, z, 2)")
    assert len(found) == 4


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + "x" + ")" * 10_000,
        "(" * 60 + "x" + ")" * 60,
        "abs(" * 900 + "x" + ")" * 900,
        "+".join(["1"] * 1_000_000),
        "+".join(["1"] * 1900),
        "-" * 3900 + "x",
        "not " * 900 + "x",
        "x if x else " * 300 + "x",
        "a." * 1900 + "a",
        "9" * 3999 + "**" + "9",
        "x" * 4001,
        "(" * 3999,
        "'" * 3999,
    ],
    ids=range(13),
)
def test_what_would_cost_dear_is_refused_by_its_length_or_depth(text: str) -> None:
    assert any(limit in problem for problem in problems(text) for limit in ("deep", "long", "Only dates"))


def test_forty_brackets_are_read() -> None:
    assert read("(" * 40 + "x" + ")" * 40, PLACE) == X


@LAWS
@given(st.text(max_size=60) | st.text(alphabet="xy.09 ()<>=!+-*/,'\"andorifelse", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text, PLACE)
    except UnreadableRuleset as refused:
        assert refused.problems
        assert all(str(problem) for problem in refused.problems)


def test_every_function_is_called_as_its_signature_says() -> None:
    for name, function in FUNCTIONS.items():
        assert function.signature.startswith(f"{name}(")
        count = function.signature.replace(", ...", "").count(",") + 1
        assert function.roles_of(count) is not None, name
