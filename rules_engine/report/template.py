"""The empty workbook of an evidence table: headers with units, an example row, and what each cell may hold."""

from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from rules_engine.facts.tables.declared import DeclaredTable, TableColumn
from rules_engine.facts.tables.words import table_words
from rules_engine.messages import Language, Message
from rules_engine.values.number import written

ROWS = 5000
LONGEST_LIST = 255
EXAMPLE = "示例"


def template_bytes(table: DeclaredTable, language: Language) -> bytes:
    """The `.xlsx`, the same bytes every time. Its headers are those by which the reader knows the columns."""
    import xlsxwriter

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": datetime(2020, 1, 1), "title": language.say(table.title)})
    add_template(book, table, language)
    book.close()
    return stream.getvalue()


def add_template(book: Any, table: DeclaredTable, language: Language) -> None:
    """The table as a sheet of a workbook of XlsxWriter, named by the table's id."""
    sheet = book.add_worksheet(table.id)
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True})
    needed = book.add_format({"bold": True, "bg_color": "#FFE699", "border": 1, "text_wrap": True})
    example = book.add_format({"italic": True, "font_color": "#7F7F7F", "num_format": "@"})
    columns = [column for column in table.columns.values() if column.headers]
    sheet.write_string(0, 0, language.say(table.title), title)
    for position, column in enumerate(columns):
        sheet.write_string(1, position, header(column), needed if column.required else head)
        sheet.write_string(2, position, _example(column, position), example)
        sheet.set_column(position, position, max(12, 2 * len(header(column)) + 2))
        rule = validation(column, language)
        if rule is not None:
            sheet.data_validation(3, position, ROWS, position, rule)
        if column.type in ("text", "month"):
            text = book.add_format({"num_format": "@"})
            sheet.set_column(position, position, max(12, 2 * len(header(column)) + 2), text)
    sheet.freeze_panes(2, 0)


def header(column: TableColumn) -> str:
    """The header by which a column is known, with its unit."""
    name = next((alias for alias in column.headers if alias in column.title.zh), column.headers[0])
    unit = column.unit.name
    return f"{name}（{unit}）" if unit and column.numeric else name


def _example(column: TableColumn, position: int) -> str:
    """What the example row shows; the first cell says that it is one."""
    shown = column.example or (next(iter(column.choices.values()))[0] if column.choices else "")
    return f"{EXAMPLE}：{shown}".rstrip("：") if position == 0 else shown


def validation(column: TableColumn, language: Language) -> dict[str, Any] | None:
    """What a spreadsheet checks when a cell is filled in."""
    words = table_words()
    match column.type:
        case "choice":
            rule = _choices([own[0] for own in column.choices.values()])
        case "yes_no":
            rule = _choices([word for word in ("是", "否") if word in words.yes | words.no])
        case "number" | "whole":
            kind = "decimal" if column.type == "number" else "integer"
            rule = {"validate": kind, **_bounds(column.low, column.high)}
        case "year":
            rule = {"validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2099}
        case "month":
            rule = {"validate": "length", "criteria": "between", "minimum": 6, "maximum": 8}
        case "text":
            return None
    about = language.say(Message("{column}: see the example row.", column=column.title))
    return {**rule, "ignore_blank": not column.required, "error_message": about[:LONGEST_LIST]}


def _choices(words: list[str]) -> dict[str, Any]:
    """A list to choose from, as long as a spreadsheet takes one."""
    while len(",".join(words)) > LONGEST_LIST:
        words = words[:-1]
    return {"validate": "list", "source": words}


def _bounds(low: Fraction | None, high: Fraction | None) -> dict[str, Any]:
    if low is not None and high is not None:
        return {"criteria": "between", "minimum": _number(low), "maximum": _number(high)}
    if low is not None:
        return {"criteria": ">=", "value": _number(low)}
    return {"criteria": "<=", "value": _number(high)} if high is not None else {"criteria": ">=", "value": -(10**12)}


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(written(value))
