"""Facts, claims and the words of the report, made of the forms in which the files of a vocabulary are written."""

from collections.abc import Iterable, Mapping, Sequence

from rules_engine.errors import Problem, nearest
from rules_engine.facts.phrases import fault_of
from rules_engine.facts.vocabulary import ClaimWords, FactEntry, ReportWords, Vocabulary
from rules_engine.facts.vocabulary_form import (
    ExampleForm,
    FactForm,
    VocabularyForm,
    place_of,
    read_absent,
    read_example,
    read_range,
)
from rules_engine.facts.vocabulary_links import check_links
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.structure import collect_value
from rules_engine.values.ranges import Range
from rules_engine.values.units import PLAIN, Unit, unit_named, unit_table
from rules_engine.yaml_text import Scalar

MOST_PATTERN = 200


def vocabulary_of(forms: Sequence[VocabularyForm], samples: bool, problems: list[Problem]) -> Vocabulary:
    """What forms say together; what is wrong with them is added to `problems`, and left out."""
    facts: dict[str, FactEntry] = {}
    claims: list[ClaimWords] = []
    for form in forms:
        for id, fact in form.facts.items():
            if id in facts:
                message = Message('The fact "{id}" is already in {place}.', id=str(id), place=facts[id].place)
                problems.append(Problem(place_of(id, fact.place), message, code="duplicate_id"))
                continue
            read = _fact(id, fact, samples, problems)
            if read is not None:
                facts[str(id)], own = read
                claims += own
    known = {id: facts[id] for id in sorted(facts)}
    for form in forms:
        for claim in form.claims:
            units = [known[id].unit for id in claim.facts if id in known]
            value = _claimed(claim.value, units, claim.place, problems)
            claims.append(ClaimWords(str(claim.phrase), tuple(map(str, claim.facts)), value, claim.place))
            _check_phrases([claim.phrase], claim.place, problems)
    check_links(known, forms, problems)
    return Vocabulary(known, tuple(claims), _report(forms, problems))


def _fact(id: str, form: FactForm, samples: bool, problems: list[Problem]) -> tuple[FactEntry, list[ClaimWords]] | None:
    """The fact with its claims; None without a unit, as nothing that it says can then be judged but its words."""
    unit = _unit(form, problems)
    place = place_of(id, form.place)
    _check_phrases(form.phrases, place, problems)
    _check_phrases(form.documents, place, problems)
    for pattern in form.patterns:
        if len(pattern) > MOST_PATTERN:
            message = Message("A pattern has at most {most} characters.", most=MOST_PATTERN)
            problems.append(Problem(place_of(pattern, place), message, code="pattern"))
    if unit is None:
        return None
    claims = []
    for claim in form.claims:
        _check_phrases([claim.phrase], claim.place, problems)
        value = _claimed(claim.value, [unit], claim.place, problems)
        claims.append(ClaimWords(str(claim.phrase), (str(id),), value, claim.place))
    if form.documents and unit.dimension != "yes_no":
        message = Message("Only a fact of the unit yes_no can be told by a document.")
        problems.append(Problem(place_of(form.documents[0], place), message, code="documents"))
    examples: tuple[ExampleForm, ...] = ()
    near_misses: tuple[str, ...] = ()
    if samples:
        examples = collect_value(tuple[ExampleForm, ...], form.examples, problems) or () if form.examples else ()
        near_misses = collect_value(tuple[str, ...], form.near_misses, problems) or () if form.near_misses else ()
        _check_samples(str(id), form, (("examples", examples), ("near_misses", near_misses)), place, problems)
    entry = FactEntry(
        str(id),
        form.title,
        unit,
        read_absent(form.absent, unit, problems),
        place,
        _texts(form.phrases),
        _texts(form.unless),
        _texts(form.patterns),
        _texts(form.documents),
        {str(scope): _texts(words) for scope, words in form.scopes.items()},
        str(form.formula),
        _texts(form.parts),
        str(form.part_of),
        str(form.growth_of),
        str(form.change_of),
        tuple(read_example(example, unit, problems) for example in examples),
        near_misses,
        _texts(form.rate_of),
        str(form.needed),
        form.overall,
    )
    return entry, claims


def _texts(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, items))


def _unit(form: FactForm, problems: list[Problem]) -> Unit | None:
    if form.unit is None:
        return PLAIN
    name = str(form.unit)
    unit = unit_named(name) if isinstance(form.unit, Scalar) else None
    if unit is None:
        message = Message('There is no unit "{name}".', name=name)
        near = nearest(name, unit_table().units)
        advice = None if near else Message("The units are: {names}.", names=" ".join(filter(None, unit_table().units)))
        problems.append(Problem(form.unit.place, message, near, advice, code="unit"))
    return unit


def _claimed(text: str, units: Sequence[Unit], place: Place, problems: list[Problem]) -> Range:
    where = place_of(text, place)
    truths = {unit.dimension == "yes_no" for unit in units}
    if len(truths) == 2:
        message = Message("These facts cannot share a claim: some are said to be so or not, some have figures.")
        problems.append(Problem(where, message, code="claim"))
        return Range()
    return read_range(text, units[0] if units else None, where, problems)


def _check_phrases(phrases: Sequence[str], place: Place, problems: list[Problem]) -> None:
    for phrase in phrases:
        fault = fault_of(phrase)
        if fault is not None:
            problems.append(Problem(place_of(phrase, place), fault, code="phrase"))


def _check_samples(
    id: str, form: FactForm, samples: Iterable[tuple[str, Sequence[object]]], place: Place, problems: list[Problem]
) -> None:
    if not (form.phrases or form.patterns or form.claims or form.documents):
        return
    for key, found in samples:
        if not found:
            message = Message('The fact "{id}" has words, so it needs {key}: at least one.', id=id, key=key)
            problems.append(Problem(place, message, code="samples"))


def _report(forms: Sequence[VocabularyForm], problems: list[Problem]) -> ReportWords:
    reports = [form.report for form in forms if form.report is not None]
    for report in reports[1:]:
        message = Message("The words of the report are already in {place}.", place=reports[0].place)
        problems.append(Problem(report.place, message, code="duplicate_report"))
    if not reports:
        return ReportWords()
    words: Mapping[str, tuple[str, ...]] = vars(reports[0])
    return ReportWords(**{name: _texts(items) for name, items in words.items() if name != "place"})
