"""The list as a workbook: a row for each purpose, and the empty evidence tables that would do."""

from datetime import datetime
from io import BytesIO
from typing import Any

from rules_engine.messages import Message
from rules_engine.report.requests import wording
from rules_engine.report.requests.asked import Asked
from rules_engine.report.template import add_template
from rules_engine.report.text_cells import text_forms, write_text

WIDTHS = (6, 22, 34, 60, 40, 14, 30, 12)
SHEET = Message("Asked for")


def workbook(asked: Asked) -> bytes:
    """The `.xlsx`; no cell is a formula or a link, whatever counties wrote. The same list gives the same bytes."""
    import xlsxwriter

    say = asked.telling.say
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": datetime(2020, 1, 1), "title": say(wording.TITLE)})
    sheet = book.add_worksheet(say(SHEET))
    _list(asked, book, sheet)
    templates = {item.template.id: item.template for bureau in asked.bureaus for item in bureau.items if item.template}
    for id in sorted(templates):
        add_template(book, templates[id], asked.telling.language)
    book.close()
    return stream.getvalue()


def _list(asked: Asked, book: Any, sheet: Any) -> None:
    say = asked.telling.say
    title = book.add_format({"bold": True, "font_size": 16})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "top"})
    bordered = {"border": 1, "text_wrap": True, "valign": "top"}
    cell, plain = text_forms(book, bordered), text_forms(book, {"text_wrap": False})
    sheet.write_string(0, 0, say(wording.TITLE), title)
    write_text(sheet, 1, 0, wording.introduction(asked), plain)
    labels = (
        wording.NUMBER,
        wording.BUREAU,
        wording.WANTED,
        wording.ANSWERS,
        wording.SETTLES,
        wording.POINTS,
        wording.TEMPLATE,
        wording.RECEIVED,
    )
    for column, label in enumerate(labels):
        sheet.write_string(3, column, say(label), head)
        sheet.set_column(column, column, WIDTHS[column])
    row, number = 4, 0
    for bureau in asked.bureaus:
        for item in bureau.items:
            number += 1
            for purpose in item.purposes:
                told = (
                    bureau.name,
                    wording.wanted(asked, item),
                    "\n".join(wording.answers(asked, purpose)),
                    wording.settles(asked, purpose),
                    wording.moves(asked, purpose),
                    item.template.id if item.template else "",
                    "",
                )
                sheet.write_number(row, 0, number, cell[0])
                for column, text in enumerate(told, 1):
                    write_text(sheet, row, column, text, cell)
                row += 1
    if asked.differences:
        write_text(sheet, row + 1, 0, say(wording.DIFFERENCES), plain)
        for offset, difference in enumerate(asked.differences, row + 2):
            write_text(sheet, offset, 1, difference, plain)
    elif not asked.bureaus:
        write_text(sheet, row, 0, say(wording.NOTHING), plain)
    sheet.freeze_panes(4, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
