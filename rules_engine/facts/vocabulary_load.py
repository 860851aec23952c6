"""Reading a vocabulary: its files of YAML, checked against each other, every problem at once."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rules_engine.digest import digest_texts
from rules_engine.errors import Problem, UnreadableRuleset, in_order, nearest
from rules_engine.facts.phrases import fault_of
from rules_engine.facts.vocabulary import ClaimWords, FactEntry, ReportWords, TableSource, Vocabulary
from rules_engine.facts.vocabulary_compiled import compiled_form, compiled_vocabulary, file_name
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
from rules_engine.records import evolve, frozen
from rules_engine.structure import collect, collect_value
from rules_engine.values.ranges import Range
from rules_engine.values.units import PLAIN, Unit, unit_named, unit_table
from rules_engine.yaml_text import List, Node, Scalar, read_yaml
from rules_engine.yaml_text import Mapping as YamlMapping

REPORT = "report"
# Files so called hold nothing but evidence tables; they are read when a table is first wanted.
TABLES = "tables"
MOST_PATTERN = 200


@frozen(eq=False, repr=False)
class VocabularyRead:
    """What could be read: `broken` are facts left out for their own mistakes; not `whole` where a file is missing."""

    vocabulary: Vocabulary
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()
    whole: bool = True


def load_vocabulary(
    folder: Path, names: Sequence[str] | None = None, own: Path | None = None, *, samples: bool = True
) -> Vocabulary:
    """The vocabulary of a folder: the files of these names and report.yaml, or all its files.

    `own` is a further folder (a ruleset's own vocabulary) of which all files are read. The order of files is of
    no importance. Without `samples`, which reading reports does not need, facts have no examples and near misses.
    Raises UnreadableRuleset with every problem of every file.
    """
    read = read_vocabulary(folder, names, own, samples=samples)
    if read.problems:
        raise UnreadableRuleset(*read.problems)
    return read.vocabulary


def read_vocabulary(
    folder: Path, names: Sequence[str] | None = None, own: Path | None = None, *, samples: bool = True
) -> VocabularyRead:
    """What can be read of a vocabulary, and every problem; see `load_vocabulary`."""
    problems: list[Problem] = []
    paths = _paths(folder, names, own, problems)
    if not paths and problems:
        return VocabularyRead(Vocabulary({}), tuple(in_order(problems)), whole=False)
    if not samples and not problems and (known := compiled_vocabulary(paths)) is not None:
        return VocabularyRead(known)
    sources = [_source(path, problems) for path in paths if path.stem.startswith(TABLES)]
    trees = []
    for path in paths:
        tree = None if path.stem.startswith(TABLES) else _read(path, problems)
        if tree is not None:
            trees.append(tree)
            if isinstance(tree, YamlMapping) and tree.find(TABLES) is not None:
                sources.append(_source(path, problems))
    whole = not problems
    forms = [form for tree in trees if (form := _form(tree, problems)) is not None]
    vocabulary = _vocabulary(forms, samples, problems)
    said = _joined(trees)
    broken = frozenset(str(id) for id in said.get("facts", ()) if id not in vocabulary.facts)
    if problems:
        told = [problem for problem in in_order(problems) if problem.message not in without(broken)]
        return VocabularyRead(vocabulary, tuple(told), broken, whole and len(forms) == len(trees))
    if sources:
        said[f"{TABLES}."] = sorted(_said(source.text) for source in sources)
    return VocabularyRead(evolve(vocabulary, digest=digest_texts(said), table_sources=tuple(sources)))


def compile_vocabulary(folder: Path, names: Sequence[str]) -> tuple[bytes, bytes] | None:
    """What `rulesets.compiled` remembers of a vocabulary, or None where something is wrong with it."""
    problems: list[Problem] = []
    paths = _paths(folder, names, None, problems)
    read = read_vocabulary(folder, names, samples=False)
    return None if problems or read.problems else compiled_form(paths, read.vocabulary)


def _paths(folder: Path, names: Sequence[str] | None, own: Path | None, problems: list[Problem]) -> list[Path]:
    """The files of a vocabulary in the order in which they are read; without any there is a problem."""
    found = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    if not found:
        message = Message("There is no vocabulary in the folder {folder}.", folder=folder.name)
        problems.append(Problem(Place(folder.name), message, code="no_vocabulary"))
        return []
    wanted = found if names is None else {*names, *({REPORT} & found.keys())}
    for name in sorted(set(wanted) - found.keys()):
        place = name.place if hasattr(name, "place") else Place(folder.name)
        message = Message('There is no vocabulary file "{name}".', name=str(name))
        problems.append(Problem(place, message, nearest(name, found), code="vocabulary"))
    paths = [path for name, path in found.items() if name in wanted]
    if own is not None:
        paths += sorted(own.glob("*.yaml"))
    return paths


def without(facts: Iterable[str]) -> frozenset[Message]:
    """What is told of references to facts whose own definition is wrong: it follows from that, and needs no telling."""
    return frozenset(Message('There is no fact "{id}".', id=id) for id in facts)


def _source(path: Path, problems: list[Problem]) -> TableSource:
    name = file_name(path)
    try:
        return TableSource(name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        problems.append(Problem(Place(name), Message("This file is not UTF-8 text."), code="encoding"))
        return TableSource(name, "")


def _said(text: str) -> str:
    """A text without its comments and empty lines."""
    lines = (line.rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.lstrip().startswith("#"))


def _read(path: Path, problems: list[Problem]) -> Node | None:
    name = file_name(path)
    try:
        return read_yaml(name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        problems.append(Problem(Place(name), Message("This file is not UTF-8 text."), code="encoding"))
        return None
    except UnreadableRuleset as error:
        problems.extend(error.problems)
    return None


def _form(tree: Node, problems: list[Problem]) -> VocabularyForm | None:
    form, found = collect(VocabularyForm, tree)
    problems.extend(found)
    return form


def _joined(trees: Iterable[Node]) -> dict[str, Any]:
    """What all files say under each of their keys; claims stand in the order of the files' names."""
    whole: dict[str, Any] = {}
    for tree in trees:
        for key, node in tree.items() if isinstance(tree, YamlMapping) else ():
            if isinstance(node, List):
                whole.setdefault(key, []).extend(node)
            elif isinstance(node, YamlMapping):
                whole.setdefault(key, {}).update(node)
    return whole


def _vocabulary(forms: Sequence[VocabularyForm], samples: bool, problems: list[Problem]) -> Vocabulary:
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
