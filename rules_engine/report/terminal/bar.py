"""The three scores as a bar over the bands, in plain ASCII so that every console shows it."""

from fractions import Fraction

from rules_engine.report.terminal.lines import width
from rules_engine.report.terminal.telling import Telling
from rules_engine.values.number import written


def score_bar(telling: Telling, columns: int) -> tuple[str, str, str]:
    """The limits of the bands, the bar, and the names of the bands.

    `#` is confirmed, `=` what is claimed beyond it, `-` what is still possible, `.` lost, `|` where a band begins.
    """
    verdict = telling.verdict
    end = max(verdict.ruleset.total, verdict.scores.best)
    start = min(Fraction(0), verdict.scores.confirmed)

    def column(value: Fraction) -> int:
        return int((value - start) * columns / (end - start))

    marks = ["."] * columns
    for mark, to in (("-", verdict.scores.best), ("=", verdict.scores.as_claimed), ("#", verdict.scores.confirmed)):
        marks[: column(to)] = mark * column(to)
    limits, names = [" "] * (columns + 1), ""
    limits[0] = written(start)
    for band in reversed(verdict.ruleset.bands):
        at = 0 if band.low is None else column(band.low)
        if band.low is not None:
            marks[min(at, columns - 1)] = "|"
            _write(limits, at, written(band.low))
        names += " " * max(1 if names else 0, at - width(names)) + telling.grade(band.id)
    _write(limits, columns - len(written(end)) + 1, written(end))
    return "".join(limits), "".join(marks), names


def _write(line: list[str], at: int, text: str) -> None:
    if all(mark == " " for mark in line[max(0, at - 1) : at + len(text)]):
        line[at : at + len(text)] = list(text)
