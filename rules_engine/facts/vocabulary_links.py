"""What the facts of a vocabulary say of each other: parts, growth, change, formulas, claims of several."""

from collections.abc import Mapping, Sequence

from rules_engine.errors import Problem, UnreadableRuleset, nearest
from rules_engine.facts.vocabulary import FactEntry
from rules_engine.facts.vocabulary_form import FactForm, VocabularyForm, place_of
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.yaml_text import Scalar

Facts = Mapping[str, FactEntry]


def check_links(facts: Facts, forms: Sequence[VocabularyForm], problems: list[Problem]) -> None:
    """Adds a problem for every id that is no fact and every link between facts of unlike units."""
    for form in forms:
        for claim in form.claims:
            for id in claim.facts:
                _known(id, facts, claim.place, problems)
        for id, fact in form.facts.items():
            if id in facts:
                _check_fact(facts[id], fact, facts, problems)
    _check_formulas(facts, forms, problems)


def _known(id: str, facts: Facts, place: Place, problems: list[Problem]) -> FactEntry | None:
    entry = facts.get(id)
    if entry is None:
        problems.append(unknown_fact(id, facts, place_of(id, place)))
    return entry


def unknown_fact(id: str, facts: Facts, place: Place) -> Problem:
    """The problem to report for an id that no fact has."""
    message = Message('There is no fact "{id}".', id=str(id))
    return Problem(place, message, nearest(id, facts), code="unknown_fact")


def _check_fact(entry: FactEntry, form: FactForm, facts: Facts, problems: list[Problem]) -> None:
    links = [(id, False) for id in (*form.parts, *filter(None, (form.part_of, form.change_of, form.needed)))]
    for id, growth in [*links, *((id, True) for id in (form.growth_of,) if id)]:
        other = _known(id, facts, form.place, problems)
        if other is None:
            continue
        place = place_of(id, form.place)
        if other is entry:
            message = Message('The fact "{id}" refers to itself.', id=str(id))
            problems.append(Problem(place, message, code="link"))
        elif growth:
            if entry.unit.dimension != "percent":
                message = Message("A growth is told in %, not in {unit}.", unit=entry.unit.name)
                problems.append(Problem(place, message, code="link"))
        elif not _alike(entry, other):
            message = Message(
                'The fact "{id}" is told in {other}, this one in {unit}.',
                id=str(id),
                other=other.unit.name,
                unit=entry.unit.name,
            )
            problems.append(Problem(place, message, code="link"))
    if form.rate_of:
        _check_rate(entry, form, facts, problems)


def _check_rate(entry: FactEntry, form: FactForm, facts: Facts, problems: list[Problem]) -> None:
    """A rate is told of two other facts; 元/生 of money and persons, % and 1:x of any two that are counted alike."""
    others = [_known(id, facts, form.place, problems) for id in form.rate_of]
    if any(other is None for other in others):
        return
    place = place_of(form.rate_of[0], form.place)
    if len(others) != 2 or entry in others:
        message = Message("A rate is that of two other facts: the one that is divided and the one that divides it.")
        problems.append(Problem(place, message, code="link"))
        return
    told = entry.unit.dimension.split("/")
    found = [other.unit.dimension for other in others if other]
    if (len(told) == 2 and told != found) or (len(told) == 1 and "money" in found and len(set(found)) == 2):
        units = " / ".join(other.unit.name for other in others if other)
        message = Message("A rate in {unit} is not that of {units}.", unit=entry.unit.name, units=units)
        problems.append(Problem(place, message, code="link"))


def _alike(one: FactEntry, other: FactEntry) -> bool:
    dimensions = {one.unit.dimension, other.unit.dimension}
    return len(dimensions) == 1 or dimensions == {"percent", "percentage_points"}


def _check_formulas(facts: Facts, forms: Sequence[VocabularyForm], problems: list[Problem]) -> None:
    written = [fact for form in forms for fact in form.facts.values() if fact.formula]
    if not written:
        return
    from rules_engine.expr.read import read
    from rules_engine.expr.typecheck import typecheck

    units = {id: entry.unit for id, entry in facts.items()}
    for form in written:
        place = form.formula.text_place if isinstance(form.formula, Scalar) else form.place
        try:
            typecheck(read(form.formula, place), units, {}, place)
        except UnreadableRuleset as error:
            problems.extend(error.problems)
    _check_circles(facts, problems)


def _check_circles(facts: Facts, problems: list[Problem]) -> None:
    from rules_engine.expr.needs import needed_facts
    from rules_engine.expr.read import read

    needs: dict[str, tuple[str, ...]] = {}
    for id, entry in facts.items():
        if entry.formula:
            try:
                needs[id] = needed_facts(read(entry.formula, entry.place))
            except UnreadableRuleset:
                needs[id] = ()
    for id in needs:
        seen: set[str] = set()
        open_ = list(needs[id])
        while open_:
            next_ = open_.pop()
            if next_ not in seen:
                seen.add(next_)
                open_ += needs.get(next_, ())
        if id in seen:
            message = Message('The formula of "{id}" leads back to itself.', id=id)
            problems.append(Problem(facts[id].place, message, code="circle"))
