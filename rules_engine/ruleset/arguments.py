"""Resolving the parameters of a check: what the author wrote becomes references, numbers and trees, kind by kind."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from rules_engine.checks.check import Arguments, Check, Parameter
from rules_engine.errors import Problem, nearest
from rules_engine.expr.nodes import FactRef, Node, Number, ParameterRef
from rules_engine.messages import Message
from rules_engine.records import define, field
from rules_engine.ruleset.names import Names, no_fact, no_parameter
from rules_engine.structure import collect_value
from rules_engine.values.units import unit_named
from rules_engine.yaml_text import List, Scalar
from rules_engine.yaml_text import Mapping as YamlMapping
from rules_engine.yaml_text import Node as Yaml

PREFIX = "param."


@define(eq=False, repr=False)
class Resolver:
    """Resolves the parameters that one criterion gives to its check; collects what is wrong with them."""

    check: Check
    names: Names
    problems: list[Problem] = field(factory=list)
    facts: list[str] = field(factory=list)

    def arguments(self, given: YamlMapping, points: Fraction, minimum: Fraction) -> Arguments | None:
        """The arguments, or None where `problems` now tell why not. `facts` then lists the ids given as facts."""
        declared = {parameter.name: parameter for parameter in self.check.parameters}
        values: dict[str, object] = {}
        for key, node in given.items():
            if key == "kind":
                continue
            if key not in declared:
                self._refuse_key(key, declared)
                continue
            value = self._resolve(declared[key], node)
            if value is not None:
                values[str(key)] = value
        for parameter in self.check.parameters:
            if parameter.required and parameter.name not in given:
                message = Message(
                    'The check "{kind}" asks for "{name}" ({title}).',
                    kind=self.check.id,
                    name=parameter.name,
                    title=parameter.title,
                )
                self.problems.append(Problem(given.place, message, code="missing_key"))
        return None if self.problems else Arguments(values, points, minimum)

    def _refuse_key(self, key: Scalar, declared: Mapping[str, Parameter]) -> None:
        near = nearest(key, declared)
        message = Message('The check "{kind}" has no parameter "{name}".', kind=self.check.id, name=str(key))
        advice = None if near else Message("Its parameters are: {names}.", names=", ".join(declared))
        self.problems.append(Problem(key.place, message, nearest=near, advice=advice, code="key"))

    def _resolve(self, parameter: Parameter, node: Yaml) -> object | None:
        match parameter.kind:
            case "fact":
                return self._fact(parameter, node)
            case "facts":
                return self._several(parameter, node, lambda item: self._fact(parameter, item))
            case "number":
                return collect_value(Fraction, node, self.problems)
            case "parameter":
                return self._parameter(node)
            case "choice":
                return self._choice(parameter, node)
            case "expression":
                return self._tree(node)
            case "conditions":
                return self._several(parameter, node, self._condition)
            case "items":
                return self._several(parameter, node, lambda item: self._pair(item, "when", self._condition))
            case "steps":
                return self._several(parameter, node, lambda item: self._pair(item, "from", self._limit))
            case "limit":
                return self._limit(node)

    def _several(
        self, parameter: Parameter, node: Yaml, resolve: Callable[[Yaml], object | None]
    ) -> tuple[object, ...] | None:
        if not isinstance(node, List):
            self._expected(node, Message("a list"))
            return None
        if len(node) < parameter.least:
            message = Message(
                '"{name}" asks for at least {least}, found {count}.',
                name=parameter.name,
                least=parameter.least,
                count=len(node),
            )
            self.problems.append(Problem(node.place, message, code="least"))
        return tuple(value for item in node if (value := resolve(item)) is not None)

    def _text(self, node: Yaml, expected: Message) -> Scalar | None:
        if isinstance(node, Scalar) and node:
            return node
        self._expected(node, expected)
        return None

    def _expected(self, node: Yaml, expected: Message) -> None:
        found = str(node) if isinstance(node, Scalar) else "[…]" if isinstance(node, List) else "{…}"
        message = Message('Expected {expected}, found "{found}".', expected=expected, found=found)
        self.problems.append(Problem(node.place, message, code="type"))

    def _fact(self, parameter: Parameter, node: Yaml) -> FactRef | None:
        text = self._text(node, Message("the id of a fact"))
        if text is None:
            return None
        entry = self.names.facts.get(text)
        if entry is None:
            self.problems.append(no_fact(text, self.names.facts))
            return None
        wanted = None if parameter.unit is None else unit_named(parameter.unit)
        if wanted is not None and wanted.dimension != entry.unit.dimension:
            message = Message(
                '"{name}" asks for a fact in {wanted}; "{id}" is in {unit}.',
                name=parameter.name,
                wanted=_unit_name(wanted.name),
                id=str(text),
                unit=_unit_name(entry.unit.name),
            )
            self.problems.append(Problem(text.place, message, code="unit"))
            return None
        self.facts.append(str(text))
        return self.names.written(FactRef(str(text)), text)

    def _parameter(self, node: Yaml) -> ParameterRef | None:
        text = self._text(node, Message("a dated parameter such as param.x"))
        if text is None:
            return None
        if not text.startswith(PREFIX):
            self._expected(text, Message("a dated parameter such as param.x"))
            return None
        name = text.removeprefix(PREFIX)
        if name in self.names.parameter_units:
            return self.names.written(ParameterRef(name), text)
        if name in self.names.parameters:
            message = Message('Parameter "{id}" is a text; a number is expected.', id=name)
            self.problems.append(Problem(text.place, message, code="type"))
        else:
            near = nearest(name, self.names.parameter_units)
            problem = no_parameter(text, name, ())
            self.problems.append(
                Problem(problem.place, problem.message, nearest=near and PREFIX + near, code=problem.code)
            )
        return None

    def _limit(self, node: Yaml) -> Number | ParameterRef | None:
        if isinstance(node, Scalar) and node.startswith(PREFIX):
            return self._parameter(node)
        number = collect_value(Fraction, node, self.problems)
        return None if number is None or not isinstance(node, Scalar) else self.names.written(Number(number), node)

    def _choice(self, parameter: Parameter, node: Yaml) -> str | None:
        text = self._text(node, Message("one of {words}", words=", ".join(parameter.choices)))
        if text is None or text in parameter.choices:
            return None if text is None else str(text)
        message = Message(
            '"{name}" is one of {words}, not "{found}".',
            name=parameter.name,
            words=", ".join(parameter.choices),
            found=str(text),
        )
        self.problems.append(Problem(text.place, message, nearest=nearest(text, parameter.choices), code="choice"))
        return None

    def _tree(self, node: Yaml) -> Node | None:
        text = self._text(node, Message("an expression"))
        found = None if text is None else self.names.expression(text, self.problems)
        return None if found is None else found[0]

    def _condition(self, node: Yaml) -> Node | None:
        text = self._text(node, Message("a condition"))
        found = None if text is None else self.names.condition(text, self.problems)
        return None if found is None else found[0]

    def _pair(self, node: Yaml, name: str, resolve: Callable[[Yaml], object | None]) -> tuple[object, Fraction] | None:
        """`{when: condition, points: number}` or `{from: limit, points: number}`."""
        if not isinstance(node, YamlMapping):
            self._expected(node, Message("a mapping with the keys {keys}", keys=f"{name}, points"))
            return None
        for key in node:
            if key not in (name, "points"):
                message = Message('There is no key "{key}" here.', key=str(key))
                self.problems.append(Problem(key.place, message, nearest=nearest(key, (name, "points")), code="key"))
        first, second = node.find(name), node.find("points")
        for key_name, value in ((name, first), ("points", second)):
            if value is None:
                message = Message('The key "{key}" is missing.', key=key_name)
                self.problems.append(Problem(node.place, message, code="missing_key"))
        left = None if first is None else resolve(first)
        points = None if second is None else collect_value(Fraction, second, self.problems)
        return None if left is None or points is None else (left, points)


def _unit_name(name: str) -> Message | str:
    return name or Message("plain numbers")
