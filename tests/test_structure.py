from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

import pytest
from attrs import field, frozen

from rules_engine.errors import UnreadableRuleset
from rules_engine.ids import is_id
from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.structure import collect, key, structure
from rules_engine.yaml_text import Node, Scalar, read_yaml
from rules_engine.yaml_values import Id


@frozen
class Part:
    name: Scalar


@frozen
class Whole:
    id: Id
    title: LocalText | None = None
    points: Fraction = Fraction(0)
    years: int = 0
    passes: bool = False
    start: date | None = field(default=None, metadata=key("from"))
    kind: Literal["cap", "veto"] = "cap"
    words: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    named: Mapping[Id, Fraction] = field(factory=dict)
    rest: Node | None = None
    place: Place | None = None


class Plain:
    id: Id
    start: Annotated[date | None, "from"] = None
    parts: tuple[Part, ...] = ()
    place: Place | None


def read(text: str) -> Whole:
    return structure(Whole, read_yaml("f.yaml", text))


def told(text: str) -> list[str]:
    with pytest.raises(UnreadableRuleset) as raised:
        read(text)
    return [str(problem) for problem in raised.value.problems]


def test_a_form_is_read_with_every_kind_of_value():
    whole = read(
        "id: a.b\ntitle: {zh: 甲, en: A}\npoints: -12.50\nyears: 2\npasses: true\nfrom: 2020-02-29\nkind: veto\n"
        "words: [x, 'true']\nparts: [{name: p}]\nnamed: {c: 1}\nrest: {any: [thing]}\n"
    )
    assert whole == Whole(
        Id(Scalar("a.b")),
        LocalText("甲", "A"),
        Fraction(-25, 2),
        2,
        True,
        date(2020, 2, 29),
        "veto",
        ("x", "true"),
        (Part(Scalar("p")),),
        {Id(Scalar("c")): Fraction(1)},
        {"any": ["thing"]},  # type: ignore[arg-type]
        Place("f.yaml", 1, 1),
    )


def test_texts_keep_their_place():
    assert read("id: a\nparts:\n  - name: p\n").parts[0].name.place == Place("f.yaml", 3, 11)


@pytest.mark.parametrize("written", ["yes", "no", "True", "on", "1", "0", "'true'", "[]"])
def test_only_true_and_false_are_truths(written):
    assert told(f"id: a\npasses: {written}")[0].startswith("f.yaml:2:9: Expected true or false, found")


@pytest.mark.parametrize(
    "written", ["1:19", "017", "1e5", "1_000", ".5", "5.", "0x1F", "'85'", "85%", "１", "nan", "+-1"]
)
def test_only_plain_decimals_are_numbers(written):
    assert told(f"id: a\npoints: {written}")[0].startswith("f.yaml:2:9: Expected a number, found")


def test_numbers_are_exact():
    assert read("id: a\npoints: 0.1").points == Fraction(1, 10)


@pytest.mark.parametrize("written", ["2.0", "-1", "true", "'2'", "1234567890"])
def test_only_digits_are_whole_numbers(written):
    assert told(f"id: a\nyears: {written}")[0].startswith("f.yaml:2:8: Expected a whole number")


@pytest.mark.parametrize("written", ["2020-13-01", "2021-02-29", "2020-1-1", "20200101", "2020"])
def test_only_days_of_the_calendar_are_days(written):
    assert told(f"id: a\nfrom: {written}")[0].startswith("f.yaml:2:7: Expected a day such as 2020-01-31")


def test_a_bare_text_is_not_split_into_a_list():
    assert told("id: a\nwords: abc") == ['f.yaml:2:8: Expected a list, found "abc".']


def test_a_title_stands_in_both_languages():
    assert told("id: a\ntitle: {zh: 甲}") == ['f.yaml:2:8: The key "en" is missing.']
    assert told("id: a\ntitle: {zh: 甲, en: ''}")[0].endswith('Expected text, found "".')
    assert told("id: a\ntitle: {zh: 甲, en: A, fr: a}") == [
        'f.yaml:2:23: There is no key "fr" here. The keys here are: zh, en.'
    ]
    assert "both languages" in told("id: a\ntitle: A")[0]


def test_a_title_cut_at_its_comma_is_told_to_take_quotes():
    assert told("{id: a, title: {zh: 甲, en: One, two}}") == [
        'f.yaml:1:33: There is no key "two" here. A text that holds a comma stands in quotes.'
    ]


def test_an_unknown_key_names_the_nearest():
    assert told("id: a\npionts: 1") == ['f.yaml:2:1: There is no key "pionts" here. Did you mean "points"?']


def test_a_key_of_another_name_is_known_by_that_name_only():
    assert told("id: a\nstart: 2020-01-01")[0].startswith('f.yaml:2:1: There is no key "start" here.')


def test_a_missing_key_is_told_where_the_mapping_begins():
    assert told("points: 1") == ['f.yaml:1:1: The key "id" is missing.']


def test_a_required_key_with_a_typo_is_told_once():
    assert told("idd: a") == ['f.yaml:1:1: There is no key "idd" here. Did you mean "id"?']


def test_a_word_out_of_a_list_names_the_nearest():
    assert told("id: a\nkind: vteo") == ['f.yaml:2:7: Expected one of cap, veto, found "vteo". Did you mean "veto"?']


@pytest.mark.parametrize("id", ["A", "a-b", "a..b", ".a", "a.", "1a", "a b", "é", "a.if", "class", "ａ"])
def test_what_is_no_id_is_refused(id):
    assert "is no id" in told(f"id: '{id}'")[0]


@pytest.mark.parametrize("id", ["a", "a1", "safety.guards", "class_size.super", "a.b.c_d"])
def test_ids(id):
    assert is_id(id)


def test_every_error_comes_at_once_with_its_line():
    text = (
        "id: A\npoints: many\npasses: yes\nparts:\n  - {}\n  - {name: [x]}\n  - plain\nnamed: {B: 1, c: x}\nwrong: 1\n"
    )
    assert [line.split(" ")[0] for line in told(text)] == [
        "f.yaml:1:5:",
        "f.yaml:2:9:",
        "f.yaml:3:9:",
        "f.yaml:5:5:",
        "f.yaml:6:12:",
        "f.yaml:7:5:",
        "f.yaml:8:9:",
        "f.yaml:8:18:",
        "f.yaml:9:1:",
    ]


def test_what_can_be_read_is_kept_beside_the_problems():
    found, problems = collect(Whole, read_yaml("f.yaml", "id: a\npoints: many\nparts: [{name: p}, {}]"))
    assert found is not None and [part.name for part in found.parts] == ["p"]
    assert len(problems) == 2


def test_a_plain_class_is_filled_as_one_of_attrs_is():
    plain = structure(Plain, read_yaml("f.yaml", "id: a\nfrom: 2020-02-29\nparts: [{name: p}]"))
    assert (plain.id, plain.start, plain.place) == ("a", date(2020, 2, 29), Place("f.yaml", 1, 1))
    assert [part.name for part in plain.parts] == ["p"]
    assert structure(Plain, read_yaml("f.yaml", "id: b")).parts == ()
    _, problems = collect(Plain, read_yaml("f.yaml", "from: 1\nstrat: 2"))
    assert [problem.code for problem in problems] == ["type", "key", "missing_key"]
