"""Asking a check for its tree: what an author or a plugin got wrong becomes a problem at the line of the check."""

from collections.abc import Iterator
from fractions import Fraction

from rules_engine.checks.check import Arguments, Check, WrongParameters
from rules_engine.errors import Problem, UnreadableRuleset
from rules_engine.expr import nodes as n
from rules_engine.messages import Message
from rules_engine.places import Place


def build_tree(check: Check, arguments: Arguments, place: Place) -> n.Node:
    """The tree that the check builds from the arguments of one criterion.

    Raises UnreadableRuleset with a problem at `place` where the parameters do not go together, the check's function
    fails or ends the program, or what it returns is no sound tree.
    """
    assert check.build is not None
    try:
        tree = check.build(arguments)
        flaw = next(_flaws(tree), None)
    except WrongParameters as wrong:
        problem = Problem(place, Message("{kind}: {text}", kind=check.id, text=wrong.text), code="wrong_parameters")
        raise UnreadableRuleset(problem) from wrong
    except KeyboardInterrupt:
        raise
    except BaseException as failure:
        problem = Problem(
            place,
            Message(
                'The check "{kind}" failed on these parameters: {error}: {text}.',
                kind=check.id,
                error=type(failure).__name__,
                text=str(failure),
            ),
            advice=Message("Tell the author of the plugin; --debug shows where it failed."),
            code="check_error",
        )
        raise UnreadableRuleset(problem) from failure
    if flaw is None:
        return tree
    problem = Problem(
        place,
        Message('The check "{kind}" built a tree that cannot be used: {flaw}', kind=check.id, flaw=flaw),
        advice=Message("Tell the author of the plugin."),
        code="check_error",
    )
    raise UnreadableRuleset(problem)


def _flaws(node: object) -> Iterator[Message]:
    if not isinstance(node, n.Node):
        yield Message("{type} is no expression node.", type=type(node).__name__)
        return
    match node:
        case n.Number():
            numbers: tuple[object, ...] = (node.value,)
        case n.Ladder():
            numbers = (node.base, *(points for _, points in node.steps))
        case n.Linear():
            numbers = (node.low, node.high)
        case _:
            numbers = ()
    for value in numbers:
        if not isinstance(value, Fraction):
            yield Message("{value} is no Fraction.", value=repr(value))
    if isinstance(node, n.Least | n.Greatest | n.AllOf | n.AnyOf | n.AtLeast) and not node.items:
        yield Message("{type} has no items.", type=type(node).__name__)
    for child in n.children(node):
        yield from _flaws(child)
