"""Trees of the bundled rulesets, parsed when the engine was built and found by the digest of their text.

They lie in the engine's own package and are trusted as its code is; a text that differs by one character has another
digest and is parsed as YAML (decision 009).
"""

import marshal
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any

from rules_engine.errors import UnreadableRuleset
from rules_engine.yaml_text import List, Mapping, Node, Scalar

COMPILED = Path(__file__).parent / "rulesets.compiled"
# Every Python reads it, and it is the same bytes for the same trees, which newer forms are not.
_VERSION = 2
_SIZE = 8


def compiled_tree(file_name: str, text: str) -> Node | None:
    """The tree that parsing the text would give, or None where nobody compiled it."""
    flat = remembered(_digest(text))
    return None if flat is None else _tree(file_name, *marshal.loads(flat))


def remembered(key: bytes) -> memoryview | None:
    """What the file `COMPILED` holds under a key: a digest of all that it was made from."""
    places, data = _compiled()
    return data[slice(*places[key])] if key in places else None


def compiled(texts: Iterable[str], more: Iterable[tuple[bytes, bytes]] = ()) -> bytes:
    """What the file `COMPILED` holds for these texts, and `more` beside them.

    Wrong texts are left out: what is wrong with them is told when they are read, as YAML.
    """
    from rules_engine.yaml_text.events import parse

    trees: dict[bytes, bytes] = {}
    for text in texts:
        with suppress(UnreadableRuleset):
            trees[_digest(text)] = marshal.dumps(_flat(parse("", text)), _VERSION)
    held = dict(sorted((trees | dict(more)).items()))
    ends = list(accumulate(map(len, held.values())))
    places = marshal.dumps(dict(zip(held, pairwise([0, *ends]), strict=True)), _VERSION)
    return b"".join((len(places).to_bytes(_SIZE), places, *held.values()))


@cache
def _compiled() -> tuple[dict[bytes, tuple[int, int]], memoryview]:
    """Where what the file holds begins and ends, by key; and all of it, most of which no process opens."""
    try:
        data = memoryview(COMPILED.read_bytes())
        begin = _SIZE + int.from_bytes(data[:_SIZE])
        places = marshal.loads(data[_SIZE:begin])
        if all(end <= len(data) - begin for _, end in places.values()):
            return places, data[begin:]
    except (OSError, ValueError, EOFError, TypeError, AttributeError):
        pass
    return {}, memoryview(b"")


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def _flat(root: Node) -> tuple[Any, ...]:
    """The texts of all scalars, their marks, and the collections: a mark and the numbers of the nodes in them.

    Collections are numbered after the scalars, each behind those it holds; the numbers of keys and values alternate.
    """
    scalars: list[Scalar] = []
    groups: list[tuple[bool, int, list[Any]]] = []

    def number(node: Node) -> tuple[bool, int]:
        if isinstance(node, Scalar):
            scalars.append(node)
            return False, len(scalars) - 1
        inside = chain.from_iterable(node.items()) if isinstance(node, Mapping) else node
        groups.append((isinstance(node, Mapping), node.mark, [number(each) for each in inside]))
        return True, len(groups) - 1

    number(root)
    held = [
        (is_mapping, mark, tuple(index + is_group * len(scalars) for is_group, index in inside))
        for is_mapping, mark, inside in groups
    ]
    return tuple(str(scalar) for scalar in scalars), tuple(scalar.mark for scalar in scalars), tuple(held)


def _tree(
    file_name: str,
    texts: tuple[str, ...],
    marks: tuple[int, ...],
    groups: tuple[tuple[bool, int, tuple[int, ...]], ...],
) -> Node:
    nodes: list[Any] = list(map(Scalar, texts))
    for scalar, mark in zip(nodes, marks, strict=True):
        scalar.file = file_name
        scalar.mark = mark
    numbered = nodes.__getitem__
    for is_mapping, mark, inside in groups:
        found = map(numbered, inside)
        group: Any = Mapping(zip(found, found, strict=True)) if is_mapping else List(found)
        group.file = file_name
        group.mark = mark
        nodes.append(group)
    root: Node = nodes[-1]
    return root
