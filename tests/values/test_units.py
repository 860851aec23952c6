from fractions import Fraction

import pytest

from rules_engine.values.units import PLAIN, POINTS, quotient, unit_named, unit_table


def test_printed_forms_know_their_base_unit_and_exact_factor() -> None:
    printed = unit_table().printed
    assert printed["万元"] == (unit_table().units["元"], Fraction(10000))
    assert printed["亿元"] == (unit_table().units["元"], Fraction(10**8))
    assert printed["个百分点"][0] == POINTS
    assert unit_table().units["亩"].factor == Fraction(2000, 3)


def test_every_printed_form_leads_to_a_unit_of_the_table() -> None:
    for form, (unit, factor) in unit_table().printed.items():
        assert unit_table().units[unit.name] == unit, form
        assert factor > 0, form


def test_every_unit_has_an_english_name_where_people_see_it() -> None:
    assert all(unit.english for name, unit in unit_table().units.items() if name not in ("", "yes_no", "rating"))


def test_units_divide() -> None:
    money, people = unit_table().units["元"], unit_table().units["人"]
    assert quotient(money, money) == PLAIN
    assert quotient(money, PLAIN) == money
    compound = quotient(money, people)
    assert (compound.name, compound.dimension) == ("元/人", "money/persons")


@pytest.mark.parametrize("name", ["元", "%", "人/所"])
def test_units_are_found_by_name(name: str) -> None:
    found = unit_named(name)
    assert found is not None and found.name == name


@pytest.mark.parametrize("name", ["圆", "元/", "/人", "元/人/所"])
def test_other_names_are_no_units(name: str) -> None:
    assert unit_named(name) is None
