"""From the `check:` of a criterion to its rule: a typed tree, a plugin's function, or a check that is missing."""

from fractions import Fraction

from rules_engine.checks.build import build_tree
from rules_engine.checks.check import Arguments, Check, Decide, Decision
from rules_engine.errors import Problem, UnreadableRuleset, nearest
from rules_engine.expr.needs import needed_facts
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import evolve
from rules_engine.ruleset.arguments import Resolver
from rules_engine.ruleset.model import Built, Decided, Missing
from rules_engine.ruleset.names import Names
from rules_engine.yaml_text import Mapping, Node, Scalar

Rule = Built | Decided | Missing


def read_rule(node: Node, points: Fraction, minimum: Fraction, names: Names, problems: list[Problem]) -> Rule | None:
    """The rule, or None with its problems told.

    A check that nobody provides is `Missing`; a problem too where `names.strict`. A check whose function fails while it
    builds is a problem where strict; else its criterion will be in error, and the rest of the ruleset is used.
    """
    kind = _kind(node, problems)
    if kind is None or not isinstance(node, Mapping):
        return None
    check = names.checks.get(kind)
    if check is None:
        return _missing(kind, names, problems)
    resolver = Resolver(check, names)
    arguments = resolver.arguments(node, points, minimum)
    if arguments is None:
        problems += resolver.problems
        return None
    if check.decide is not None:
        return Decided(check, arguments, tuple(dict.fromkeys(resolver.facts)))
    return _built(check, arguments, tuple(dict.fromkeys(resolver.facts)), kind.place, names, problems)


def rule_problems(node: Node, names: Names, problems: list[Problem]) -> None:
    """What is wrong with the check of a criterion whose points are not known: all that can be told without them."""
    kind = _kind(node, problems)
    if kind is None or not isinstance(node, Mapping):
        return
    check = names.checks.get(kind)
    if check is None:
        _missing(kind, names, problems)
        return
    resolver = Resolver(check, names)
    resolver.arguments(node, Fraction(1), Fraction(0))
    problems += resolver.problems


def _kind(node: Node, problems: list[Problem]) -> Scalar | None:
    kind = node.find("kind") if isinstance(node, Mapping) else None
    if isinstance(kind, Scalar):
        return kind
    advice = Message("Write {form}.", form='check: {kind: require, that: "…"}')
    problems.append(Problem(node.place, Message("A check needs a kind."), advice=advice, code="check"))
    return None


def _built(
    check: Check,
    arguments: Arguments,
    facts: tuple[str, ...],
    place: Place,
    names: Names,
    problems: list[Problem],
) -> Rule | None:
    try:
        tree = build_tree(check, arguments, place)
    except UnreadableRuleset as error:
        if names.strict or any(problem.code != "check_error" for problem in error.problems):
            problems += error.problems
            return None
        return Decided(evolve(check, build=None, decide=_failing(error)), arguments, facts)
    try:
        typed = names.typed(tree, place)
    except UnreadableRuleset as error:
        problems += error.problems
        return None
    if typed.kind == "number" and typed.unit.dimension not in ("plain", "score"):
        message = Message('The check "{kind}" gives {unit} instead of points.', kind=check.id, unit=typed.unit.name)
        advice = Message("A condition is asked for, such as a comparison, or a number of points.")
        problems.append(Problem(place, message, advice=advice, code="unit"))
        return None
    return Built(check.id, tree, typed.exact, typed.kind == "truth", needed_facts(tree), needs_human=check.needs_human)


def _failing(error: UnreadableRuleset) -> Decide:
    """A function that fails as the plugin's did, so that the finding tells it."""

    def decide(known: object, arguments: Arguments) -> Decision:
        raise error

    return decide


def _missing(kind: Scalar, names: Names, problems: list[Problem]) -> Missing:
    plugin = names.plugin_of(kind)
    if names.strict:
        if plugin:
            advice = Message('The plugin "{plugin}", which is not loaded, would bring it.', plugin=plugin)
        else:
            advice = Message("Known checks: {checks}.", checks=", ".join(sorted(names.checks)))
        near = None if plugin else nearest(kind, names.checks)
        message = Message('There is no check "{kind}".', kind=str(kind))
        problems.append(
            Problem(kind.place, message, nearest=near, advice=None if near else advice, code="missing_check")
        )
    return Missing(str(kind), plugin)
