from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import frozen

from rules_engine.digest import canonical_json, digest_bytes, digest_json, digest_texts
from rules_engine.facts.fact import Level
from rules_engine.places import Place
from rules_engine.yaml_text import read_yaml


@frozen
class Thing:
    name: str
    place: Place


@frozen
class Other:
    name: str
    place: Place


def test_the_canonical_form_is_sorted_exact_and_without_places():
    value = {
        "b": [Fraction(1, 3), Decimal("2.50"), 4, True, None],
        "a": {"y", "x"},
        "c": (date(2020, 1, 31), Level.E2),
        "d": Thing("中", Place("f", 1, 1)),
    }
    assert canonical_json(value) == (
        '{"a":["x","y"],"b":["1/3","5/2",4,true,null],"c":["2020-01-31","E2"],"d":{"":"Thing","name":"中"}}'
    )


def test_neither_the_order_of_keys_nor_places_matter():
    assert digest_json({"a": 1, "b": 2}) == digest_json({"b": 2, "a": 1})
    assert digest_json(Thing("x", Place("f", 1, 1))) == digest_json(Thing("x", Place("g", 9, 9)))


def test_two_kinds_of_objects_never_look_alike():
    assert digest_json(Thing("x", Place("f"))) != digest_json(Other("x", Place("f")))


@pytest.mark.parametrize("value", [0.5, b"x", object()])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(TypeError, match="no canonical form"):
        canonical_json([value])


def test_the_digest_is_sha_256():
    assert digest_bytes(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_quick_way_for_texts_gives_the_same_digest():
    tree = read_yaml("a.yaml", "b: [一, {y: '2', x: 3}]\na: {}\n")
    assert digest_texts({"file": tree}) == digest_json({"file": tree})
