"""The 汇总表: every submission in a row, and every criterion with all submissions side by side."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from rules_engine.messages import Language, Message
from rules_engine.report.comparison.collected import Collected
from rules_engine.report.comparison.summary import Summary, scores_of
from rules_engine.report.terminal.lines import visible
from rules_engine.report.text_cells import text_forms, write_text
from rules_engine.report.words import SCORE, STATUS
from rules_engine.scoring.verdict import SCORE_KINDS
from rules_engine.values.number import written

HEADS = (
    Message("County"),
    Message("Submission"),
    Message("Year"),
    Message("Grade or open grades"),
    *(SCORE[kind] for kind in SCORE_KINDS),
    Message("Differences"),
    Message("To ask for"),
    Message("Notes on files"),
)


def overview(collected: Collected, language: Language, file: BinaryIO) -> None:
    """Write the `.xlsx`: a sheet of submissions with their areas, one of criteria, one of what was not evaluated.

    No cell is a formula or a link. The same submissions give the same bytes. Raises OSError.
    """
    import xlsxwriter

    # Rows wait on disk, for of thousands of counties there are a hundred thousand.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"created": datetime(2020, 1, 1), "title": language.say(Message("Summary"))})
    _submissions(book, collected, language)
    _criteria(book, collected, language)
    if collected.failed:
        rows = [(name, problem.in_language(language)) for name, problems in collected.failed for problem in problems]
        _sheet(book, language, Message("Not evaluated"), (Message("Submission"), Message("Problem")), rows)
    book.close()


def _submissions(book: Any, collected: Collected, language: Language) -> None:
    heads: list[Message | str] = [*HEADS]
    heads += [f"{area} {language.say(SCORE[kind])}" for area in collected.areas for kind in SCORE_KINDS]
    rows = (_row(row.summary, collected.areas) for row in collected.rows(collected.numbers))
    _sheet(book, language, Message("Summary"), heads, rows)


def _row(each: Summary, areas: Iterable[str]) -> Sequence[Any]:
    known = [score for area in areas for score in (scores_of(each.areas[area]) if area in each.areas else ("",) * 3)]
    counts = (each.contradictions, each.requests, each.unread)
    return each.county, each.name, each.year, " / ".join(each.grades), *scores_of(each.scores), *counts, *known


def _criteria(book: Any, collected: Collected, language: Language) -> None:
    heads = (
        Message("Criterion"),
        Message("County"),
        Message("Outcome"),
        Message("Points at least"),
        Message("Points at most"),
        Message("Facts"),
        Message("Sentences"),
    )
    counties = {row.number: row.summary.county for row in collected.rows(collected.numbers)}
    rows = (
        (
            id,
            counties[number],
            language.say(STATUS[point.status]),
            point.low,
            point.high,
            "\n".join(point.facts),
            "\n".join(point.sentences),
        )
        for id in collected.ledger.criteria
        for number, point in collected.ledger.points(id, list(counties))
    )
    _sheet(book, language, Message("Criteria"), heads, rows)


def _sheet(
    book: Any, language: Language, title: Message, heads: Sequence[Message | str], rows: Iterable[Sequence[Any]]
) -> None:
    sheet = book.add_worksheet(language.say(title))
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "top"})
    cell = text_forms(book, {"border": 1, "valign": "top"})
    for column, text in enumerate(heads):
        sheet.set_column(column, column, 24 if column in (0, 1, 3) else 12)
        sheet.write_string(0, column, visible(language.say(text)), head)
    number = 0
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                write_text(sheet, number, column, value, cell)
            else:
                sheet.write_number(number, column, float(written(value)), cell[0])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, number, len(heads) - 1)
