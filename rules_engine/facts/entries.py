"""What an inspector verified and wrote down: the YAML of `--facts`, read into entries."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rules_engine.errors import Problem, UnreadableRuleset, UnreadableSubmission, in_order, nearest
from rules_engine.facts.entry import Entry
from rules_engine.facts.entry_values import EntryForm, entered_value
from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.messages import Message
from rules_engine.structure import collect_value
from rules_engine.values.periods import Period
from rules_engine.yaml_text import List, Mapping, Node, Scalar, load_yaml

LEVELS = tuple(level.name for level in Level)
# A point that rests on an inspector's word must name who, on what, and how strong that is.
REQUIRED = ("level", "citation", "author")


def read_entries(path: Path, vocabulary: Vocabulary) -> tuple[Entry, ...]:
    """The entries of a file, in its order, each a fact with its value in base units.

    Raises UnreadableSubmission with every problem: unknown ids and keys, wrong units, values or periods, a missing
    or empty level, citation or author, a date that is none, the same fact twice.
    """
    problems: list[Problem] = []
    facts: list[Fact] = []
    entries: list[Entry] = []
    try:
        tree = load_yaml(path, path.name)
    except UnreadableRuleset as error:
        raise UnreadableSubmission(*error.problems) from None
    for node in _items(tree, problems):
        unsaid, found = list(_unsaid(node)), list[Problem]()
        form = collect_value(EntryForm, node, found)
        empty = {problem.place for problem in unsaid if problem.code == "empty"}
        problems += [*unsaid, *(problem for problem in found if problem.place not in empty)]
        if form is None:
            continue
        fact = read_entry(form, vocabulary, problems, needs_unit=True)
        day = _day(form.date, problems)
        if fact is not None:
            twice = next((f for f in facts if (f.id, f.period, f.scope) == (fact.id, fact.period, fact.scope)), None)
            if twice is not None:
                message = Message('The fact "{id}" is entered twice for the same period.', id=fact.id)
                problems.append(_problem(form, message, "duplicate_id"))
            facts.append(fact)
            source = str(form.citation or "")
            reason = str(form.reason or source)
            entries.append(Entry("value", str(form.author or ""), day, reason, source, fact, place=form.place))
    if problems:
        raise UnreadableSubmission(*in_order(problems))
    return tuple(entries)


def read_entry(
    form: EntryForm,
    vocabulary: Vocabulary,
    problems: list[Problem],
    *,
    needs_unit: bool = False,
    level: Level = Level.E4,
    period: Period | None = None,
) -> Fact | None:
    """The fact of one entry, or None with its problems told; `level` and `period` are taken where it names none.

    With `needs_unit` a figure without unit is refused, lest 万元 be taken for 元.
    """
    count = len(problems)
    entry = vocabulary.facts.get(form.id)
    if entry is None:
        message = Message('There is no fact "{id}".', id=str(form.id))
        near = nearest(form.id, vocabulary.facts)
        problems.append(Problem(form.id.place, message, nearest=near, code="unknown_fact"))
    value = None if entry is None else entered_value(form, entry, problems, needs_unit=needs_unit)
    level = _level(form.level, level, problems)
    if form.period is not None:
        period = Period.parse(form.period)
        if period is None:
            message = Message('"{text}" is no period; write 2022, 2022-H1 or 2021..2025.', text=str(form.period))
            problems.append(Problem(form.period.place, message, code="period"))
    if entry is None:
        return None
    if form.scope is not None and form.scope not in entry.scopes:
        message = Message('"{id}" has no scope "{scope}".', id=entry.id, scope=str(form.scope))
        near = nearest(form.scope, entry.scopes)
        problems.append(Problem(form.scope.place, message, nearest=near, code="scope"))
    if value is None or len(problems) > count:
        return None
    return Fact(
        entry.id,
        value,
        level,
        "achieved",
        "entry",
        (Citation(str(form.citation or ""), author=str(form.author or "")),),
        period,
        str(form.scope or ""),
        printed=_printed(form),
    )


def _items(tree: Node, problems: list[Problem]) -> tuple[Node, ...]:
    if isinstance(tree, Mapping):
        for key in tree:
            if key != "entries":
                message = Message('There is no key "{key}" here.', key=str(key))
                problems.append(Problem(key.place, message, nearest=nearest(key, ["entries"]), code="key"))
        found = tree.find("entries")
        if found is None:
            problems.append(
                Problem(tree.place, Message('The key "{key}" is missing.', key="entries"), code="missing_key")
            )
            return ()
        tree = found
    if not isinstance(tree, List):
        problems.append(Problem(tree.place, Message("Expected a list of entries."), code="type"))
        return ()
    return tuple(tree)


def _unsaid(node: Node) -> Iterator[Problem]:
    """The required keys that an entry leaves out or leaves empty."""
    if not isinstance(node, Mapping):
        return
    for key in REQUIRED:
        said = node.find(key)
        if said is None:
            yield Problem(node.place, Message('The key "{key}" is missing.', key=key), code="missing_key")
        elif isinstance(said, Scalar) and not said.strip():
            yield Problem(said.place, Message('"{key}" must not be empty.', key=key), code="empty")


def _day(text: Scalar | None, problems: list[Problem]) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = Message('"{text}" is no date; write it like 2026-11-23.', text=str(text))
        problems.append(Problem(text.place, message, code="date"))
        return None


def _level(text: Scalar | None, default: Level, problems: list[Problem]) -> Level:
    if text is None:
        return default
    if text in LEVELS:
        return Level[text]
    message = Message(
        '"{text}" is no level of evidence; levels are {levels}.', text=str(text), levels=", ".join(LEVELS)
    )
    problems.append(Problem(text.place, message, code="level"))
    return default


def _printed(form: EntryForm) -> str:
    unit = str(form.unit or "")
    if form.value is not None:
        return f"{form.value}{unit}"
    return f"{form.low or ''}…{form.high or ''}{unit}"


def _problem(form: EntryForm, message: Message, code: str) -> Problem:
    return Problem(form.place, message, code=code)
