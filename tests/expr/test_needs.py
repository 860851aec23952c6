from rules_engine.expr.needs import needed_facts, needed_parameters
from rules_engine.expr.read import read
from rules_engine.places import Place

PLACE = Place("tree", 1, 1)


def test_facts_come_in_reading_order_without_repetition() -> None:
    node = read("growth(b, previous(b)) > param.z and (a if c else previous(d)) > b + param.y - param.z", PLACE)
    assert needed_facts(node) == ("b", "a", "c", "d")
    assert needed_parameters(node) == ("z", "y")


def test_thresholds_need_their_parameters() -> None:
    node = read("ladder(x, 0, param.t, 1) + linear(y, param.s, 3, 0, 1)", PLACE)
    assert needed_facts(node) == ("x", "y")
    assert needed_parameters(node) == ("t", "s")


def test_a_number_needs_nothing() -> None:
    assert needed_facts(read("3", PLACE)) == ()
