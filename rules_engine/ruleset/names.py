"""The names that a ruleset may use: facts, parameters and check kinds, and how an unknown one is told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from rules_engine.checks.check import Check
from rules_engine.errors import Problem, UnreadableRuleset, nearest
from rules_engine.expr.kinds import Typed
from rules_engine.expr.nodes import Node
from rules_engine.expr.read import read
from rules_engine.expr.source import Source
from rules_engine.expr.typecheck import typecheck
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import field, frozen
from rules_engine.ruleset.model import Bureau
from rules_engine.ruleset.parameters import DatedParameter
from rules_engine.values.units import Unit
from rules_engine.yaml_text import Scalar

Found = TypeVar("Found", bound=Node)


class RefusedPlugin(Protocol):
    """A plugin that was found but is not loaded: its name, and the ids of checks it is known to bring."""

    @property
    def name(self) -> str:
        """The name of its entry point."""

    @property
    def checks(self) -> Sequence[str]:
        """The ids of its checks as far as they are known."""


@frozen(eq=False, repr=False)
class Names:
    """What can be referred to; `bureaus` is None where they could not be read.

    `strict` makes a check that nobody provides a problem.
    """

    facts: Mapping[str, FactEntry]
    parameters: Mapping[str, DatedParameter]
    fact_units: Mapping[str, Unit]
    parameter_units: Mapping[str, Unit]
    checks: Mapping[str, Check]
    refused: Sequence[RefusedPlugin]
    strict: bool
    bureaus: Mapping[str, Bureau] | None = None
    sources: dict[int, Source] = field(factory=dict)

    @classmethod
    def of(
        cls,
        vocabulary: Vocabulary,
        parameters: Mapping[str, DatedParameter],
        checks: Mapping[str, Check],
        refused: Sequence[RefusedPlugin],
        strict: bool,
        bureaus: Mapping[str, Bureau] | None,
    ) -> "Names":
        """The names, with the units that expressions are checked against; text parameters have none."""
        numbers = {
            id: parameter.unit for id, parameter in parameters.items() if parameter.editions[0].value is not None
        }
        return cls(vocabulary.facts, parameters, vocabulary.units, numbers, checks, refused, strict, bureaus)

    def plugin_of(self, kind: str) -> str:
        """The refused plugin that would have brought a check, or nothing."""
        for plugin in self.refused:
            if kind in plugin.checks:
                return plugin.name
        first = kind.partition(".")[0]
        return next((plugin.name for plugin in self.refused if plugin.name == first), "")

    def expression(self, text: Scalar, problems: list[Problem]) -> tuple[Node, Typed] | None:
        """The tree of an expression and its type, or None with its problems told."""
        place = text.text_place
        try:
            node = self.written(read(str(text), place), text)
            return node, self.typed(node, place)
        except UnreadableRuleset as error:
            problems += error.problems
            return None

    def condition(self, text: Scalar, problems: list[Problem]) -> tuple[Node, Typed] | None:
        """As `expression`, refusing what is no condition."""
        found = self.expression(text, problems)
        if found is not None and found[1].kind != "truth":
            message = Message('"{text}" is a number; a condition is expected, such as a comparison.', text=str(text))
            problems.append(Problem(text.place, message, code="condition"))
            return None
        return found

    def typed(self, node: Node, place: Place) -> Typed:
        """The type of a tree; raises UnreadableRuleset."""
        return typecheck(node, self.fact_units, self.parameter_units, place, self.sources)

    def written(self, node: Found, text: Scalar) -> Found:
        """The node, whose words are now known."""
        self.sources[id(node)] = Source(node, str(text), text.text_place)
        return node


def no_fact(text: Scalar, valid: Iterable[str]) -> Problem:
    """The problem to report for an id that is no fact of the vocabulary."""
    message = Message('There is no fact "{id}".', id=str(text))
    return Problem(text.place, message, nearest=nearest(text, valid), code="unknown_fact")


def no_parameter(text: Scalar, name: str, valid: Iterable[str]) -> Problem:
    """The problem to report for an id that is no dated parameter."""
    message = Message('There is no parameter "{id}".', id=name)
    return Problem(text.place, message, nearest=nearest(name, valid), code="unknown_parameter")
