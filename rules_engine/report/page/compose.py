"""Puts the page together: the views of a verdict, the template, the style and the script."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from rules_engine.messages import Language, Message
from rules_engine.records import frozen
from rules_engine.report.entered import entry_told
from rules_engine.report.masks import masked
from rules_engine.report.page.bars import PATTERNS, SWATCHES
from rules_engine.report.page.evidence import Figure, differing, shown_tables, unbound
from rules_engine.report.page.front import front
from rules_engine.report.page.labels import LABELS
from rules_engine.report.page.marks import SIGNS, Marks, numbers
from rules_engine.report.page.printed import shown
from rules_engine.report.page.scored import Point, Sheet
from rules_engine.report.page.text import ShownDocument, Texts
from rules_engine.report.terminal.rule import Rules
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import RELATION, STATUS
from rules_engine.scoring.verdict import Verdict

if TYPE_CHECKING:
    from jinja2 import Environment

LANG = {"zh": "zh-CN", "en": "en"}
FOLDER = Path(__file__).parent
# What a reader picks out, in the order of the choices; `apart` are the criteria that figures which do not fit touch.
FILTERS = ("not_met", "partial", "asserted", "unknown", "met", "apart", "unbound", "unread")


@frozen
class Among:
    """Where the page of one submission among several finds the others: their index, the folder of criteria, its row."""

    index: str
    criteria: str
    row: str


@frozen(eq=False, repr=False)
class Composed:
    """A page, and the criteria that stand on it."""

    html: str
    points: tuple[Point, ...]


def page(verdict: Verdict, language: Language) -> str:
    """One HTML page that needs nothing else: no network, no other file, and to be read no script either."""
    return composed(verdict, language).html


def composed(verdict: Verdict, language: Language, among: Among | None = None) -> Composed:
    """The page with what it was made from; `among` others it leads to them."""
    telling = Telling(verdict, language)
    marks = Marks(telling, numbers(telling))
    texts = Texts(telling, marks)
    documents = texts.shown()
    sheet = Sheet(telling, texts, Rules(telling))
    groups = sheet.groups()
    points = [point for group in groups for _, _, members in group.indicators for point in members]
    free = unbound(sheet)
    apart = differing(sheet)
    unread = [telling.say(note) for note in verdict.notes]
    unread += [telling.say(question.message) for question in verdict.questions]
    counts = {kind: sum(kind in point.filters.split() for point in points) for kind in FILTERS}
    counts |= {"apart": len(apart), "unbound": len(free), "unread": len(unread)}
    style, script = file_text(FOLDER / "page.css"), file_text(FOLDER / "page.js")
    html = (
        environment()
        .get_template("page.html")
        .render(
            lang=LANG[language.code],
            style=Markup(style),
            script=Markup(script),
            style_hash=digest(style),
            script_hash=digest(script),
            patterns=PATTERNS,
            swatches=SWATCHES,
            signs=SIGNS,
            t=_labels(language.code),
            told=_Told(telling),
            front=front(telling, sheet),
            groups=groups,
            criterion=lambda point: _criterion(point, language.code),
            documents=documents,
            unbound=Markup("").join(map(_figure, free)),
            unbound_count=len(free),
            differing=apart,
            unread=unread,
            tables=shown_tables(sheet),
            missing=[enclosure for enclosure in verdict.enclosures if not enclosure.found_in],
            place_of=texts.place,
            place_name=telling.place,
            filters=[(kind, counts[kind]) for kind in FILTERS],
            filter_names=_filter_names(telling),
            status_names={status: telling.say(name) for status, name in STATUS.items()},
            relation_names={status: telling.say(name) for status, name in RELATION.items()},
            entries=[tuple(entry_told(telling, entry)) for entry in verdict.entries],
            verdict=verdict,
            any_masked=any(document.masked for document in documents) or _any_masked(verdict, documents),
            among=among,
        )
    )
    return Composed(html, tuple(points))


def _figure(figure: Figure) -> Markup:
    """A figure of hundreds in a report: not by the template, which takes longer."""
    quote, place = figure.quote, shown(figure.quote.place)
    where = f'<a class="where" href="#{escape(quote.href)}">{place}</a>' if quote.href else place
    about = f'<span class="quiet">{shown(figure.about)} · {where}</span>'
    return Markup(f'<li id="{figure.id}"><b>{shown(quote.words)}</b> <q>{shown(figure.around)}</q> {about}</li>')


# What no report speaks of stands alike on the pages of many counties.
@lru_cache(512)
def _criterion(point: Point, code: str) -> Markup:
    return Markup(environment().get_template("criterion.html").render(point=point, t=_labels(code), lang=LANG[code]))


@cache
def _labels(code: str) -> Mapping[str, str]:
    """The labels without numbers or names in them, by key."""
    say = Language(code).say
    return {key: say(label) for key, label in LABELS.items() if "{" not in label.template}


class _Told:
    """The labels that have numbers or names in them, by key."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling

    def __call__(self, key: str, **values: object) -> str:
        return self._telling.say(Message(LABELS[key].template, **values))


def _filter_names(telling: Telling) -> dict[str, str]:
    named = {status: STATUS[status] for status in ("not_met", "partial", "asserted", "unknown", "met")}
    return {kind: telling.say(named.get(kind) or LABELS[f"filter_{kind}"]) for kind in FILTERS}


def _any_masked(verdict: Verdict, shown_ones: Sequence[ShownDocument]) -> bool:
    names = {document.name for document in shown_ones}
    texts = [verdict.submission, verdict.head.county]
    texts += [document.text for document in verdict.documents if document.name not in names]
    texts += [text for entry in verdict.entries for text in (entry.author, entry.reason, entry.source)]
    return any(masked(text)[1] for text in texts)


@cache
def file_text(file: Path) -> str:
    """A style or script, as it stands in the page."""
    return file.read_text(encoding="utf-8")


@cache
def digest(text: str) -> str:
    """By what a browser knows the page's own style and script."""
    return b64encode(sha256(text.encode()).digest()).decode()


@cache
def environment() -> "Environment":
    """The templates of pages: every text is escaped, masked, and shown as it is."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader([FOLDER, FOLDER.parent / "comparison"]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: Any) -> Any:
    """Every text that is printed, with marks that steer a screen written out and numbers of people masked."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return shown(value)
    return value
