"""What an inspector verified and wrote down: the YAML of `--facts`, read into facts."""

from datetime import date
from fractions import Fraction
from pathlib import Path

from attrs import frozen

from rules_engine.errors import Problem, UnreadableRuleset, UnreadableSubmission, in_order, nearest
from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.structure import Id, collect_value
from rules_engine.values.number import parse_decimal
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range
from rules_engine.values.units import Unit, unit_named, unit_table
from rules_engine.yaml_text import List, Mapping, Node, Scalar, load_yaml

RATINGS = {"A": Fraction(3), "B": Fraction(2), "C": Fraction(1)}
TRUTHS = {"yes": Fraction(1), "no": Fraction(0)}
LEVELS = tuple(level.name for level in Level)
UNITLESS = ("plain", "yes_no", "rating", "day")


@frozen(eq=False, repr=False)
class EntryForm:
    """One item under `entries:`, or under `facts:` of a worked case."""

    id: Id
    place: Place
    value: Node | None = None
    low: Node | None = None
    high: Node | None = None
    unit: Scalar | None = None
    period: Scalar | None = None
    level: Scalar | None = None
    citation: Scalar | None = None
    author: Scalar | None = None
    scope: Id | None = None


def read_entries(path: Path, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """The facts of a file of entries, in its order, their values in base units.

    Raises UnreadableSubmission with every problem: unknown ids and keys, wrong units, values or periods, a missing
    author, the same fact twice.
    """
    problems: list[Problem] = []
    facts: list[Fact] = []
    try:
        tree = load_yaml(path, path.name)
    except UnreadableRuleset as error:
        raise UnreadableSubmission(*error.problems) from None
    for node in _items(tree, problems):
        form = collect_value(EntryForm, node, problems)
        if form is None:
            continue
        if form.author is None:
            problems.append(_problem(form, Message('The key "{key}" is missing.', key="author"), "missing_key"))
        fact = read_entry(form, vocabulary, problems, needs_unit=True)
        if fact is not None:
            twice = next((f for f in facts if (f.id, f.period, f.scope) == (fact.id, fact.period, fact.scope)), None)
            if twice is not None:
                message = Message('The fact "{id}" is entered twice for the same period.', id=fact.id)
                problems.append(_problem(form, message, "duplicate_id"))
            facts.append(fact)
    if problems:
        raise UnreadableSubmission(*in_order(problems))
    return tuple(facts)


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
    value = None if entry is None else _value(form, entry, problems, needs_unit)
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


def _value(form: EntryForm, entry: FactEntry, problems: list[Problem], needs_unit: bool) -> Range | None:
    if (form.value is None) == (form.low is None and form.high is None):
        message = Message('An entry has either "value", or "low" and "high" or one of them.')
        problems.append(_problem(form, message, "value"))
        return None
    factor = _factor(form, entry, problems, needs_unit)
    if form.value is not None:
        value = _number(form.value, entry, problems)
        return None if value is None or factor is None else Range.of(value * factor)
    low = None if form.low is None else _number(form.low, entry, problems)
    high = None if form.high is None else _number(form.high, entry, problems)
    if factor is None or (form.low is not None and low is None) or (form.high is not None and high is None):
        return None
    if low is not None and high is not None and low > high:
        problems.append(_problem(form, Message('"low" is above "high".'), "value"))
        return None
    return Range(None if low is None else low * factor, None if high is None else high * factor)


def _number(node: Node, entry: FactEntry, problems: list[Problem]) -> Fraction | None:
    text = str(node) if isinstance(node, Scalar) else ""
    match entry.unit.dimension:
        case "yes_no":
            found, expected = TRUTHS.get(text), Message("yes or no")
        case "rating":
            found, expected = RATINGS.get(text), Message("A, B or C")
        case "day":
            found, expected = _ordinal(text), Message("a day such as 2020-01-31")
        case _:
            found, expected = parse_decimal(text), Message("a plain decimal such as 93.5")
    if found is None:
        message = Message('"{id}" takes {expected}, not "{found}".', id=entry.id, expected=expected, found=text)
        problems.append(Problem(node.place, message, code="value"))
    return found


def _ordinal(text: str) -> Fraction | None:
    try:
        return Fraction(date.fromisoformat(text).toordinal())
    except ValueError:
        return None


def _factor(form: EntryForm, entry: FactEntry, problems: list[Problem], needs_unit: bool) -> Fraction | None:
    """What the written number is multiplied by to be in the fact's base unit."""
    right = entry.unit
    if form.unit is None:
        if not needs_unit or right.dimension in UNITLESS:
            return Fraction(1)
        message = Message('The unit of "{id}" is missing.', id=entry.id)
        advice = Message("Write {form}.", form=f"unit: '{right.name}'")
        problems.append(Problem(form.place, message, advice=advice, code="unit"))
        return None
    for unit, times in _units(form.unit):
        if unit.dimension == right.dimension:
            return unit.factor * times / right.factor
    message = Message('"{id}" is not measured in "{unit}".', id=entry.id, unit=str(form.unit))
    if right.dimension in UNITLESS:
        advice = Message("It has no unit.")
    else:
        advice = Message("Write {form}.", form=f"unit: '{right.name}'")
    problems.append(Problem(form.unit.place, message, advice=advice, code="unit"))
    return None


def _units(text: str) -> list[tuple[Unit, Fraction]]:
    """Every unit that the text can mean, with the factor to it: 万元 is 10000 元, 万元/人 10000 元/人."""
    printed = unit_table().printed
    found = [printed[text]] if text in printed else []
    if (named := unit_named(text)) is not None:
        found.append((named, Fraction(1)))
    above, slash, below = text.partition("/")
    if slash and above in printed and below in printed:
        (upper, times), (lower, parts) = printed[above], printed[below]
        name = f"{upper.name}/{lower.name}"
        if (unit := unit_named(name)) is not None:
            found.append((unit, times / parts))
        if name in printed:
            found.append((printed[name][0], printed[name][1] * times / parts))
    return found


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
