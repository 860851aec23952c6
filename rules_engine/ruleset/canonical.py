"""The canonical form of a ruleset's files: what they say, whatever the order of keys, files and items."""

from collections.abc import Mapping

from rules_engine.yaml_text import List, Node, Scalar

# Lists whose items have ids and mean the same in any order; areas and bands mean their order.
UNORDERED = ("indicators", "criteria", "items")


def canonical(trees: Mapping[str, Node]) -> dict[str, object]:
    """Plain dicts, lists and texts by file name, for the digest."""
    return {name: _plain(tree, "") for name, tree in trees.items()}


def _plain(node: Node, key: str) -> object:
    if isinstance(node, Scalar):
        return str(node)
    if not isinstance(node, List):
        return {str(own): _plain(value, own) for own, value in node.items()}
    items = [_plain(item, "") for item in node]
    if key in UNORDERED and all(isinstance(item, dict) and "id" in item for item in items):
        return sorted(items, key=lambda item: str(item["id"]))  # type: ignore[index]
    return items
