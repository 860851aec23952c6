"""A fact that a table gave, verified as its row tells it."""

from rules_engine.errors import Problem, nearest
from rules_engine.facts.entry import Entry, EntryKind
from rules_engine.facts.fact import Fact
from rules_engine.facts.vocabulary import FactEntry
from rules_engine.messages import Message
from rules_engine.records import evolve
from rules_engine.report.entry_sheet.layout import DECISIONS, said
from rules_engine.report.entry_sheet.signed import Signed
from rules_engine.report.entry_sheet.valued import level_told, needs_evidence, value_told

KINDS: tuple[EntryKind, ...] = ("confirmed", "corrected", "unbound")


def proved_entry(fact: Fact, entry: FactEntry, signed: Signed, problems: list[Problem]) -> Entry | None:
    """The entry of the row of a table's fact, or None with its problems told."""
    count, row = len(problems), signed.row
    kind = _kind(signed, problems)
    if kind is None:
        return None
    place = row.place("verified" if row.text("verified") else "decision")
    made = Entry(kind, signed.author, signed.day, signed.reason, signed.source, place=place, proved=fact)
    if kind == "unbound":
        return made
    level = level_told(signed, problems)
    value, printed = fact.value, fact.printed
    if row.text("verified"):
        told = value_told(entry, entry.unit.name, signed, problems)
        if told is not None:
            value, printed, _ = told
        if kind == "confirmed" and value != fact.value:
            message = Message("The verified value differs from what was read, so it is not confirmed.")
            advice = Message('Choose "{word}".', word=DECISIONS["corrected"])
            problems.append(signed.problem("decision", message, "not_confirmed", advice=advice))
        needs_evidence(signed, level, problems)
    if len(problems) > count:
        return None
    entered = evolve(
        fact,
        value=value,
        level=fact.level if level is None else level,
        origin="entry",
        citations=(signed.citation, *fact.citations),
        printed=printed,
    )
    return evolve(made, fact=entered)


def _kind(signed: Signed, problems: list[Problem]) -> EntryKind | None:
    """What the row decides; a value without a decision corrects by itself."""
    text, verified = signed.row.text("decision"), signed.row.text("verified")
    words = {word: kind for word, kind in said(DECISIONS).items() if kind in KINDS}
    kind = words.get(text, "" if text else "corrected" if verified else "")
    a, b, c = (DECISIONS[kind] for kind in KINDS)
    choice = Message("Write {words}.", words=Message("{a}, {b} or {c}", a=a, b=b, c=c))
    if text and not kind:
        message = Message('"{text}" is no decision on a fact from a table.', text=text)
        problems.append(signed.problem("decision", message, "decision", advice=choice, nearest=nearest(text, words)))
    elif not kind:
        message = Message("A source, a level or a remark alone decides nothing.")
        problems.append(signed.problem("decision", message, "no_decision", advice=choice))
    elif kind == "corrected" and not verified:
        problems.append(signed.problem("verified", Message("The verified value is missing."), "value"))
    elif kind == "unbound" and verified:
        message = Message('A value is verified, but the decision is "{text}".', text=text)
        problems.append(signed.problem("verified", message, "value"))
    else:
        return next(each for each in KINDS if each == kind)
    return None
