"""What stands above a table: its title, the year that it tells, and the line of units."""

import re
from collections.abc import Sequence
from functools import cache

from rules_engine.documents.document import Cell
from rules_engine.facts.tables.header_units import unit_of
from rules_engine.facts.tables.words import plain, table_words
from rules_engine.records import frozen

_SEVERAL_YEARS = re.compile(r"(?:19|20)\d\d年?度?[-—–~至到、和](?:19|20)\d\d(?!年?学年)", re.ASCII)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年|-\d|$|(?=\D))", re.ASCII)


@frozen(eq=False, repr=False)
class Surroundings:
    """What stands around the rows: the lines above the header, the year they tell, the units of a 单位：line."""

    lines: tuple[str, ...]
    year: int | None
    units: tuple[str, ...]


@cache
def _unit_line() -> re.Pattern[str]:
    """What stands behind 单位:, alone or in brackets behind a title, but not behind 填报单位:."""
    words = "|".join(map(re.escape, table_words().unit_line))
    return re.compile(rf"(?:^|[(\[,，、])(?:{words}):(?:人民币)?([^()\[\]]+)")


def around(rows: Sequence[Sequence[Cell]], name: str) -> Surroundings:
    """What the rows above a header tell, and the file's and the sheet's name behind them."""
    lines = tuple(cell.text for row in rows for cell in row if cell.text.strip())
    titles = (plain(line) for line in (*lines, name))
    years = [_YEAR.search(title) for title in titles if not _SEVERAL_YEARS.search(title)]
    units: list[str] = []
    for line in lines:
        for part in re.split(r"[\s;；]+", line):
            told = plain(part)
            stated = _unit_line().search(told)
            if stated:
                units += [word.strip("()[]") for word in re.split(r"[、,，/]", stated[1])]
            elif told[:1] == "(" and unit_of(told.strip("()")) is not None:
                units.append(told.strip("()"))
    return Surroundings(lines, next((int(year[1]) for year in years if year), None), tuple(units))
