"""A decision on a criterion, as its row tells it."""

from fractions import Fraction

from rules_engine.errors import Problem, nearest
from rules_engine.facts.entry import Entry
from rules_engine.facts.entry_values import RATINGS
from rules_engine.facts.fact import Fact, Level
from rules_engine.messages import Message
from rules_engine.report.entry_sheet.layout import OUTCOMES, said
from rules_engine.report.entry_sheet.rows import asks_for
from rules_engine.report.entry_sheet.signed import Signed
from rules_engine.ruleset.model import Criterion, Missing
from rules_engine.values.number import parse_decimal, written
from rules_engine.values.numerals import normalise
from rules_engine.values.ranges import Range


def decision(criterion: Criterion, left_out: bool, signed: Signed, problems: list[Problem]) -> Entry | None:
    """The entry of a criterion's row, or None with its problems told."""
    text = signed.row.text("decision")
    if not text:
        message = Message("A source or reason alone decides nothing.")
        problems.append(signed.problem("decision", message, "no_decision", advice=_choice(criterion)))
        return None
    if left_out:
        message = Message("This criterion was not selected, so it cannot be decided.")
        problems.append(signed.problem("decision", message, "not_selected"))
        return None
    code, asked = said(OUTCOMES).get(text), asks_for(criterion)
    if code == "not_applicable":
        return _entry(criterion, signed, outcome=code)
    if asked == "rating":
        letter = normalise(text).upper()
        if letter in RATINGS:
            return _word(criterion, signed, RATINGS[letter], letter)
    elif code is not None and asked == "word":
        return _word(criterion, signed, Fraction(code == "met"))
    elif code is not None:
        return _entry(criterion, signed, outcome=code)
    cell = signed.row.cells["decision"]
    points = parse_decimal(cell.number or normalise(text)) if asked == "points" else None
    if points is None:
        message = Message('"{text}" is no decision on this criterion.', text=text)
        near = nearest(text, [*said(OUTCOMES), *(RATINGS if asked == "rating" else ())])
        problems.append(signed.problem("decision", message, "decision", advice=_choice(criterion), nearest=near))
        return None
    if not criterion.minimum <= points <= criterion.points:
        message = Message(
            "This criterion gives {low} to {high} points, not {points}.",
            low=written(criterion.minimum),
            high=written(criterion.points),
            points=written(points),
        )
        problems.append(signed.problem("decision", message, "points"))
        return None
    return _entry(criterion, signed, outcome="points", points=points)


def _choice(criterion: Criterion) -> Message:
    words = Message(
        "{met}, {not_met} or {not_applicable}",
        met=OUTCOMES["met"],
        not_met=OUTCOMES["not_met"],
        not_applicable=OUTCOMES["not_applicable"],
    )
    match asks_for(criterion):
        case "rating":
            return Message("Write A, B, C or {not_applicable}.", not_applicable=OUTCOMES["not_applicable"])
        case "points":
            return Message("Write {words}, or the points.", words=words)
        case _:
            return Message("Write {words}.", words=words)


def _word(criterion: Criterion, signed: Signed, value: Fraction, printed: str = "") -> Entry:
    """The inspector's word, which is the fact that the criterion asks for."""
    assert not isinstance(criterion.rule, Missing)
    (id, *_) = criterion.rule.facts
    fact = Fact(id, Range.of(value), Level.E4, "achieved", "entry", (signed.citation,), printed=printed)
    return _entry(criterion, signed, fact=fact)


def _entry(criterion: Criterion, signed: Signed, **more: object) -> Entry:
    row = signed.row
    return Entry(
        "decision",
        signed.author,
        signed.day,
        signed.reason,
        signed.source,
        criterion=criterion.id,
        place=row.place("decision"),
        **more,  # type: ignore[arg-type]
    )
