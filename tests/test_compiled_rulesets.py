"""The bundled rulesets as they are compiled when the engine is built, against the same as YAML."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import rules_engine_rulesets
from rules_engine.hooks.host import load_plugins
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


def test_a_ruleset_is_the_same_either_way(compile_to: Path) -> None:
    folder, checks = FOLDER / "chongqing-county-2023", load_plugins().checks
    parsed = load_ruleset(folder, checks)
    compile_to.write_bytes(compiled.compiled(path.read_text(encoding="utf-8") for path in SOURCES))
    compiled._compiled.cache_clear()
    assert all(compiled.compiled_tree("", path.read_text(encoding="utf-8")) is not None for path in SOURCES)
    again = load_ruleset(folder, checks)
    assert again.digest == parsed.digest
    assert [criterion.place for criterion in again.criteria] == [criterion.place for criterion in parsed.criteria]
    assert {id: entry.place for id, entry in again.vocabulary.facts.items()} == {
        id: entry.place for id, entry in parsed.vocabulary.facts.items()
    }
    assert again == parsed


@pytest.mark.parametrize("data", [None, b"", b"no", b"i\x01\x00\x00\x00", compiled.compiled(["a: 1"])[:-3]])
def test_without_a_readable_compiled_form_yaml_is_read(data: bytes | None, compile_to: Path) -> None:
    if data is not None:
        compile_to.write_bytes(data)
    assert read_yaml("a.yaml", "a: 1") == Mapping({Scalar("a"): Scalar("1")})


def test_what_is_no_yaml_is_left_out(compile_to: Path) -> None:
    compile_to.write_bytes(compiled.compiled(["a: [", "[b]"]))
    assert compiled.compiled_tree("a.yaml", "a: [") is None
    assert compiled.compiled_tree("a.yaml", "[b]") == List([Scalar("b")])
