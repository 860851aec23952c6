"""Periods of time as reports print them: years, half-years, terms, spans, and changes from one to another."""

import re
from datetime import date
from typing import Literal, Self, cast

from rules_engine.records import frozen
from rules_engine.regex import regex

Part = Literal["", "H1", "H2", "Q1", "Q2", "Q3", "Q4", "spring", "autumn"]

_WRITTEN = regex(r"(\d{4})(?:-(H[12]|Q[1-4]|spring|autumn))?(?:(\.\.|/)(\d{4}))?", re.ASCII)


@frozen(order=True)
class Period:
    """`2022`, `2022-H1`, `2023-spring`, `2021..2025` (a span) or `2022/2021` (the change from 2021 to 2022).

    `year` is the year the value belongs to (the last of a span, the newer of a change); `other` is the first
    year of a span or the older of a change.
    """

    year: int
    part: Part = ""
    other: int | None = None
    change: bool = False

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The period of its written form, or None where the text is no period."""
        found = _WRITTEN.fullmatch(text)
        if not found:
            return None
        first, part, mark, second = found.groups()
        if mark == "..":
            return None if part or int(second) < int(first) else cls(int(second), "", int(first))
        if mark == "/":
            return None if part or int(second) >= int(first) else cls(int(first), "", int(second), True)
        return cls(int(first), cast(Part, part or ""))

    def __str__(self) -> str:
        if self.other is not None:
            return f"{self.year}/{self.other}" if self.change else f"{self.other}..{self.year}"
        return f"{self.year}-{self.part}" if self.part else str(self.year)

    @property
    def last_day(self) -> date:
        """The last day of the year the value belongs to."""
        return date(self.year, 12, 31)
