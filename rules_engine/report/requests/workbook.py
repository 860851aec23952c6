"""The list as a workbook: a row for each purpose, and the empty evidence tables that would do."""

from datetime import datetime
from io import BytesIO
from typing import Any

from rules_engine.messages import Message
from rules_engine.report.requests import wording
from rules_engine.report.requests.asked import Asked
from rules_engine.report.template import add_template
from rules_engine.report.terminal.lines import visible

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
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": False})
    sheet.write_string(0, 0, say(wording.TITLE), title)
    sheet.write_string(1, 0, visible(wording.introduction(asked)), plain)
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
                sheet.write_number(row, 0, number, cell)
                for column, text in enumerate(told, 1):
                    sheet.write_string(row, column, visible(text), cell)
                row += 1
    if asked.differences:
        sheet.write_string(row + 1, 0, say(wording.DIFFERENCES), plain)
        for offset, difference in enumerate(asked.differences, row + 2):
            sheet.write_string(offset, 1, visible(difference), plain)
    elif not asked.bureaus:
        sheet.write_string(row, 0, say(wording.NOTHING), plain)
    sheet.freeze_panes(4, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(3)
