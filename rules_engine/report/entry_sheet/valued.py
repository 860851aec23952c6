"""Figures verified and facts entered, as their rows tell them."""

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from rules_engine.documents.document import Cell
from rules_engine.errors import Problem, nearest
from rules_engine.facts.compatibility import tolerance
from rules_engine.facts.entry import Entry, EntryKind, spot
from rules_engine.facts.entry_values import UNITLESS, factor_to, units_told, value_at
from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.mention import Mention
from rules_engine.facts.reading import quoted
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.messages import Language, Message
from rules_engine.records import evolve
from rules_engine.report.entry_sheet.layout import DECISIONS, LANGUAGES, instead_of, said
from rules_engine.report.entry_sheet.rows import unit_of
from rules_engine.report.entry_sheet.signed import Signed
from rules_engine.values.numerals import normalise
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range
from rules_engine.values.units import unit_table

if TYPE_CHECKING:
    from rules_engine.report.entry_sheet.reading import ReadByProgram

_AMOUNT = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?)\s*(.*)", re.ASCII)
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", re.ASCII)
_TO_ONE, _ONE_TO = re.compile(r"1\s*[:：]\s*([0-9]+(?:\.[0-9]+)?)", re.ASCII), "1:x"
_IDENT = re.compile(r".*\[([a-z0-9_.]+)\]")


def figure_entry(figure: Mention, read: "ReadByProgram", signed: Signed, problems: list[Problem]) -> Entry | None:
    """The entry of a figure's row, or None with its problems told."""
    count, row = len(problems), signed.row
    kind = _kind(figure, signed, problems)
    if kind is None:
        return None
    made = Entry(kind, signed.author, signed.day, signed.reason, signed.source, figure=figure, place=row.place("quote"))
    if kind == "unbound":
        return made if len(problems) == count else None
    vocabulary = read.rules.vocabulary
    id = _instead(vocabulary, signed, problems) if kind == "rebound" else figure.fact
    if id == figure.fact and kind == "rebound":
        message = Message("The figure was read as this fact already.")
        advice = Message('Choose "{word}" or "{other}".', word=DECISIONS["confirmed"], other=DECISIONS["corrected"])
        problems.append(signed.problem("instead", message, "same_fact", advice=advice))
    level = level_told(signed, problems)
    entry = vocabulary.facts.get(id or "")
    if entry is None:
        return None
    value, printed, step = figure.value, figure.quote, figure.step
    unit, factor = unit_of(figure)
    if row.text("verified"):
        told = value_told(entry, unit, signed, problems, factor if kind != "rebound" else None)
        value, printed, step = told if told else (value, printed, step)
        if kind == "confirmed" and value != figure.value:
            message = Message("The verified value differs from what was read, so it is not confirmed.")
            advice = Message('Choose "{word}".', word=DECISIONS["corrected"])
            problems.append(signed.problem("decision", message, "not_confirmed", advice=advice))
        needs_evidence(signed, level, problems)
    elif kind == "rebound" and _factor(figure.unit, entry) is None:
        problems.append(_wrong_unit("instead", figure.unit, entry, signed))
    if len(problems) > count:
        return None
    level = max(Level.E1, read.levels.get(spot(figure.anchor), Level.E1)) if level is None else level
    sentence = Citation(quoted(read.document(figure.anchor.document), figure), figure.anchor)
    return evolve(
        made,
        fact=Fact(
            entry.id,
            value,
            level,
            figure.kind,
            "entry",
            (signed.citation, sentence),
            figure.period,
            "" if kind == "rebound" else figure.scope,
            "" if row.text("verified") else figure.qualifier,
            printed,
            step,
        ),
    )


def fact_entered(entry: FactEntry, year: str, signed: Signed, problems: list[Problem]) -> Entry | None:
    """The entry of a fact that no figure of the submission tells, or None with its problems told."""
    count, row = len(problems), signed.row
    if not row.text("verified"):
        problems.append(signed.problem("verified", Message("The verified value is missing."), "value"))
    level = level_told(signed, problems)
    period = Period.parse(normalise(row.text("period") or year).removesuffix("年"))
    if period is None:
        message = Message('"{text}" is no period; write 2022, 2022-H1 or 2021..2025.', text=row.text("period"))
        problems.append(signed.problem("period", message, "period"))
    if row.text("verified"):
        needs_evidence(signed, level, problems)
    told = value_told(entry, entry.unit.name, signed, problems) if row.text("verified") else None
    if told is None or level is None or len(problems) > count:
        return None
    value, printed, _ = told
    fact = Fact(entry.id, value, level, "achieved", "entry", (signed.citation,), period, printed=printed)
    place = row.place("verified")
    return Entry("value", signed.author, signed.day, signed.reason, signed.source, fact, place=place)


def _kind(figure: Mention, signed: Signed, problems: list[Problem]) -> EntryKind | None:
    """What the row decides of its figure; a value or another fact without a decision says it by itself."""
    row = signed.row
    text, verified, instead = row.text("decision"), row.text("verified"), row.text("instead")
    words = said(DECISIONS)
    kind = words.get(text, "rebound" if instead else "corrected" if verified else "")
    choice = Message(
        "Write {words}.", words=Message("{a}, {b}, {c} or {d}", **dict(zip("abcd", DECISIONS.values(), strict=True)))
    )
    told: tuple[str, Message, str] | None = None
    if text and text not in words:
        message = Message('"{text}" is no decision on a figure.', text=text)
        problems.append(signed.problem("decision", message, "decision", advice=choice, nearest=nearest(text, words)))
        return None
    if not kind:
        told = "decision", Message("A source, a level or a remark alone decides nothing."), "no_decision"
    elif kind == "corrected" and not verified:
        told = "verified", Message("The verified value is missing."), "value"
    elif kind == "rebound" and not instead:
        told = "instead", Message("The indicator that it is a value of is missing."), "instead"
    elif kind != "rebound" and instead:
        told = "instead", Message('Another fact is named, but the decision is "{text}".', text=text), "instead"
    elif kind == "unbound" and verified:
        told = "verified", Message('A value is verified, but the decision is "{text}".', text=text), "value"
    elif kind != "rebound" and not figure.fact:
        told = "decision", Message("The figure was not read as a value of any fact."), "no_fact"
        choice = Message('Choose "{word}" and the fact.', word=DECISIONS["rebound"])
    if told is None:
        return kind  # type: ignore[return-value]
    column, message, code = told
    problems.append(signed.problem(column, message, code, advice=choice if column == "decision" else None))
    return None


def _instead(vocabulary: Vocabulary, signed: Signed, problems: list[Problem]) -> str | None:
    """The fact that is named by its id, by its title, or as it is offered."""
    text = signed.row.text("instead")
    found = _IDENT.fullmatch(text)
    if (id := found[1] if found else text) in vocabulary.facts:
        return id
    titles = {Language(code).say(e.title): e.id for e in vocabulary.facts.values() for code in LANGUAGES}
    if text in titles:
        return titles[text]
    message = Message('There is no fact "{id}".', id=text)
    near = nearest(id, vocabulary.facts)
    if near is None and (alike := nearest(text, titles)) is not None:
        near = instead_of(titles[alike], alike)
    problems.append(signed.problem("instead", message, "unknown_fact", nearest=near))
    return None


def level_told(signed: Signed, problems: list[Problem]) -> Level | None:
    """The level of evidence that a row names; None where it names none, or none that there is."""
    text = normalise(signed.row.text("evidence")).upper()
    if not text:
        return None
    if text in Level.__members__:
        return Level[text]
    message = Message(
        '"{text}" is no level of evidence; levels are {levels}.', text=text, levels=", ".join(Level.__members__)
    )
    problems.append(signed.problem("evidence", message, "level"))
    return None


def needs_evidence(signed: Signed, level: Level | None, problems: list[Problem]) -> None:
    """A value that rests on an inspector's word names how strong the evidence is, and what it is."""
    if level is None and not signed.row.text("evidence"):
        message = Message("The level of evidence of the verified value is missing.")
        problems.append(signed.problem("evidence", message, "level"))
    if not signed.source:
        message = Message("The source of the verified value is missing.")
        problems.append(signed.problem("source", message, "source"))


def value_told(
    entry: FactEntry, unit: str, signed: Signed, problems: list[Problem], known: Fraction | None = None
) -> tuple[Range, str, Fraction] | None:
    """The value in base units, as it was written with its unit, and the size of a last digit, which is none here.

    `known` is the factor of the row's unit where the program took the figure for a value of the fact.
    """
    number, told = _amount(signed.row.cells["verified"])
    place = signed.row.place("verified")
    unit = told or unit
    if entry.unit.dimension in UNITLESS:
        number, unit, factor = number + told, "", Fraction(1)
    else:
        found = _factor(unit, entry) if told or known is None else known
        if found is None and number:
            problems.append(_wrong_unit("verified", unit, entry, signed))
            return None
        factor = found or Fraction(1)
    value = value_at(number or signed.row.text("verified"), place, entry, factor, problems)
    return None if value is None else (Range.of(value), _printed(number, unit), Fraction(0))


def _printed(number: str, unit: str) -> str:
    return f"1:{number}" if unit == _ONE_TO else f"{number}{unit}"


def _factor(unit: str, entry: FactEntry) -> Fraction | None:
    """What a number in that unit is multiplied by; things may be counted with general counters, as in reports."""
    exact = factor_to(unit, entry)
    if exact is not None:
        return exact
    return next((times for own, times in units_told(unit) if own.name and tolerance(own.name, entry.unit)), None)


def _amount(cell: Cell) -> tuple[str, str]:
    """The number that a cell tells and the unit behind it; all of it as the unit where it begins with no number."""
    text = _THOUSANDS.sub("", normalise(cell.text).strip())
    if ratio := _TO_ONE.fullmatch(text):
        return ratio[1], _ONE_TO
    found = _AMOUNT.fullmatch(text)
    if cell.number is not None:
        unit = found[2].strip() if found else ""
        return cell.number, unit if unit in unit_table().printed else ""
    return (found[1], found[2].strip()) if found else ("", text)


def _wrong_unit(column: str, unit: str, entry: FactEntry, signed: Signed) -> Problem:
    if entry.unit.dimension in UNITLESS:
        advice = Message("It has no unit.")
    else:
        advice = Message("Write the verified value in {unit}.", unit=entry.unit.name)
    message = Message('"{title}" is not measured in "{unit}".', title=entry.title, unit=unit or "-")
    return signed.problem(column, message, "unit", advice=advice)
