from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.errors import UnreadableRuleset
from rules_engine.expr import nodes as n
from rules_engine.expr.exactness import is_exact
from rules_engine.expr.kinds import Typed
from rules_engine.expr.read import read
from rules_engine.expr.typecheck import typecheck
from rules_engine.places import Place
from rules_engine.values.units import Unit, unit_named
from tests.strategies import FACTS, LAWS, PARAMETERS, conditions, numbers, trees

PLACE = Place("areas/funding.yaml", 20, 15)


def units(**names: str) -> dict[str, Unit]:
    found = {id.replace("__", "."): unit_named(name) for id, name in names.items()}
    return {id: unit for id, unit in found.items() if unit is not None}


UNITS = units(
    rate="%", other="%", permille="‰", gap="百分点", money="元", budget="元", staff="人", pupils="人", per_head="元/人",
    holds="yes_no", known="yes_no", plain="", mu="亩", metres="平方米", safety__guards="%",
)  # fmt: skip
GIVEN = units(rate="%", gap="百分点", money="元", staff="人")


def typed(text: str) -> Typed:
    return typecheck(read(text, PLACE), UNITS, GIVEN, PLACE)


def refused(text: str) -> list[str]:
    with pytest.raises(UnreadableRuleset) as caught:
        typed(text)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("rate", "%"),
        ("rate + 5", "%"),
        ("5 + rate", "%"),
        ("rate + other", "%"),
        ("rate - other", "百分点"),
        ("rate - 5", "百分点"),
        ("rate + gap", "%"),
        ("gap + rate", "%"),
        ("rate - param.gap", "%"),
        ("gap - gap", "百分点"),
        ("-rate", "%"),
        ("money * 0.95", "元"),
        ("plain * money", "元"),
        ("plain * rate", "%"),
        ("rate / 2", "%"),
        ("money / budget", ""),
        ("rate / other", ""),
        ("money / staff", "元/人"),
        ("money / plain", "元"),
        ("money / staff - per_head", "元/人"),
        ("growth(money, previous(money))", "%"),
        ("growth(rate, other)", "%"),
        ("growth(5, 4)", "%"),
        ("share(staff, pupils)", "%"),
        ("ratio(pupils, staff)", ""),
        ("min(money, 5, budget)", "元"),
        ("clamp(5, 0, rate)", "%"),
        ("abs(rate - other)", "百分点"),
        ("money if holds else 0", "元"),
        ("0 if holds else money", "元"),
        ("param.money", "元"),
        ("ladder(rate, 0, 85, 2, param.rate, 3)", ""),
        ("linear(staff, 0, param.staff, 0, 3)", ""),
        ("min(4, ladder(rate, 0, 85, 2) + (1 if holds else 0))", ""),
        ("2 * 3 + 1", ""),
    ],
)
def test_numbers_have_units(text: str, unit: str) -> None:
    found = typed(text)
    assert (found.kind, found.unit.name) == ("number", unit)


@pytest.mark.parametrize(
    "text",
    [
        "rate >= 85",
        "85 <= rate <= param.rate",
        "rate - other <= param.gap",
        "rate - param.gap >= other",
        "growth(money, budget) >= rate",
        "money / staff >= per_head",
        "ratio(money, budget) >= plain",
        "holds",
        "previous(holds)",
        "holds and not known",
        "holds if known else rate > 3",
        "at_least(2, holds, known, money > 0)",
        "'2023-01-01' < '2023-05-01'",
        "min('2023-01-01', '2023-05-01') < '2023-06-01'",
    ],
)
def test_conditions_are_conditions(text: str) -> None:
    assert typed(text).kind == "truth"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("money + staff", "元 and 人 cannot stand together"),
        ("rate > money", "% and 元 cannot stand together"),
        ("plain > money", "a plain number and 元"),
        ("rate > permille", "% and ‰"),
        ("share(money, staff)", "元 and 人"),
        ("ratio(money, staff)", "元 and 人"),
        ("growth(money, staff)", "元 and 人"),
        ("min(money, staff)", "元 and 人"),
        ("money if holds else staff", "元 and 人"),
        ("1 < money < staff", "元 and 人"),
        ("ladder(rate, 0, param.money, 1)", "% and 元"),
        ("linear(rate, 0, param.money, 0, 1)", "% and 元"),
        ("rate * money", "Compare share(part, whole)"),
        ("gap * money", "Compare share(part, whole)"),
        ("money / rate", "Compare share(part, whole)"),
        ("money * staff", "divide instead"),
        ("1 / staff", "Turn the division round"),
        ("rate - 5 >= other", "write y - x <= 5"),
        ("gap - rate", "Percentages and 百分点"),
        ("mu + metres", "different scales of one thing"),
        ("mu / metres", "different scales of one thing"),
        ("holds >= 1", '"holds" is a condition'),
        ("holds + 1", '"holds" is a condition'),
        ("(rate > 3) + 1", '"rate > 3" is a condition'),
        ("rate and holds", '"rate" is a number'),
        ("not rate", '"rate" is a number'),
        ("3 if rate else 0", '"rate" is a number'),
        ("holds if known else 3", '"3" is a number'),
        ("ladder(holds, 0, 1, 1)", '"holds" is a condition'),
        ("'2023-01-01' + 1 > 3", "Days are compared"),
        ("-'2023-01-01' > 3", "Days are compared"),
        ("growth('2023-01-01', 3)", "Days are compared"),
        ("rate > '2023-01-01'", "% and day"),
        ("at_least(0, holds)", "0 of 1 conditions"),
        ("at_least(3, holds, known)", "3 of 2 conditions"),
        ("ladder(rate, 0, 85, 1, 80, 2)", "do not rise"),
        ("ladder(rate, 0, 85, 1, 85, 2)", "do not rise"),
        ("linear(rate, 5, 5, 0, 2)", "starts where it ends"),
        ("rate == rate", "compares a value with itself"),
        ("rate + 1 <= rate + 1", "compares a value with itself"),
        ("safety.gaurds > 3", 'There is no fact "safety.gaurds". Did you mean "safety.guards"?'),
        ("previous(rte) > 3", 'Did you mean "rate"?'),
        ("rate > param.rte", 'There is no parameter "rte". Did you mean "rate"?'),
    ],
)
def test_what_makes_no_sense_is_refused_with_advice(text: str, words: str) -> None:
    found = refused(text)
    assert len(found) == 1
    assert found[0].startswith("areas/funding.yaml:20:15: ")
    assert words in found[0]


def test_all_problems_are_told_at_once() -> None:
    found = refused("rte > 3 and money + staff > 4 and param.rte > 3 and holds > 1")
    assert len(found) == 4


def test_trees_that_plugins_build_are_checked_too() -> None:
    for node in (n.AllOf(()), n.AnyOf(()), n.Least(()), n.Ladder(n.FactRef("rate"), Fraction(0), ())):
        with pytest.raises(UnreadableRuleset):
            typecheck(node, UNITS, GIVEN, PLACE)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("rate >= 85", True),
        ("rate + rate >= 85", False),
        ("rate > 3 and rate < other", False),
        ("growth(money, previous(money)) > 3", True),
        ("growth(money, money) > 3", False),
        ("rate == 85", True),
        ("rate != other", True),
        ("rate + 1 == 85", False),
        ("80 <= rate < 90", True),
        ("90 > rate >= 80", True),
        ("90 < rate < 80", False),
        ("80 < rate + 1 < 90", False),
        ("80 < rate < param.rate", False),
        ("rate < 90 < other", True),
        ("rate < 90 < other < 100", False),
        ("ladder(rate, 0, 80, 2, 90, 1)", True),
        ("ladder(rate + 1, 0, 80, 2, 90, 1)", False),
        ("ladder(rate + 1, 0, 80, 1, 90, 2)", True),
        ("ladder(rate + 1, 3, 80, 1, 90, 0)", True),
        ("linear(rate + 1, 0, 80, 2, 1)", True),
        ("abs(rate - other) > 3", True),
        ("abs(1 if holds else -1) > 3", False),
        ("money / (1 if holds else -1) > 3", False),
        ("money / (budget - 3) > 3", True),
        ("(1 if holds else 0) + (1 if known else 0)", True),
        ("(1 if holds else 0) + (1 if holds else 0)", False),
        ("at_least(2, holds, known, rate > 3)", True),
    ],
)
def test_exactness_is_read_off_the_tree(text: str, exact: bool) -> None:
    assert typed(text).exact is exact


@LAWS
@given(
    st.sampled_from(["%", "百分点", "元", "人", ""]).flatmap(lambda unit: st.tuples(st.just(unit), numbers(unit, 2)))
)
def test_drawn_numbers_make_sense(drawn: tuple[str, n.Node]) -> None:
    unit, node = drawn
    found = typecheck(node, FACTS, PARAMETERS, PLACE)
    assert found.kind == "number"
    assert found.unit.name in (unit, "")


@LAWS
@given(conditions(2))
def test_drawn_conditions_make_sense(node: n.Node) -> None:
    assert typecheck(node, FACTS, PARAMETERS, PLACE).kind == "truth"


@LAWS
@given(trees)
def test_any_tree_is_accepted_or_refused(node: n.Node) -> None:
    try:
        found = typecheck(node, FACTS, PARAMETERS, PLACE)
    except UnreadableRuleset as problem:
        assert problem.problems
    else:
        assert found.exact == is_exact(node)
