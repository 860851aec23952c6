from pathlib import Path

import pytest

from rules_engine.errors import UnreadableRuleset
from rules_engine.places import Place
from rules_engine.yaml_text import MOST_CHARACTERS, MOST_LEVELS, List, Mapping, Scalar, load_yaml, read_yaml


def refusal(text: str) -> UnreadableRuleset:
    with pytest.raises(UnreadableRuleset) as raised:
        read_yaml("f.yaml", text)
    return raised.value


def codes(text: str) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.place)) for problem in refusal(text).problems]


@pytest.mark.parametrize("written", ["1:19", "no", "yes", "017", "1e5", "2020-01-01", "~", "null", "0x1F", "1_000"])
def test_every_scalar_stays_the_text_that_was_written(written):
    tree = read_yaml("f.yaml", f"a: {written}")
    assert tree == {"a": written}


def test_values_know_their_line_and_column_in_characters():
    tree = read_yaml("areas/safety.yaml", "标题: 安全\nitems:\n  - 中文: {a: b}\n")
    assert isinstance(tree, Mapping)
    assert tree.places == {
        "标题": Place("areas/safety.yaml", 1, 5),
        "items": Place("areas/safety.yaml", 3, 3),
    }
    items = tree.find("items")
    assert isinstance(items, List) and isinstance(items[0], Mapping)
    inner = items[0].find("中文")
    assert inner is not None and str(inner.place) == "areas/safety.yaml:3:9"


def test_keys_know_their_place_too():
    tree = read_yaml("f.yaml", "a: 1\n  \nbb: 2\n")
    assert isinstance(tree, Mapping)
    assert tree.key_place("bb") == Place("f.yaml", 3, 1)
    assert tree.key_place("absent") == tree.place


def test_a_quoted_text_begins_behind_its_quotation_mark():
    tree = read_yaml("f.yaml", "a: \"x\"\nb: 'y'\nc: z\n")
    assert isinstance(tree, Mapping)
    scalars = [value for value in tree.values() if isinstance(value, Scalar)]
    assert [scalar.text_place.column for scalar in scalars] == [5, 5, 4]
    assert [scalar.plain for scalar in scalars] == [False, False, True]


def test_a_byte_order_mark_is_no_part_of_the_first_key():
    assert read_yaml("f.yaml", "\ufeffa: 1") == {"a": "1"}


def test_anchors_and_aliases_are_refused_each_at_its_place():
    assert codes("a: &x 1\nb: *x\n") == [("anchor", "f.yaml:1:4"), ("alias", "f.yaml:2:4")]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!int", "!local", "!"])
def test_tags_are_refused(tag):
    assert [code for code, _ in codes(f"a: {tag} x")] == ["tag"]


def test_a_repeated_key_is_refused_and_the_first_is_named():
    error = refusal("a: 1\nb: 2\na: 3\n")
    assert str(error) == 'f.yaml:3:1: The key "a" stands twice; first in line 1.'


@pytest.mark.parametrize("text", ["? [a]\n: 1", "{{a: 1}: 2}"])
def test_a_key_that_is_no_word_is_refused(text):
    assert ("key", "f.yaml:1:") in [(code, place[:9]) for code, place in codes(text)]


def test_merge_keys_have_no_meaning():
    assert read_yaml("f.yaml", "<<: {a: b}") == {"<<": {"a": "b"}}


def test_a_second_document_is_refused():
    assert codes("a: 1\n---\nb: 2\n") == [("documents", "f.yaml:2:1")]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_an_empty_file_is_refused(text):
    assert codes(text) == [("empty", "f.yaml")]


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x7f", "\ufffe", "\ud800"])
def test_unprintable_characters_are_refused_at_their_place(mark):
    assert codes(f"a: 1\n中: x{mark}\n") == [("unprintable", "f.yaml:2:5")]


def test_a_mistake_in_the_syntax_tells_its_place():
    assert codes("a: b: c\n") == [("syntax", "f.yaml:1:5")]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a: b: c", "put the text in quotes"),
        ("a: {b: c", "not closed"),
        ("a: [b", "not closed"),
        ("a:\n  b: 1\n c: 2", "does not fit the lines above"),
        ("a:\n - x\n y: 1", "does not fit the lines above"),
        ("a: @x", "a sign that means something else"),
        ("a: *", "a sign that means something else"),
        ('a: "x', "a quotation mark is not closed"),
        ('a: "\\q"', "a backslash in double quotes"),
        ("a: 1\nb", "a key without its colon"),
        ("a: - b", "an item of a list"),
        ("a: ]", "does not belong here"),
    ],
)
def test_a_mistake_in_the_syntax_is_told_in_our_words(text, meaning):
    assert meaning in str(refusal(text))


def test_tabs_do_not_indent():
    assert str(refusal("a:\n\tb: 1\n")) == "f.yaml:2:1: This is not YAML: the line begins with a tab: use blanks."


@pytest.mark.parametrize(
    ("text", "place", "sign", "meant"),
    [
        ("a: 1\nb：2\nc: 3\n", "2:2", "：", ":"),
        ("title：{zh: x, en: y}\n", "1:6", "：", ":"),
        ("title: {zh: 小学，初中，en: y}\n", "1:18", "，", ","),
        ("title: ｛zh: x, en: y｝\n", "1:8", "｛", "{"),
        ("a: “x: y”\n", "1:4", "“", '"'),
    ],
)
def test_a_sign_of_a_chinese_keyboard_is_named_where_it_stands(text, place, sign, meant):
    told = f'This is not YAML: "{sign}" is a full-width sign; YAML reads {meant} here.'
    assert str(refusal(text)) == f"f.yaml:{place}: {told}"


@pytest.mark.parametrize("text", ["note: 说明：如下，a: b\n", "a: 如下：“甲”，b: c\n"])
def test_a_chinese_text_without_quotes_is_told_to_take_them(text):
    assert "put the text in quotes" in str(refusal(text))


def test_a_bracket_that_is_not_closed_is_told_by_its_line():
    assert "the bracket or brace of line 2 is not closed" in str(refusal("a: 1\nb: {c: d\ne: 1\nf: 2\n"))


def test_all_refusals_of_a_file_come_at_once():
    assert [code for code, _ in codes("a: &x 1\na: !!int 2\nb: *x\n")] == ["anchor", "duplicate_key", "tag", "alias"]


def test_levels_are_counted():
    read_yaml("f.yaml", "[" * MOST_LEVELS + "]" * MOST_LEVELS)
    assert codes("[" * (MOST_LEVELS + 1) + "]" * (MOST_LEVELS + 1))[0][0] == "too_deep"


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 50_000])
def test_depth_never_crashes(text):
    assert codes(text)[0][0] in ("too_deep", "syntax")


def test_size_is_limited():
    assert codes("a" * (MOST_CHARACTERS + 1)) == [("too_large", "f.yaml")]


def test_a_bomb_is_refused_by_its_anchors():
    lines = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for above, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{above}'] * 9)}]")
    assert {code for code, _ in codes("\n".join(lines))} == {"alias", "anchor"}


def test_a_missing_file_a_folder_and_another_encoding_are_told(tmp_path: Path):
    (tmp_path / "gbk.yaml").write_bytes("a: 1\nb: 中文\n".encode("gb18030"))
    for name, told in (("none.yaml", "cannot be read"), ("", "cannot be read"), ("gbk.yaml", "not in UTF-8")):
        with pytest.raises(UnreadableRuleset, match=told) as raised:
            load_yaml(tmp_path / name, "some.yaml")
        assert str(raised.value).startswith("some.yaml")
        assert str(tmp_path) not in str(raised.value)


def test_the_place_of_another_encoding_is_its_line(tmp_path: Path):
    (tmp_path / "gbk.yaml").write_bytes("a: 1\nb: 中文\n".encode("gb18030"))
    with pytest.raises(UnreadableRuleset) as raised:
        load_yaml(tmp_path / "gbk.yaml", "gbk.yaml")
    assert raised.value.problems[0].place == Place("gbk.yaml", 2, 1)
