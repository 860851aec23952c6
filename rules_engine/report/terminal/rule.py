"""A criterion's rule in prose, the parameters it rests on, and its arithmetic with the numbers substituted."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache, cached_property

from rules_engine.expr.evaluate import Values
from rules_engine.expr.explain import Explanation, explain
from rules_engine.expr.needs import every_node, needed_parameters
from rules_engine.expr.nodes import Day, FactRef, Node, Number, ParameterRef, Previous
from rules_engine.expr.prose import prose
from rules_engine.expr.typecheck import kind_of, unit_of
from rules_engine.facts.fact import Level
from rules_engine.facts.factset import FactSet, Terms
from rules_engine.findings import Finding
from rules_engine.messages import LocalText, Message
from rules_engine.records import define
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import CERTAINTY
from rules_engine.ruleset.model import Built, Criterion, Decided, Missing
from rules_engine.ruleset.parameters import Edition
from rules_engine.scoring.decide import judge_of
from rules_engine.values.units import PLAIN, Unit

Law = tuple[str, int, str]
UNCONFIRMED = Message("as recognised from an image, not confirmed yet")
# What was told is remembered: the reports on many submissions tell the same rules, most of them over the same values.
_PROSE: dict[tuple[Node, Law], str] = {}
_TOLD: dict[tuple[object, ...], tuple[str, tuple[tuple[int, str], ...]]] = {}
_PARAMETERS: dict[tuple[str, Law], tuple[str, ...]] = {}
MOST_REMEMBERED = 2_000


@define(eq=False, repr=False)
class Rules:
    """Tells the rules of one verdict: the editions in force and the units are looked up once."""

    telling: Telling

    @cached_property
    def titles(self) -> Mapping[str, LocalText]:
        """The titles of the facts."""
        return self.telling.vocabulary.titles

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """The units of the facts."""
        return self.telling.vocabulary.units

    @cached_property
    def parameter_units(self) -> Mapping[str, Unit]:
        """The units of the parameters."""
        return {id: parameter.unit for id, parameter in self.telling.verdict.ruleset.parameters.items()}

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """The edition of each parameter that is in force for the evaluated period."""
        verdict = self.telling.verdict
        day = date(verdict.period.year, 12, 31)
        found = {id: parameter.edition(day) for id, parameter in verdict.ruleset.parameters.items()}
        return {id: edition for id, edition in found.items() if edition is not None}

    @cached_property
    def numbers(self) -> Mapping[str, Fraction]:
        """The values of the numeric parameters in force."""
        return {id: edition.value for id, edition in self.editions.items() if edition.value is not None}

    @cached_property
    def facts(self) -> FactSet:
        """The facts as the criteria saw them."""
        verdict = self.telling.verdict
        return judge_of(verdict.ruleset, verdict.facts, verdict.period.year, verdict.relations).facts

    @cached_property
    def law(self) -> Law:
        """What the words of an expression depend on beside itself."""
        verdict = self.telling.verdict
        return verdict.ruleset.digest, verdict.period.year, self.telling.language.code

    def prose(self, node: Node) -> str:
        """An expression in words; those of a ruleset are told for many verdicts."""
        told = _PROSE.get((node, self.law))
        if told is None:
            told = prose(node, self.telling.language, self.titles, self.units, self.numbers, self.parameter_units)
            if len(_PROSE) >= MOST_REMEMBERED:
                _PROSE.clear()
            _PROSE[node, self.law] = told
        return told

    def rule(self, criterion: Criterion) -> str:
        """What decides the criterion, in words."""
        say = self.telling.say
        match criterion.rule:
            case Built():
                return self.prose(criterion.rule.tree)
            case Decided():
                facts = self.telling.listed(self.telling.fact(id) for id in criterion.rule.facts)
                return say(Message("{check}, over {facts}", check=criterion.rule.check.title, facts=facts))
            case Missing():
                return say(Message('the check "{check}", which is not installed', check=criterion.rule.check))

    def parameters(self, criterion: Criterion) -> tuple[str, ...]:
        """The parameters behind the rule, each with value, source and certainty."""
        told = _PARAMETERS.get((criterion.id, self.law))
        if told is None:
            used = needed_parameters(criterion.rule.tree) if isinstance(criterion.rule, Built) else ()
            told = tuple(self._parameter(id) for id in dict.fromkeys((*used, *criterion.shown_parameters)))
            if len(_PARAMETERS) >= MOST_REMEMBERED:
                _PARAMETERS.clear()
            _PARAMETERS[criterion.id, self.law] = told
        return told

    def _parameter(self, id: str) -> str:
        parameter, edition = self.telling.verdict.ruleset.parameters[id], self.editions.get(id)
        if edition is None:
            return self.telling.say(Message("{title}: no value for the period", title=parameter.title))
        value = edition.text or LocalText("", "")
        if edition.value is not None:
            amount = self.telling.amount(edition.value, parameter.unit)
            value = LocalText(amount, amount)
        return self.telling.say(
            Message(
                "{title}: {value}, since {day}; {source} [{certainty}]",
                title=parameter.title,
                value=value,
                day=edition.start.isoformat(),
                source=edition.source,
                certainty=CERTAINTY[edition.certainty],
            )
        )

    @cached_property
    def held(self) -> frozenset[str]:
        """The ids of which the submission tells anything, and those that are computed from others."""
        verdict = self.telling.verdict
        return verdict.ruleset.vocabulary.formulas.union(fact.id for fact in verdict.facts)

    def is_silent(self, criterion: Criterion, finding: Finding) -> bool:
        """Whether nothing that the submission tells concerns a criterion: of other such ones the same is told."""
        if finding.facts or finding.losing or finding.relations or finding.decided:
            return False
        return isinstance(criterion.rule, Built) and self.held.isdisjoint(criterion.rule.facts)

    def values(self, criterion: Criterion, finding: Finding) -> Values:
        """What the outcome was taken from: the facts good enough for the criterion, or all where words decided."""
        firm = finding.settled and not finding.admitted
        level = criterion.evidence if firm else Level.E0
        terms = Terms(level, criterion.look_back, criterion.scopes, uncertain=not firm)
        return self.facts.values(terms, self.numbers)

    def told(self, criterion: Criterion, finding: Finding, full: bool) -> tuple[str, tuple[tuple[int, str], ...]]:
        """The rule in words with what it came to; and what its parts were worth, as lines and their depth.

        `full` names single facts among the parts too.
        """
        if not isinstance(criterion.rule, Built):
            return self.rule(criterion), ()
        tree, values, manner = criterion.rule.tree, self.values(criterion, finding), _manner(finding)
        now, earlier = _asked(tree)
        known = (tuple(map(values.fact, now)), tuple(map(values.previous, earlier)))
        key = (tree, self.law, full, manner, known)
        told = _TOLD.get(key)
        if told is None:
            if len(_TOLD) >= MOST_REMEMBERED:
                _TOLD.clear()
            told = _TOLD[key] = self._explained(tree, values, manner, full)
        return told

    def _explained(
        self, tree: Node, values: Values, manner: Message | None, full: bool
    ) -> tuple[str, tuple[tuple[int, str], ...]]:
        explained = explain(tree, values, kind_of(tree, self.units))
        line = self._line(self.prose(tree), explained)
        parts = tuple(self._below(explained, 1, full))
        if manner is None or (manner is UNCONFIRMED and _open(explained)):
            return line, parts
        if _open(explained):
            # Words about the criterion as a whole decided: its facts, and with them its parts, are open.
            line = self.telling.say(Message("{rule} -> {outcome}", rule=self.prose(tree), outcome=manner))
            return line, parts if full else ()
        return self.telling.say(Message("{line} ({manner})", line=line, manner=manner)), parts

    def _below(self, part: Explanation, depth: int, full: bool) -> list[tuple[int, str]]:
        lines: list[tuple[int, str]] = []
        for child in part.children:
            if isinstance(child.node, Number | Day | ParameterRef):
                continue
            same = len(part.children) == 1 and self._name(child.node) == self._name(part.node)
            if not same and (full or not isinstance(child.node, FactRef | Previous)):
                lines.append((depth, self._line(self._name(child.node), child)))
            lines += self._below(child, depth if same else depth + 1, full)
        return lines

    def _line(self, name: str, part: Explanation) -> str:
        return self.telling.say(Message("{rule} -> {outcome}", rule=name, outcome=self._worth(part)))

    def _name(self, node: Node) -> str:
        """A fact by its title alone, anything else as a sentence."""
        if isinstance(node, FactRef):
            return self.telling.fact(node.id)
        if isinstance(node, Previous):
            return self.telling.fact(node.id, earlier=True)
        return self.prose(node)

    def _worth(self, part: Explanation) -> str:
        if part.kind == "truth":
            outcome = {
                True: Message("holds"),
                False: Message("does not hold"),
                None: Message("undecided"),
            }[part.truth]
            return self.telling.say(outcome)
        assert part.range is not None
        return self.telling.range(part.range, unit_of(part.node, self.units, self.parameter_units) or PLAIN)


@cache
def _asked(tree: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts that a rule asks for, and those that it asks for one period earlier."""
    nodes = tuple(every_node(tree))
    now = dict.fromkeys(node.id for node in nodes if isinstance(node, FactRef))
    return tuple(now), tuple(dict.fromkeys(node.id for node in nodes if isinstance(node, Previous)))


def _open(part: Explanation) -> bool:
    return part.truth is None if part.kind == "truth" else part.range is None or not part.range.settled


def _manner(finding: Finding) -> Message | None:
    """By what an outcome stands that evidence of the level asked for did not decide; None for the others."""
    if finding.admitted:
        return Message("settled by the report's own words")
    if finding.status == "unknown" and any(fact.uncertain for fact in finding.facts):
        return UNCONFIRMED
    if finding.status != "asserted":
        return None
    if finding.facts and all(fact.level > Level.E0 for fact in finding.facts):
        return Message("by a stated figure of lower level")
    return Message("by the report's own words")
