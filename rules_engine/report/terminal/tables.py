"""The evidence tables: which files they are, what they give, which cells could not be read, what is to be asked."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rules_engine.facts.fact import Fact
from rules_engine.facts.tables.read_table import Listing, OtherSheet, Question, ReadTable, Reject
from rules_engine.messages import Language, Message
from rules_engine.report.terminal.lines import Page
from rules_engine.report.terminal.telling import Naming

if TYPE_CHECKING:
    from rules_engine.facts.tables.declared import DeclaredTable

MOST_REJECTS = 20

LEFT_OUT = {
    "total": Message("totals"),
    "note": Message("notes"),
    "example": Message("examples"),
    "header": Message("repeated headers"),
    "numbering": Message("rows that number the columns"),
}


def tables_told(
    telling: Naming,
    page: Page,
    tables: Sequence[ReadTable],
    questions: Sequence[Question],
    facts: Sequence[Fact] = (),
    full: bool = False,
    others: Sequence[OtherSheet] = (),
) -> None:
    """Write each table with its files, facts, rejected cells and remarks; `full` leaves nothing out.

    `others` are the sheets that are none of the tables.
    """
    if not tables and not questions and not others:
        if full:
            page.add(
                telling.say(
                    Message("No file is a table: .xlsx, .xls, .ods, .csv, .parquet, or a page of nothing else.")
                )
            )
        return
    page.heading(telling.say(Message("Evidence tables ({count})", count=len(tables))))
    for table in tables:
        _table(telling, page, table, full)
        if full:
            for fact in facts:
                if fact.id in _given(table, facts):
                    page.add(telling.held(fact), indent=4, hang=2)
            for listing in table.listings:
                _listing(telling, page, listing)
    for question in questions:
        page.add(telling.say(Message("? {question}", question=question.message)), indent=2, hang=2, style="warn")
    if others:
        names = [telling.say(each.nearest) if each.nearest else each.place for each in others]
        text = Message("None of the declared tables: {names}", names=telling.listed(names))
        page.add(telling.say(text), indent=2, hang=2)


def declared_told(language: Language, page: Page, tables: "Iterable[DeclaredTable]") -> None:
    """Write each declared table with who keeps it and its columns, the required ones first."""
    for table in tables:
        page.add(f"{table.id}  {language.say(table.title)} ({language.say(table.bureau)})", hang=2)
        for needed, name in ((True, Message("needed")), (False, Message("if there"))):
            heads = [
                column.headers[0] for column in table.columns.values() if column.required is needed and column.headers
            ]
            if heads:
                text = language.say(Message(", ")).join(heads)
                page.add(language.say(Message("{name}: {headers}", name=name, headers=text)), indent=4, hang=2)


def _given(table: ReadTable, facts: Sequence[Fact]) -> set[str]:
    """The facts that rest on the files of a table."""
    files = {file.document for file in table.files}
    return {fact.id for fact in facts if any(c.anchor and c.anchor.document in files for c in fact.citations)}


def _table(telling: Naming, page: Page, table: ReadTable, full: bool) -> None:
    years = telling.listed(map(str, table.years)) or "-"
    page.add(
        telling.say(
            Message(
                "{title} ({id}): {rows} rows, years {years}, {level}",
                title=table.title,
                id=table.id,
                rows=table.rows,
                years=years,
                level=table.level.name,
            )
        ),
        indent=2,
        hang=2,
    )
    for file in table.files:
        place = f"{file.document} {file.grid}".strip()
        page.add(telling.say(Message("{file}: {rows} rows", file=place, rows=file.rows)), indent=4, hang=2)
        left_out = [
            telling.say(Message("{what} {count}", what=LEFT_OUT[kind], count=count))
            for kind, count in file.left_out.items()
        ]
        if left_out:
            page.add(telling.say(Message("Left out: {rows}", rows=telling.listed(left_out))), indent=6, hang=2)
        if file.extra:
            page.add(
                telling.say(Message("Columns not used: {headers}", headers=telling.listed(file.extra))),
                indent=6,
                hang=2,
            )
    if table.rejected:
        page.add(
            telling.say(
                Message("Cells and rows that could not be read: {count}; they stay open", count=table.rejected)
            ),
            indent=4,
            hang=2,
            style="warn",
        )
        most = len(table.rejects) if full else MOST_REJECTS
        told, sentences = reject_sentences(telling, table.rejects, most)
        for sentence in sentences:
            page.add(sentence, indent=6, hang=2)
        rest = table.rejected - told
        if rest:
            page.add(telling.say(Message("and {count} more", count=rest)), indent=6)
    for remark in table.remarks:
        page.add(telling.say(remark), indent=4, hang=2)


def reject_sentences(telling: Naming, rejects: Sequence[Reject], most: int) -> tuple[int, list[str]]:
    """How many rejects so many sentences tell, and the sentences: one for all that say the same of a column."""
    alike: dict[tuple[str, str, str, str], list[Reject]] = {}
    for reject in rejects:
        alike.setdefault((reject.document, reject.column, reject.code, reject.found), []).append(reject)
    groups = list(alike.values())[:most]
    sentences = []
    for first, *others in groups:
        sentence = reject_sentence(telling, first)
        if others:
            last = others[-1].cell
            sentence += telling.say(Message(" (the same in {count} more, up to {cell})", count=len(others), cell=last))
        sentences.append(sentence)
    return sum(map(len, groups)), sentences


def reject_sentence(telling: Naming, reject: Reject) -> str:
    """`payroll.xlsx Sheet1!C17: "abc" found, a number expected`."""
    if reject.code == "duplicate":
        return telling.say(
            Message("{file} {cell}: this row repeats an earlier one", file=reject.document, cell=reject.cell)
        )
    found = f'"{reject.found}"' if reject.found else telling.say(Message("nothing that can be shown"))
    if reject.code == "blank" and not reject.found:
        found = telling.say(Message("nothing"))
    return telling.say(
        Message(
            "{file} {cell}: found {found}, expected {expected}",
            file=reject.document,
            cell=reject.cell,
            found=found,
            expected=reject.expected,
        )
    )


def _listing(telling: Naming, page: Page, listing: Listing) -> None:
    title = telling.say(listing.title)
    page.add(f"{title} {listing.year or ''}".strip(), indent=4)
    page.table(
        [telling.say(column) for column in listing.columns],
        [list(row) for row in listing.rows],
        ["left"] * len(listing.columns),
    )
