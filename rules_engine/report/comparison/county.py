"""The page of one submission among several, and what it gives to the pages of the criteria."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from unicodedata import normalize
from urllib.parse import quote

from markupsafe import Markup

from rules_engine.messages import Language
from rules_engine.records import frozen
from rules_engine.report.comparison.labels import labels
from rules_engine.report.comparison.summary import figure_of
from rules_engine.report.masks import masked
from rules_engine.report.page.compose import Among, composed, environment
from rules_engine.report.page.marks import PRESSING
from rules_engine.report.page.scored import Point
from rules_engine.scoring.verdict import Verdict
from rules_engine.values.number import written

LONGEST_NAME = 40


@frozen(eq=False, repr=False)
class County:
    """The page: its file beside the index, and how that is written in a link; its HTML, the cells of each criterion."""

    file: str
    href: str
    html: bytes
    cells: Mapping[str, str]


def county_page(verdict: Verdict, language: Language, number: int) -> County:
    """The page of the submission of that number; it leads to the index and to the pages of the criteria."""
    file = file_name(number, verdict.head.county or verdict.submission)
    made = composed(verdict, language, Among("../index.html", "../criteria", row_id(number)))
    href = quote(file)
    to = f"../{href}"
    cells = {}
    for point in made.points:
        finding = verdict.findings[point.key]
        order = written(1000 * finding.low + finding.high)
        leads = bool(point.differences) or any(q.href for ground in point.grounds for q in ground.quotes)
        cells[point.key] = _cells(point, to if leads else "", order, figure_of(finding), language.code)
    return County(file, href, made.html.encode("utf-8", "backslashreplace"), cells)


def file_name(number: int, name: str) -> str:
    """A file of its own, which every system can write: letters and digits of the name behind the number."""
    kept = "".join(mark if mark.isalnum() else " " for mark in normalize("NFKC", masked(name)[0]))
    return f"counties/{'-'.join([f'{number:04}', *kept.split()])[: LONGEST_NAME + 5]}.html"


def row_id(number: int) -> str:
    """The id of a submission's row, on the index and on the page of each criterion."""
    return f"k-{number:04}"


@lru_cache(512)
def _cells(point: Point, to: str, order: str, figure: Fraction | None, code: str) -> str:
    made = environment().get_template("cells.html")
    rank = PRESSING.index(point.status)
    known = "" if figure is None else written(figure)
    return Markup(made.render(point=point, to=to, points=order, rank=rank, figure=known, t=labels(code)))
