"""The bundled rulesets as they are compiled when the engine is built, against the same as YAML."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import rules_engine_rulesets
from rules_engine.facts import vocabulary_compiled
from rules_engine.facts.vocabulary_compiled import compiled_vocabulary
from rules_engine.facts.vocabulary_load import compile_vocabulary, load_vocabulary
from rules_engine.hooks.host import load_plugins
from rules_engine.ruleset.compiled import compiled_rulesets
from rules_engine.ruleset.load import load_ruleset
from rules_engine.yaml_text import List, Mapping, Node, Scalar, compiled, read_yaml
from rules_engine.yaml_text.events import parse

FOLDER = Path(rules_engine_rulesets.__file__).parent
SOURCES = sorted(path for path in FOLDER.rglob("*.yaml") if path.parent.name != "cases")


def told(node: Node) -> object:
    """The node with everything it knows of itself."""
    own = (type(node), node.file, node.line, node.column)
    if isinstance(node, Scalar):
        return (*own, str(node), node.style, node.place, node.text_place, node.plain)
    inside = node.items() if isinstance(node, Mapping) else enumerate(node)
    return (*own, [(told(key) if isinstance(key, Scalar) else key, told(value)) for key, value in inside])


@pytest.fixture
def compile_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An own file instead of the engine's."""
    target = tmp_path / "rulesets.compiled"
    monkeypatch.setattr(compiled, "COMPILED", target)
    compiled._compiled.cache_clear()
    yield target
    compiled._compiled.cache_clear()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_a_compiled_tree_is_the_parsed_one(path: Path, compile_to: Path) -> None:
    text = path.read_text(encoding="utf-8")
    compile_to.write_bytes(compiled.compiled([text]))
    found = compiled.compiled_tree("a.yaml", text)
    assert found is not None
    assert told(found) == told(parse("a.yaml", text))
    assert told(read_yaml("a.yaml", "\ufeff" + text)) == told(found)
    assert compiled.compiled_tree("a.yaml", text + "\n") is None


@pytest.mark.parametrize(
    "text", ["a", "- a\n- [b, {c: 'd'}]\n", "{}", "[]", "a: |\n  b\nc: >\n  d\n", "a: {b: [], c: {}}\n1: [[x], [[]]]\n"]
)
def test_small_trees(text: str, compile_to: Path) -> None:
    compile_to.write_bytes(compiled.compiled([text]))
    found = compiled.compiled_tree("a.yaml", text)
    assert found is not None and told(found) == told(parse("a.yaml", text))


def test_a_ruleset_is_the_same_either_way(compile_to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, checks = FOLDER / "chongqing-county-2023", load_plugins().checks
    parsed = load_ruleset(folder, checks)
    compile_to.write_bytes(compiled_rulesets(FOLDER))
    compiled._compiled.cache_clear()
    monkeypatch.setattr("rules_engine.facts.vocabulary_load._form", None)
    monkeypatch.setattr("rules_engine.yaml_text.events.parse", None)
    again = load_ruleset(folder, checks)
    assert again == parsed
    assert (again.digest, again.vocabulary.digest) == (parsed.digest, parsed.vocabulary.digest)
    assert load_vocabulary(FOLDER / "vocabulary", (), samples=False).words == parsed.vocabulary.words


WORDS = """
report: {titles: [自评 报告], compounds: [中小学]}
claims: [{phrase: 全面 落实, facts: [a.x, a.y], value: "> 0.5"}]
facts:
  a.whole: {title: {zh: 全, en: whole}, unit: 元, parts: [a.x, a.z]}
  a.x:
    {title: {zh: 甲, en: X}, unit: 元, absent: [-1.5, inf], phrases: [甲类], unless: [乙类], patterns: ['甲(\\d+)'],
     scopes: {town: [镇]}, part_of: a.whole, claims: [{phrase: 甲类 增长, value: "< 3"}], needed: a.z}
  a.y: {title: {zh: 比, en: Y}, unit: "%", rate_of: [a.x, a.whole], phrases: [比例]}
  a.z: {title: {zh: 丙, en: Z}, unit: 元, phrases: [丙类]}
  a.up: {title: {zh: 增, en: up}, unit: "%", growth_of: a.x}
  a.each: {title: {zh: 均, en: each}, unit: 元/人, change_of: a.each2}
  a.each2: {title: {zh: 均, en: each}, unit: 元/人}
  a.told: {title: {zh: 文, en: told}, unit: yes_no, documents: [通知]}
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_vocabulary_is_the_same_until_a_file_of_it_or_the_code_changes(
    ending: str, compile_to: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    (folder / "words.yaml").write_bytes(WORDS.replace("\n", ending).encode())
    (folder / "tables_a.yaml").write_bytes(f"tables:{ending}  # none{ending}  {{}}{ending}".encode())
    names = ("tables_a", "words")
    parsed = load_vocabulary(folder, names, samples=False)
    assert len(parsed.facts) == 8 and parsed.table_sources
    found = compile_vocabulary(folder, names)
    assert found is not None
    compile_to.write_bytes(compiled.compiled([], [found]))
    compiled._compiled.cache_clear()
    paths = sorted(folder.glob("*.yaml"))
    again = compiled_vocabulary(paths)
    assert again == parsed and again.digest == parsed.digest
    assert compiled_vocabulary(paths[:1]) is None
    with monkeypatch.context() as patch:
        patch.setattr(vocabulary_compiled, "_CODE", vocabulary_compiled._CODE[1:])
        assert compiled_vocabulary(paths) is None
    (folder / "words.yaml").write_text(WORDS.replace("甲类 增长", "甲类 上升"), encoding="utf-8")
    assert compiled_vocabulary(paths) is None
    assert load_vocabulary(folder, names, samples=False).claims != parsed.claims


@pytest.mark.parametrize("data", [None, b"", b"no", b"i\x01\x00\x00\x00", compiled.compiled(["a: 1"])[:-3]])
def test_without_a_readable_compiled_form_yaml_is_read(data: bytes | None, compile_to: Path) -> None:
    if data is not None:
        compile_to.write_bytes(data)
    assert read_yaml("a.yaml", "a: 1") == Mapping({Scalar("a"): Scalar("1")})


def test_what_is_no_yaml_is_left_out(compile_to: Path) -> None:
    compile_to.write_bytes(compiled.compiled(["a: [", "[b]"]))
    assert compiled.compiled_tree("a.yaml", "a: [") is None
    assert compiled.compiled_tree("a.yaml", "[b]") == List([Scalar("b")])
