"""From the columns of a file as DuckDB reads them to those of the table: SQL for each, and what it cannot read."""

from collections.abc import Mapping
from typing import Literal

from attrs import field, frozen

from rules_engine.facts.tables.cells import MOST, Value
from rules_engine.facts.tables.declared import TableColumn
from rules_engine.facts.tables.headers import FoundColumn
from rules_engine.facts.tables.sheet_rows import stored
from rules_engine.facts.tables.sql import literal
from rules_engine.facts.tables.words import plain

Family = Literal["text", "integer", "decimal", "float", "date", "truth", "other"]
BASE = "DECIMAL(18,6)"
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT")


def family(type_name: str) -> Family:
    """What kind of values a type of DuckDB holds."""
    name = type_name.upper()
    if name.startswith(("VARCHAR", "ENUM")):
        return "text"
    if name.startswith(_INTEGERS):
        return "integer"
    if name.startswith("DECIMAL"):
        return "decimal"
    if name in ("DOUBLE", "FLOAT"):
        return "float"
    if name.startswith(("DATE", "TIMESTAMP")):
        return "date"
    return "truth" if name == "BOOLEAN" else "other"


def quoted(name: str) -> str:
    """A name as SQL quotes it."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(text: str) -> str:
    """A text as SQL quotes it."""
    return "'" + text.replace("'", "''") + "'"


@frozen(eq=False, repr=False)
class RawColumn:
    """One column of the file that is `column` of the table; `read` are cells of text that were read one by one."""

    column: TableColumn
    found: FoundColumn
    name: str
    type_name: str
    read: Mapping[str, Value] = field(factory=dict)

    @property
    def sql(self) -> str:
        """The column as it stands in the file."""
        return quoted(self.name)

    def typed(self) -> str:
        """The value of each row, NULL where it cannot be read as it stands."""
        match self.column.type:
            case "number" | "whole":
                return self._number()
            case "choice":
                return self._choice()
            case "yes_no":
                return self._truth()
            case "month":
                return self._of_month("month")
            case "year":
                return self._of_month("year")
            case "text":
                return self.sql if family(self.type_name) == "text" else f"CAST({self.sql} AS VARCHAR)"

    def year(self) -> str | None:
        """The year of each row where this column tells it."""
        return self._of_month("year") if self.column.type in ("month", "year") else None

    def unread(self) -> str:
        """Whether a cell holds something that cannot be read, or should hold something and does not."""
        if self.column.type == "text":
            return f"({self.sql} IS NULL OR trim({self.typed()}) = '')" if self.column.required else "false"
        missing = f"{self.typed()} IS NULL"
        if self.column.required:
            return f"({missing})"
        if family(self.type_name) == "text":
            return f"({missing} AND trim({self.sql}) <> '')"
        return f"({missing} AND {self.sql} IS NOT NULL)"

    def _number(self) -> str:
        raw, kind, factor = self.sql, family(self.type_name), self.found.factor
        match kind:
            case "integer" | "decimal":
                value = raw if kind == "integer" or _scale(self.type_name) <= 6 else f"TRY_CAST({raw} AS {BASE})"
            case "float":
                value = f"TRY_CAST({raw} AS {BASE})"
            case "text":
                value = f"TRY_CAST(trim({raw}) AS {BASE})"
            case _:
                return "NULL"
        if factor != 1:
            value = f"CAST(CAST({value} AS DECIMAL(24,6)) * {literal(factor)} AS {BASE})"
        if self.read:
            cases = " ".join(
                f"WHEN {text_literal(text)} THEN {stored(self.column, each)}" for text, each in self.read.items()
            )
            value = f"coalesce({value}, CAST(CASE {raw} {cases} END AS {BASE}))"
        if self.column.type == "whole" and kind in ("decimal", "float", "text"):
            value = f"CASE WHEN {value} = floor({value}) THEN {value} END"
        low = literal(self.column.low if self.column.low is not None else -MOST)
        high = literal(self.column.high if self.column.high is not None else MOST)
        return f"CASE WHEN {value} BETWEEN {low} AND {high} THEN {value} END"

    def _choice(self) -> str:
        if family(self.type_name) != "text":
            return "NULL"
        whens = []
        for code, (_, words) in enumerate(self.column.choices.items(), 1):
            known = [*words, *(text for text, value in self.read.items() if value == code)]
            listed = ", ".join(map(text_literal, dict.fromkeys(known)))
            whens.append(f"WHEN {self.sql} IN ({listed}) THEN {code}::UTINYINT")
        return f"CASE {' '.join(whens)} END"

    def _truth(self) -> str:
        match family(self.type_name):
            case "truth":
                return self.sql
            case "integer":
                return f"CASE {self.sql} WHEN 1 THEN true WHEN 0 THEN false END"
            case "text":
                yes, no = (
                    ", ".join(map(text_literal, [word, *(text for text, value in self.read.items() if value is truth)]))
                    for word, truth in (("是", True), ("否", False))
                )
                return f"CASE WHEN {self.sql} IN ({yes}) THEN true WHEN {self.sql} IN ({no}) THEN false END"
            case _:
                return "NULL"

    def _of_month(self, part: Literal["year", "month"]) -> str:
        raw = self.sql
        match family(self.type_name):
            case "date":
                return f"CAST({part}({raw}) AS SMALLINT)"
            case "integer" if self.column.type == "year":
                return f"CASE WHEN {raw} BETWEEN 1900 AND 2099 THEN CAST({raw} AS SMALLINT) END"
            case "integer":
                if part == "year":
                    return f"CASE WHEN {raw} > 190000 THEN CAST({raw} // 100 AS SMALLINT) END"
                month = f"({raw} % 100)"
                sound = f"{month} BETWEEN 1 AND 12 AND ({raw} < 13 OR {raw} BETWEEN 190000 AND 209912)"
                return f"CASE WHEN {sound} THEN CAST({month} AS UTINYINT) END"
            case "text":
                return self._month_of_text(part)
            case _:
                return "NULL"

    def _month_of_text(self, part: Literal["year", "month"]) -> str:
        raw = self.sql
        cases = []
        for text, value in self.read.items():
            number: int | None
            match value:
                case (int(year), int(month)):
                    number = (year or None) if part == "year" else month
                case int(year):
                    number = year
                case _:
                    number = None
            if number is not None:
                cases.append(f"WHEN {raw} = {text_literal(text)} THEN {number}")
        others = " ".join(cases)
        if self.column.type == "year":
            return f"CASE WHEN length({raw}) = 4 THEN TRY_CAST({raw} AS SMALLINT) {others} END"
        if part == "year":
            return f"CASE WHEN length({raw}) = 7 AND {raw}[5] = '-' THEN TRY_CAST({raw}[1:4] AS SMALLINT) {others} END"
        month = f"TRY_CAST({raw}[6:7] AS UTINYINT)"
        return f"CASE WHEN length({raw}) = 7 AND {raw}[5] = '-' AND {month} BETWEEN 1 AND 12 THEN {month} {others} END"


def told_sql(column: TableColumn, by: str) -> str:
    """The choice of a column that the words in another column's text tell."""
    whens = [
        f"WHEN {' OR '.join(f'contains({by}, {text_literal(plain(word))})' for word in words)} THEN {column.code(choice)}::UTINYINT"
        for choice, words in column.words.items()
        if words
    ]
    otherwise = f"{column.code(column.otherwise)}::UTINYINT" if column.otherwise else "NULL"
    return f"CASE WHEN {by} IS NULL THEN NULL {' '.join(whens)} ELSE {otherwise} END"


def _scale(type_name: str) -> int:
    return int(type_name.rpartition(",")[2].strip(" )"))
