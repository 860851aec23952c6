"""What stands deep in a file that may be broken in other places."""

from typing import TypeVar

from rules_engine.structure import collect_value
from rules_engine.yaml_text import List, Mapping, Node

Part = TypeVar("Part")


def under(node: Node, *keys: str) -> tuple[Node, ...]:
    """What stands under these keys, one within the other, through all lists on the way."""
    found: tuple[Node, ...] = (node,)
    for key in keys:
        values = [item.find(key) for item in found if isinstance(item, Mapping)]
        lists = [value if isinstance(value, List) else [value] for value in values if value is not None]
        found = tuple(item for each in lists for item in each)
    return found


def part(node: Node, key: str, kind: type[Part]) -> Part | None:
    """What stands under a key of a mapping, as far as it can be read; what is wrong with it is told elsewhere."""
    found = node.find(key) if isinstance(node, Mapping) else None
    return None if found is None else collect_value(kind, found, [])
