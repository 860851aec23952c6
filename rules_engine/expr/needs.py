"""What an expression asks for."""

from collections.abc import Iterator

from rules_engine.expr import nodes as n


def every_node(node: n.Node) -> Iterator[n.Node]:
    """The node and all below it, in reading order."""
    yield node
    for child in n.children(node):
        yield from every_node(child)


def needed_facts(node: n.Node) -> tuple[str, ...]:
    """The ids of all facts, those asked for one period earlier included; in reading order, without repetition."""
    return tuple(dict.fromkeys(found.id for found in every_node(node) if isinstance(found, n.FactRef | n.Previous)))


def needed_parameters(node: n.Node) -> tuple[str, ...]:
    """The ids of all parameters (without `param.`), in reading order, without repetition."""
    return tuple(dict.fromkeys(found.id for found in every_node(node) if isinstance(found, n.ParameterRef)))
