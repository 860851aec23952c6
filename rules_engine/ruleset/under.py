"""What stands deep in a file that may be broken in other places."""

from rules_engine.yaml_text import List, Mapping, Node


def under(node: Node, *keys: str) -> tuple[Node, ...]:
    """What stands under these keys, one within the other, through all lists on the way."""
    found: tuple[Node, ...] = (node,)
    for key in keys:
        values = [item.find(key) for item in found if isinstance(item, Mapping)]
        lists = [value if isinstance(value, List) else [value] for value in values if value is not None]
        found = tuple(item for each in lists for item in each)
    return found
