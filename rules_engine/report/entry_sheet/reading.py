"""The sheet read back: the entries of what somebody filled in, every refusal by the cell to be mended."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from rules_engine.documents.document import Document
from rules_engine.errors import Problem, UnreadableSubmission
from rules_engine.facts.entry import Entry, Spot
from rules_engine.facts.fact import Fact, Level
from rules_engine.facts.mention import Mention
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import define
from rules_engine.report.entry_sheet.cells import Workbook, Written, day_of, open_workbook
from rules_engine.report.entry_sheet.decided import decision
from rules_engine.report.entry_sheet.layout import CRITERIA, FACTS, FIGURES, FORMAT, KEY, PROVED, Table, checks
from rules_engine.report.entry_sheet.proved import proved_entry
from rules_engine.report.entry_sheet.rows import figure_ident, levels_of, proved_ident
from rules_engine.report.entry_sheet.signed import Signed
from rules_engine.report.entry_sheet.valued import fact_entered, figure_entry
from rules_engine.ruleset.model import Ruleset

_ANEW = Message("Write a new one with rules-engine sheet.")


@define(eq=False, repr=False)
class ReadByProgram:
    """What the program read and judges by, which a sheet is held against; `year` is None where nothing is judged."""

    rules: Ruleset
    mentions: Sequence[Mention]
    facts: tuple[Fact, ...]
    documents: Sequence[Document]
    report: Document
    year: int | None

    @cached_property
    def figures(self) -> Mapping[str, Mention]:
        """The figures by the ident of their rows."""
        return {figure_ident(mention): mention for mention in reversed(self.mentions)}

    @cached_property
    def proofs(self) -> Mapping[str, Fact]:
        """The facts that tables give, by the ident of their rows."""
        return {proved_ident(fact): fact for fact in self.facts if fact.origin == "table"}

    @cached_property
    def levels(self) -> Mapping[Spot, Level]:
        """The level at which each figure stands."""
        return levels_of(self.facts)

    def document(self, name: str) -> Document:
        """The document of that name."""
        return next(document for document in self.documents if document.name == name)


def read_sheet(path: Path, read: ReadByProgram, name: str) -> tuple[Entry, ...]:
    """The entries of a sheet that was filled in, in the order of its tables and rows; `name` is what it is called.

    Raises UnreadableSubmission with every problem: no such sheet or one of another submission, ruleset or year; rows
    and cells of the program that were changed; what cannot be entered as it is written; no name, date or reason.
    """
    book = open_workbook(path, name)
    problems = list(_foreign(book, read))
    if problems:
        raise UnreadableSubmission(*problems)
    reading = _Reading(book, read, problems)
    entries = reading.entries()
    if problems:
        raise UnreadableSubmission(*dict.fromkeys(problems))
    return entries


def not_a_sheet(book: Workbook) -> Problem:
    """That a workbook is not one that the program wrote."""
    message = Message(
        "This workbook is not a sheet that rules-engine sheet wrote, or what the program knows it by is gone."
    )
    return Problem(Place(book.file), message, advice=_ANEW, code="not_a_sheet")


def _foreign(book: Workbook, read: ReadByProgram) -> Sequence[Problem]:
    """Why the workbook is no sheet of this submission, ruleset and year."""
    known, place = book.known(), Place(book.file)
    if FORMAT not in known:
        return [not_a_sheet(book)]
    found = []
    if known.get("report") != read.report.digest:
        message = Message(
            'This sheet was made for another submission: "{name}" is not the report that its figures were read from.',
            name=read.report.name,
        )
        found.append(Problem(place, message, advice=_ANEW, code="other_submission"))
    if known.get("digest") != read.rules.digest:
        message = Message(
            'This sheet was made under another ruleset or another version of it ("{then}" then, "{now}" now).',
            then=f"{known.get('ruleset', '')} {known.get('digest', '')[:12]}".strip(),
            now=f"{read.rules.name} {read.rules.digest[:12]}",
        )
        found.append(Problem(place, message, advice=_ANEW, code="other_ruleset"))
    if read.year is not None and known.get("period") != str(read.year):
        message = Message(
            "This sheet was made for the year {then}, evaluated is {now}.", then=known.get("period", "-"), now=read.year
        )
        found.append(Problem(place, message, advice=Message("Give the same --period."), code="other_period"))
    return found


class _Reading:
    def __init__(self, book: Workbook, read: ReadByProgram, problems: list[Problem]) -> None:
        self.book, self.read, self.problems = book, read, problems
        self.whole = book.whole()
        text, place = self.whole.get("date", ("", None))
        self.day = self._day(text, place)

    def entries(self) -> tuple[Entry, ...]:
        """The entries of all tables; what is wrong is added to the problems."""
        found: list[Entry] = []
        readers: Sequence[tuple[Table, Callable[[str, Signed], Entry | None]]] = (
            (CRITERIA, self._decision),
            (FIGURES, self._figure),
            (PROVED, self._proved),
            (FACTS, self._fact),
        )
        for table, reader in readers:
            seen: set[tuple[str, ...]] = set()
            for row in self.book.table(table, self.problems):
                ident = self._ident(table, row)
                own = [column.id for column in table.columns if column.own and row.text(column.id)]
                if not own or ident is None:
                    continue
                signed = self._signed(row)
                told = (ident, row.text("period") if table is FACTS else "", signed.author)
                if told in seen:
                    message = Message("This row was filled in twice: it stands above already.")
                    self.problems.append(Problem(row.place("decision"), message, code="twice"))
                    continue
                seen.add(told)
                entry = reader(ident, signed)
                if entry is not None:
                    found.append(entry)
        return tuple(found)

    def _ident(self, table: Table, row: Written) -> str | None:
        """What the row is of; None with a problem where something was filled in and nothing tells."""
        if not row.key.startswith(KEY):
            if any(column.own and row.text(column.id) for column in table.columns):
                message = Message("Nothing tells what this row is about: its hidden first cell is empty.")
                advice = Message("Fill in the rows that the program wrote, and leave their first cell as it is.")
                place = Place(f"{row.file} {row.sheet}!A{row.number}")
                self.problems.append(Problem(place, message, advice=advice, code="no_key"))
            return None
        ident, _, told = row.key.removeprefix(KEY).partition(" ")
        for column, check in zip(table.machine, told.split("."), strict=False):
            if column.id in row.columns and checks([row.text(column.id)]) != check:
                message = Message("This cell is the program's and was changed, or the row was put together anew.")
                advice = Message("Put it back; what you verified goes into the yellow columns.")
                self.problems.append(Problem(row.place(column.id), message, advice=advice, code="changed_cell"))
        return ident

    def _signed(self, row: Written) -> Signed:
        """The name, the day and the reason of a row, or what is missing of them told."""
        author = row.text("author") or self._whole("author")
        day = self._day(row.text("date"), row.place("date")) if row.text("date") else self.day
        source = row.text("source")
        reason = row.text("reason") or source or self._whole("reason")
        if not author:
            self._missing(row, "author", Message("Who enters this is not told."))
        if day is None and not row.text("date") and not self._whole("date"):
            self._missing(row, "date", Message("The date of this entry is not told."))
        if not reason:
            place, message = row.place("reason"), Message("This entry gives no reason.")
            advice = Message("Write why, or what it rests on.")
            self.problems.append(Problem(place, message, advice=advice, code="reason"))
        return Signed(row, author, day, reason, source)

    def _whole(self, id: str) -> str:
        return self.whole[id][0] if id in self.whole else ""

    def _missing(self, row: Written, id: str, message: Message) -> None:
        place = self.whole[id][1] if id in self.whole else row.place(id)
        advice = Message("Fill it in on the first sheet, for all rows.")
        self.problems.append(Problem(place, message, advice=advice, code=id))

    def _day(self, text: str, place: Place | None) -> date | None:
        day = day_of(text)
        if text and day is None:
            message = Message('"{text}" is no date; write it like 2026-11-23.', text=text)
            self.problems.append(Problem(place, message, code="date"))
        return day

    def _decision(self, ident: str, signed: Signed) -> Entry | None:
        rules = self.read.rules
        criterion = next((criterion for criterion in rules.criteria if criterion.id == ident), None)
        if criterion is None:
            self._unknown(signed.row, "decision")
            return None
        return decision(criterion, ident in rules.not_selected, signed, self.problems)

    def _figure(self, ident: str, signed: Signed) -> Entry | None:
        figure = self.read.figures.get(ident)
        if figure is None:
            self._unknown(signed.row, "quote")
            return None
        return figure_entry(figure, self.read, signed, self.problems)

    def _proved(self, ident: str, signed: Signed) -> Entry | None:
        fact = self.read.proofs.get(ident)
        if fact is None:
            self._unknown(signed.row, "value")
            return None
        return proved_entry(fact, self.read.rules.vocabulary.facts[fact.id], signed, self.problems)

    def _fact(self, ident: str, signed: Signed) -> Entry | None:
        entry = self.read.rules.vocabulary.facts.get(ident)
        if entry is None:
            self._unknown(signed.row, "id")
            return None
        period = self.book.known().get("period", "")
        return fact_entered(entry, period, signed, self.problems)

    def _unknown(self, row: Written, column: str) -> None:
        message = Message("What this row is about is not found any more: its file was changed, or is read differently.")
        advice = Message("Write a new sheet with rules-engine sheet, and enter it there.")
        self.problems.append(Problem(row.place(column), message, advice=advice, code="unknown_row"))
