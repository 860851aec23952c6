"""The page of one submission among several, and its rows on the pages of the criteria."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from unicodedata import normalize
from urllib.parse import quote

from markupsafe import Markup, escape

from rules_engine.messages import Language
from rules_engine.records import frozen
from rules_engine.report.comparison.labels import labels
from rules_engine.report.comparison.summary import figure_of
from rules_engine.report.masks import masked
from rules_engine.report.page.compose import Among, composed, environment
from rules_engine.report.page.marks import PRESSING
from rules_engine.report.page.printed import shown
from rules_engine.report.page.scored import Point
from rules_engine.scoring.verdict import Verdict
from rules_engine.values.number import written

LONGEST_NAME = 40


@frozen(eq=False, repr=False)
class County:
    """The page: its file beside the index, and how that is written in a link; its HTML, its row for each criterion."""

    file: str
    href: str
    html: bytes
    rows: Mapping[str, str]


def county_page(verdict: Verdict, language: Language, number: int) -> County:
    """The page of the submission of that number; it leads to the index and to the pages of the criteria."""
    name = verdict.head.county or verdict.submission
    file = file_name(number, name)
    made = composed(verdict, language, Among("../index.html", "../criteria", row_id(number)))
    href = quote(file)
    to = f"../{href}"
    begin, end = _head(row_id(number), name, about(name, verdict.submission), to)
    rows = {}
    for point in made.points:
        finding = verdict.findings[point.key]
        order = written(1000 * finding.low + finding.high)
        leads = bool(point.differences) or any(q.href for ground in point.grounds for q in ground.quotes)
        cells = _cells(point, to if leads else "", order, figure_of(finding), language.code)
        rows[point.key] = f"{begin}{point.key}{end}{cells}</tr>"
    return County(file, href, made.html.encode("utf-8", "backslashreplace"), rows)


def about(county: str, handed: str) -> str:
    """What tells submissions of one name apart: what was handed in, where it is called otherwise."""
    return "" if handed == county else handed


def file_name(number: int, name: str) -> str:
    """A file of its own, which every system can write: letters and digits of the name behind the number."""
    kept = "".join(mark if mark.isalnum() else " " for mark in normalize("NFKC", masked(name)[0]))
    return f"counties/{'-'.join([f'{number:04}', *kept.split()])[: LONGEST_NAME + 5]}.html"


def row_id(number: int) -> str:
    """The id of a submission's row, on the index and on the page of each criterion."""
    return f"k-{number:04}"


def _head(id: str, name: str, about: str, to: str) -> tuple[str, str]:
    """The begin of a submission's row for a criterion, before and behind the criterion's id."""
    below = f'<span class="names">{shown(about)}</span>' if about else ""
    begin = f'<tr id="{id}"><th scope="row" data-order="{shown(name)}"><a href="{escape(to)}#c-'
    return begin, f'">{shown(name)}</a>{below}</th>'


@lru_cache(512)
def _cells(point: Point, to: str, order: str, figure: Fraction | None, code: str) -> str:
    made = environment().get_template("cells.html")
    rank = PRESSING.index(point.status)
    known = "" if figure is None else written(figure)
    return Markup(made.render(point=point, to=to, points=order, rank=rank, figure=known, t=labels(code)))
