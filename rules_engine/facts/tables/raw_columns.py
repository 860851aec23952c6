"""From the columns of a file as DuckDB reads them to those of the table: SQL for each, and what it cannot read."""

from collections.abc import Mapping
from typing import Literal

from rules_engine.facts.tables.cells import MOST, Value
from rules_engine.facts.tables.declared import TableColumn
from rules_engine.facts.tables.headers import FoundColumn
from rules_engine.facts.tables.sheet_rows import stored
from rules_engine.facts.tables.sql import literal
from rules_engine.facts.tables.words import plain
from rules_engine.records import field, frozen

Family = Literal["text", "integer", "decimal", "float", "date", "truth", "other"]
BASE = "DECIMAL(18,6)"
# Behind the id of a column of choices: the word that stands in the cell, by which rows are told apart.
WORD = "_word_"
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
    """One column of the file that is `column` of the table; `read` are texts that were read one by one.

    Choices and ticks are known by these texts only, so that no row is compared with words that do not occur.
    """

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
                # What only tells persons apart is left as it stands: whole numbers are grouped quicker than texts.
                as_is = ("text", "integer") if self.column.personal else ("text",)
                return self.sql if family(self.type_name) in as_is else f"CAST({self.sql} AS VARCHAR)"

    def year(self) -> str | None:
        """The year of each row, where this column tells it."""
        return self._of_month("year") if self.column.type in ("month", "year") else None

    def unread(self) -> str:
        """Whether a cell holds something that cannot be read, or should hold something and does not."""
        typed = self.typed()
        if self.column.type == "text":
            return self.blank(self.sql) if self.column.required else "false"
        if self.column.required:
            return f"{typed} IS NULL"
        filled = f"trim({self.sql}) <> ''" if family(self.type_name) == "text" else f"{self.sql} IS NOT NULL"
        return f"({typed} IS NULL AND {filled})"

    def blank(self, name: str) -> str:
        """Whether a cell of a text holds nothing, called by a name."""
        return blank_sql(name) if family(self.type_name) == "text" else f"{name} IS NULL"

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
        return self._looked_up({text: value for text, value in self.read.items() if isinstance(value, int)}, "UTINYINT")

    def _looked_up(self, values: Mapping[str, int | bool], kind: str) -> str:
        """What each text means. A look-up of a function, for DuckDB asks it once per word and CASE once per row."""
        if not values:
            return f"CAST(NULL AS {kind})"
        texts = ", ".join(map(text_literal, values))
        meant = ", ".join(str(value).lower() for value in values.values())
        return f"CAST([{meant}] AS {kind}[])[list_position([{texts}], {self.sql})]"

    def _truth(self) -> str:
        match family(self.type_name):
            case "truth":
                return self.sql
            case "integer":
                return f"CASE {self.sql} WHEN 1 THEN true WHEN 0 THEN false END"
            case _:
                ticks = {text: value for text, value in self.read.items() if isinstance(value, bool)}
                return self._looked_up(ticks, "BOOLEAN")

    def _of_month(self, part: Literal["year", "month"]) -> str:
        raw = self.sql
        match family(self.type_name):
            case "date":
                return f"CAST({part}({raw}) AS SMALLINT)"
            case "integer" if self.column.type == "year":
                return f"CASE WHEN {raw} BETWEEN 1900 AND 2099 THEN CAST({raw} AS SMALLINT) END"
            case "integer" if part == "year":
                return f"CASE WHEN {raw} > 190000 THEN CAST({raw} // 100 AS SMALLINT) END"
            case "integer":
                month = f"({raw} % 100)"
                sound = f"{month} BETWEEN 1 AND 12 AND ({raw} < 13 OR {raw} BETWEEN 190000 AND 209912)"
                return f"CASE WHEN {sound} THEN CAST({month} AS UTINYINT) END"
            case "text":
                return self._month_of_text(part)
            case _:
                return "NULL"

    def _month_of_text(self, part: Literal["year", "month"]) -> str:
        numbers = {text: _part(value, part) for text, value in self.read.items()}
        kind = "UTINYINT" if part == "month" else "SMALLINT"
        return self._looked_up({text: number for text, number in numbers.items() if number}, kind)


def _part(value: Value, part: Literal["year", "month"]) -> int | None:
    """The year or month of a cell that was read; a cell of a year alone is a year."""
    match value:
        case (int(year), int(month)):
            return (year or None) if part == "year" else month
        case int(single):
            return single
        case _:
            return None


def blank_sql(name: str) -> str:
    """Whether a text is missing or empty. Only what begins with a blank is trimmed: every row is asked."""
    sure = f"WHEN {name} > '、' THEN false WHEN {name} BETWEEN '!' AND '~' THEN false"
    return f"CASE {sure} ELSE coalesce(trim({name}), '') = '' END"


def told_sql(column: TableColumn, by: str) -> str:
    """The choice of a column that the words in another column's text tell."""
    whens = []
    for choice, words in column.words.items():
        held = " OR ".join(f"contains({by}, {text_literal(plain(word))})" for word in words)
        whens.append(f"WHEN {held} THEN {column.code(choice)}::UTINYINT")
    otherwise = f"{column.code(column.otherwise)}::UTINYINT" if column.otherwise else "NULL"
    return f"CASE WHEN {by} IS NULL THEN NULL {' '.join(whens)} ELSE {otherwise} END"


def _scale(type_name: str) -> int:
    return int(type_name.rpartition(",")[2].strip(" )"))
