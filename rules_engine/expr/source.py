"""Where the parts of a tree were written, so that a mistake in it is told at the author's own words."""

from collections.abc import Iterator, Mapping

from rules_engine.expr import nodes as n
from rules_engine.places import Place
from rules_engine.records import frozen


@frozen(eq=False, repr=False)
class Source:
    """A node as the author wrote it."""

    node: n.Node
    text: str
    place: Place


# By the node's identity: the same words stand at several places.
Sources = Mapping[int, Source]


def placed(node: n.Node, sources: Sources, place: Place) -> Iterator[tuple[n.Node, Place]]:
    """The node and all below it in reading order, each with the place of the innermost source around it."""
    source = sources.get(id(node))
    place = place if source is None else source.place
    yield node, place
    for child in n.children(node):
        yield from placed(child, sources, place)
