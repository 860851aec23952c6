"""The YAML form of a vocabulary file, and the values written in it: ranges, examples, claims.

The forms are plain classes, for only YAML fills them: attrs takes a third of a millisecond to make one.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from rules_engine.errors import Problem
from rules_engine.facts.vocabulary import Example
from rules_engine.messages import LocalText, Message
from rules_engine.places import Place
from rules_engine.values.number import parse_decimal
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range
from rules_engine.values.units import Unit
from rules_engine.yaml_text import List, Node, Scalar
from rules_engine.yaml_values import Id

COUNTS = frozenset(
    {"persons", "schools", "items", "classes", "times", "incidents", "lessons", "hours", "minutes", "pieces"}
    | {"persons/schools", "pupils_each", "area"}
)
YES, NO = Range.of(1), Range.of(0)
_SIGNS = (">=", "<=", ">", "<", "=")
_OPEN = ("null", "-inf", "inf")


class ExampleForm:
    """`{text, value, period}`; instead of `value` a vague figure has `low`, `high` or both."""

    text: str
    place: Place
    value: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    period: str = ""


class ClaimForm:
    """`{phrase, value}` below a fact."""

    phrase: str
    value: str
    place: Place


class SharedClaimForm:
    """`{phrase, facts, value}` for several facts."""

    phrase: str
    facts: tuple[str, ...]
    value: str
    place: Place


class FactForm:
    """What stands below the id of a fact; the samples are read where somebody asks for them."""

    title: LocalText
    place: Place
    unit: Node | None = None
    absent: Node | None = None
    phrases: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    claims: tuple[ClaimForm, ...] = ()
    documents: tuple[str, ...] = ()
    scopes: Mapping[Id, tuple[str, ...]] = MappingProxyType({})
    formula: str = ""
    parts: tuple[str, ...] = ()
    part_of: str = ""
    growth_of: str = ""
    change_of: str = ""
    rate_of: tuple[str, ...] = ()
    needed: str = ""
    overall: bool = False
    examples: Node | None = None
    near_misses: Node | None = None


class ReportForm:
    """The turns of phrase of the report itself."""

    place: Place
    achievements: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    thresholds: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    governing: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    unrestricting: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    wholes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    ranked: tuple[str, ...] = ()
    citing: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    unaimed: tuple[str, ...] = ()


class VocabularyForm:
    """A file of the vocabulary."""

    facts: Mapping[Id, FactForm] = MappingProxyType({})
    claims: tuple[SharedClaimForm, ...] = ()
    report: ReportForm | None = None
    tables: Node | None = None


def place_of(text: str, otherwise: Place) -> Place:
    """Where a text of the file stands."""
    return text.place if isinstance(text, Scalar) else otherwise


def read_range(text: str, unit: Unit | None, place: Place, problems: list[Problem]) -> Range:
    """`yes`, `no`, a number, or a sign and a number such as `>= 1`; `unit` None accepts all of these."""
    sign = next((sign for sign in _SIGNS if text.startswith(sign)), "")
    number = parse_decimal(text[len(sign) :].strip())
    truth = {"yes": YES, "no": NO, "1": YES, "0": NO}.get(text)
    if unit is not None and unit.dimension == "yes_no":
        if truth is not None:
            return truth
        message = Message('This fact is said to be so or not: write yes or no, not "{text}".', text=str(text))
    elif number is not None:
        match sign:
            case ">" | ">=":
                return Range(number, None, sign == ">")
            case "<" | "<=":
                return Range(None, number, False, sign == "<")
            case _:
                return Range.of(number)
    else:
        message = Message(
            'Expected a number, or one behind >, >=, <, <= or =, such as ">= 1"; found "{text}".',
            text=str(text),
        )
    problems.append(Problem(place, message, code="range"))
    return Range()


def read_ends(node: Node, problems: list[Problem]) -> Range:
    """`[0, 100]`, with null for an end that is open, or one bound such as `>= 0`."""
    if isinstance(node, Scalar):
        return read_range(node, None, node.place, problems)
    if isinstance(node, List) and len(node) == 2:
        ends = [parse_decimal(end) if isinstance(end, Scalar) else None for end in node]
        read = [end is not None or text in _OPEN for end, text in zip(ends, node, strict=True)]
        low, high = ends
        if all(read) and (low is None or high is None or low <= high):
            return Range(low, high)
    message = Message("Expected a bound such as >= 0, or the two ends of a range, such as [0, 100].")
    problems.append(Problem(node.place, message, code="range"))
    return Range()


def read_absent(node: Node | None, unit: Unit, problems: list[Problem]) -> Range:
    """The range of a fact nobody reported: as written (`[0, 100]`), else what its unit allows."""
    if node is not None:
        return read_ends(node, problems)
    if unit.dimension == "yes_no":
        return Range(NO.low, YES.low)
    return Range(NO.low) if unit.dimension in COUNTS else Range()


def read_example(form: ExampleForm, unit: Unit, problems: list[Problem]) -> Example:
    """The sentence and what it must bind to."""
    value = Range(form.low, form.high)
    if bool(form.value) == (value != Range()):
        message = Message("An example tells its value: either value, or low, high or both.")
        problems.append(Problem(form.place, message, code="example"))
    elif form.value:
        value = read_range(form.value, unit, place_of(form.value, form.place), problems)
    period = Period.parse(form.period) if form.period else None
    if form.period and period is None:
        message = Message(
            '"{text}" is no period; write 2022, 2022-H1, 2023-spring, 2021..2025 or 2022/2021.',
            text=str(form.period),
        )
        problems.append(Problem(place_of(form.period, form.place), message, code="period"))
    return Example(str(form.text), value, period, form.place)
