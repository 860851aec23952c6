"""The sheet as a workbook: how to fill it in, the score sheet, every figure that was read, the facts still open."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from rules_engine.facts.entry import Entry
from rules_engine.facts.fact import Level
from rules_engine.messages import Language, Message
from rules_engine.report.entry_sheet.filled import Filled, filled
from rules_engine.report.entry_sheet.layout import (
    CRITERIA,
    DECISIONS,
    FACTS,
    FIGURES,
    FORMAT,
    GUIDE,
    HIDDEN,
    KEY,
    OUTCOMES,
    PROVED,
    WHOLE,
    Table,
    instead_of,
)
from rules_engine.report.entry_sheet.proved import KINDS
from rules_engine.report.entry_sheet.rows import Row, asks_for, criterion_rows, fact_rows, figure_rows, proved_rows
from rules_engine.report.entry_sheet.steps import steps
from rules_engine.report.terminal.lines import visible
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.text_cells import FORMULA, text_forms, write_text
from rules_engine.scoring.verdict import Verdict

_FIRST_WHOLE = 4
_SPARE = 200
_STEPS = 90
_LINE, _HIGHEST = 17, 400


def sheet_bytes(verdict: Verdict, language: Language, entries: Sequence[Entry] = ()) -> bytes:
    """The `.xlsx`, with `entries` filled in already; the verdict is that of the program alone.

    What counties wrote is text, never a formula or a link. The same verdict and entries give the same bytes.
    """
    import xlsxwriter

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    telling = Telling(verdict, language)
    book.set_properties({"created": datetime(2020, 1, 1), "title": telling.say(verdict.ruleset.title)})
    _Book(telling, book, filled(entries, language)).write()
    book.close()
    return stream.getvalue()


class _Book:
    """The sheets of the workbook as they are written."""

    def __init__(self, telling: Telling, book: Any, entered: Filled) -> None:
        self.telling, self.verdict, self.book, self.entered = telling, telling.verdict, book, entered
        common = {"valign": "top", "text_wrap": True, "border": 1}
        machine = {**common, "bg_color": "#F2F2F2", "font_color": "#404040"}
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})
        self.head = book.add_format({**machine, "bold": True, "bg_color": "#D9D9D9"})
        self.own_head = book.add_format({**common, "bold": True, "bg_color": "#FFE699"})
        self.machine = text_forms(book, machine)
        self.own = book.add_format({**common, "locked": False})
        self.quoted = book.add_format({**common, "locked": False, "quote_prefix": True})
        self.day = book.add_format({**common, "locked": False, "num_format": "yyyy-mm-dd"})
        self.offered = [
            visible(instead_of(id, telling.fact(id))) for id in sorted(self.verdict.ruleset.vocabulary.facts)
        ]

    def write(self) -> None:
        """The guide first, then the tables, last what only the program reads."""
        telling = self.telling
        self._guide()
        criteria = {criterion.id: criterion for criterion in self.verdict.ruleset.criteria}
        sheet = self._table(CRITERIA, list(criterion_rows(telling)))
        words = {id: telling.say(word) for id, word in OUTCOMES.items()}
        for number, criterion in enumerate(criteria.values(), 1):
            self._choose_outcome(sheet, number, asks_for(criterion), list(words.values()), criterion.points)
        figures = list(figure_rows(telling))
        sheet = self._table(FIGURES, figures)
        self._choose(sheet, FIGURES, "decision", [telling.say(word) for word in DECISIONS.values()], len(figures))
        self._choose(sheet, FIGURES, "evidence", [level.name for level in Level], len(figures))
        source = f"='{HIDDEN}'!$B$1:$B${len(self.offered)}"
        self._choose(sheet, FIGURES, "instead", source, len(figures), strict=False)
        if proved := list(proved_rows(telling)):
            sheet = self._table(PROVED, proved)
            self._choose(sheet, PROVED, "decision", [telling.say(DECISIONS[kind]) for kind in KINDS], len(proved))
            self._choose(sheet, PROVED, "evidence", [level.name for level in Level], len(proved))
        facts = list(fact_rows(telling, iter(self.entered.facts)))
        sheet = self._table(FACTS, facts)
        self._choose(sheet, FACTS, "evidence", [level.name for level in Level], len(facts))
        self._hidden()

    def _guide(self) -> None:
        say, sheet = self.telling.say, self.book.add_worksheet(self.telling.say(GUIDE))
        sheet.set_column(0, 0, 2, None, {"hidden": True})
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, 2, _STEPS)
        county = self.verdict.head.county or self.verdict.submission
        sheet.write_string(0, 1, visible(say(self.verdict.ruleset.title)), self.title)
        about = Message("{county}, {year}", county=county, year=self.verdict.period.year)
        write_text(sheet, 1, 1, say(about), text_forms(self.book, {}))
        for row, (id, label) in enumerate(WHOLE.items(), _FIRST_WHOLE - 1):
            sheet.write_string(row, 0, f"{KEY}{id}")
            sheet.write_string(row, 1, say(label), self.own_head)
            sheet.write_blank(row, 2, None, self.day if id == "date" else self.own)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        row = _FIRST_WHOLE + len(WHOLE)
        for part, step in steps():
            sheet.write_string(row, 1, say(part), self.plain)
            sheet.write_string(row, 2, say(step), self.plain)
            sheet.set_row(row, _height(((say(step), _STEPS),)))
            row += 1

    def _table(self, table: Table, rows: Sequence[Row]) -> Any:
        sheet = self.book.add_worksheet(self.telling.say(table.name))
        sheet.set_column(0, 0, 2, None, {"hidden": True})
        sheet.write_string(0, 0, f"{KEY}{table.id}")
        sheet.set_row(0, 2 * _LINE)
        for place, column in enumerate(table.columns, 1):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, self.telling.say(column.head), self.own_head if column.own else self.head)
        number = 1
        for row in rows:
            for own in self.entered.of(table.id, row.ident) or [{}]:
                self._row(sheet, table, number, row, own)
                number += 1
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 1, max(number - 1, 1), len(table.columns))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return sheet

    def _row(self, sheet: Any, table: Table, number: int, row: Row, own: Mapping[str, str]) -> None:
        sheet.write_string(number, 0, f"{KEY}{row.key}")
        sheet.set_row(number, _height(zip(row.cells, (column.width for column in table.machine), strict=True)))
        cells = dict(zip((column.id for column in table.machine), row.cells, strict=True))
        for place, column in enumerate(table.columns, 1):
            if not column.own:
                write_text(sheet, number, place, cells[column.id], self.machine)
                continue
            form, text = self.day if column.id == "date" else self.own, own.get(column.id, "")
            if not text:
                sheet.write_blank(number, place, None, form)
            elif column.id == "date":
                sheet.write_datetime(number, place, datetime.fromisoformat(text), form)
            else:
                sheet.write_string(number, place, text, self.quoted if text.startswith(FORMULA) else form)

    def _choose_outcome(self, sheet: Any, row: int, asked: str, words: list[str], most: Fraction) -> None:
        if asked == "rating":
            words = ["A", "B", "C", words[-1]]
        note = Message("Choose one of: {words}.", words=self.telling.listed(words))
        if asked == "points":
            note = Message(
                "Choose one of: {words}; or write points from the least to {most}.",
                words=self.telling.listed(words),
                most=self.telling.points(most),
            )
        place = 1 + [column.id for column in CRITERIA.columns].index("decision")
        rule = {"validate": "list", "source": words, "error_message": self.telling.say(note)}
        sheet.data_validation(
            row, place, row, place, rule | ({"error_type": "information"} if asked == "points" else {})
        )

    def _choose(
        self, sheet: Any, table: Table, id: str, words: list[str] | str, count: int, *, strict: bool = True
    ) -> None:
        place = 1 + [column.id for column in table.columns].index(id)
        rule = {"validate": "list", "source": words}
        sheet.data_validation(1, place, count + _SPARE, place, rule | ({} if strict else {"error_type": "information"}))

    def _hidden(self) -> None:
        """What the program knows the sheet by, and the facts that can be chosen."""
        verdict, sheet = self.verdict, self.book.add_worksheet(HIDDEN)
        report = next(document for document in verdict.documents if document.name == verdict.report)
        known = (
            FORMAT,
            f"engine {verdict.engine}",
            f"ruleset {verdict.ruleset.name}",
            f"digest {verdict.ruleset.digest}",
            f"period {verdict.period.year}",
            f"report {report.digest}",
        )
        for row, text in enumerate(known):
            sheet.write_string(row, 0, f"{KEY}{text}")
        for row, text in enumerate(self.offered):
            sheet.write_string(row, 1, text)
        sheet.very_hidden()


def _height(cells: Iterable[tuple[str, int]]) -> int:
    """How high a row is, each text with the width of its column: spreadsheets do not measure what others wrote."""
    lines = [
        sum(-(-sum(2 if mark > "\u2e7f" else 1 for mark in line) // width) or 1 for line in text.split("\n"))
        for text, width in cells
    ]
    return min(_LINE * max(lines), _HIGHEST)
