"""Entries as the cells of the inspector's columns, so that a sheet that was filled in can be continued."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rules_engine.facts.entry import Entry
from rules_engine.messages import Language
from rules_engine.records import frozen
from rules_engine.report.entry_sheet.layout import DECISIONS, OUTCOMES
from rules_engine.report.entry_sheet.rows import figure_ident, proved_ident
from rules_engine.values.number import written

Own = Mapping[str, str]


@frozen(eq=False, repr=False)
class Filled:
    """What is filled in, by table and ident; `facts` are those entered without a figure of the texts."""

    rows: Mapping[tuple[str, str], Sequence[Own]]
    facts: tuple[str, ...]

    def of(self, table: str, ident: str) -> Sequence[Own]:
        """The cells filled in in the rows of an ident; none where nothing is."""
        return self.rows.get((table, ident), ())


def filled(entries: Sequence[Entry], language: Language) -> Filled:
    """The cells of the entries of a sheet, in their order."""
    rows: dict[tuple[str, str], list[Own]] = defaultdict(list)
    for entry in entries:
        table, ident = _row_of(entry)
        cells = {
            "decision": _decision(entry, language),
            "source": entry.source,
            "reason": entry.reason,
            "author": entry.author,
            "date": "" if entry.date is None else entry.date.isoformat(),
        }
        fact = entry.fact
        if fact is not None and table != "criterion":
            cells["evidence"] = fact.level.name
            as_read = entry.kind in ("confirmed", "rebound") and fact.printed == _printed(entry)
            cells["verified"] = "" if as_read else fact.printed
            cells["period"] = "" if fact.period is None else str(fact.period)
        if fact is not None and entry.kind == "rebound":
            cells["instead"] = fact.id
        rows[table, ident].append(cells)
    return Filled(rows, tuple(dict.fromkeys(ident for table, ident in rows if table == "fact")))


def _printed(entry: Entry) -> str | None:
    """How the machine had printed what the entry is about."""
    if entry.figure is not None:
        return entry.figure.quote
    return None if entry.proved is None else entry.proved.printed


def _row_of(entry: Entry) -> tuple[str, str]:
    if entry.criterion:
        return "criterion", entry.criterion
    if entry.figure is not None:
        return "figure", figure_ident(entry.figure)
    if entry.proved is not None:
        return "proved", proved_ident(entry.proved)
    assert entry.fact is not None
    return "fact", entry.fact.id


def _decision(entry: Entry, language: Language) -> str:
    if entry.outcome == "points" and entry.points is not None:
        return written(entry.points)
    if entry.outcome is not None:
        return language.say(OUTCOMES[entry.outcome])
    if entry.criterion and entry.fact is not None:
        word = OUTCOMES["met"] if entry.fact.value.low else OUTCOMES["not_met"]
        return entry.fact.printed or language.say(word)
    return language.say(DECISIONS[entry.kind]) if entry.kind in DECISIONS else ""
