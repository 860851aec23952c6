"""A folder of pages: one for each submission, an index, one for each criterion with all submissions side by side."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from rules_engine.messages import Language, Message
from rules_engine.records import frozen
from rules_engine.report.comparison.collected import Collected, Row
from rules_engine.report.comparison.county import row_id
from rules_engine.report.comparison.labels import SORTED, labels
from rules_engine.report.comparison.scheme import Head
from rules_engine.report.comparison.summary import scores_of
from rules_engine.report.page.bars import PATTERNS, SWATCHES, bar, spread
from rules_engine.report.page.compose import LANG, digest, environment, file_text
from rules_engine.report.page.marks import SIGNS
from rules_engine.report.page.printed import shown
from rules_engine.report.words import STATUS
from rules_engine.values.number import written_fixed
from rules_engine.version import __version__

HERE = Path(__file__).parent
# The outcomes in the order in which they are counted; the others count as not assessed.
STATUSES = ("met", "partial", "not_met", "asserted", "unknown")
PLACES = 2


@frozen(eq=False, repr=False)
class _Line:
    """A submission as a row of the index shows it."""

    row: str
    name: str
    about: str
    href: str
    grades: str
    rank: int
    bar: Markup
    scores: tuple[str, ...]
    differences: int
    requests: int
    unread: int


@frozen(eq=False, repr=False)
class _Counted:
    """A criterion as the index shows it."""

    id: str
    number: str
    title: str
    area: str
    points: str
    counts: tuple[int, ...]
    drawn: Markup


class Pages:
    """The folder. Pages of submissions are written as they come, the others at the end; raises OSError."""

    def __init__(self, folder: Path, language: Language) -> None:
        self.folder, self.language = folder, language
        for name in ("counties", "criteria"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def add(self, file: str, html: bytes) -> None:
        """Write the page of a submission."""
        (self.folder / file).write_bytes(html)

    def close(self, collected: Collected, left: int) -> None:
        """Write the pages of the criteria and the index; `left` submissions were not come to."""
        rows = collected.ordered()
        named = {row.number: _named(row) for row in rows}
        heads = list(collected.heads().values())
        for place, found in enumerate(heads):
            before = heads[place - 1][0] if place else None
            following = heads[place + 1][0] if place + 1 < len(heads) else None
            self._write(f"criteria/{found[0].id}.html", self._criterion(collected, named, found, before, following))
        self._write("index.html", self._index(collected, rows, [found[0] for found in heads], left))

    def _write(self, name: str, html: str) -> None:
        (self.folder / name).write_bytes(html.encode("utf-8", "backslashreplace"))

    def _criterion(
        self,
        collected: Collected,
        named: Mapping[int, tuple[str, str]],
        heads: Sequence[Head],
        before: Head | None,
        following: Head | None,
    ) -> str:
        id = heads[0].id
        lines = [
            f"{named[number][0]}{id}{named[number][1]}{point.cells}</tr>"
            for number, point in collected.ledger.points(id, list(named))
        ]
        counts = collected.tally(id)
        say = self.language.say
        return self._rendered(
            "criterion_page.html",
            heads=heads,
            before=before,
            next=following,
            tally=[(status, say(name), counts[status]) for status, name in STATUS.items() if status in counts],
            rows=Markup("\n".join(lines)),
            count=len(lines),
            any_masked=any("***" in line for line in lines),
        )

    def _index(self, collected: Collected, rows: Sequence[Row], heads: Sequence[Head], left: int) -> str:
        say = self.language.say
        grades: dict[str, int] = {}
        for row in sorted(rows, key=lambda row: -row.summary.rank):
            name = " / ".join(row.summary.grades)
            grades[name] = grades.get(name, 0) + 1
        failed = [
            (name, [problem.in_language(self.language) for problem in problems]) for name, problems in collected.failed
        ]
        stopped = Message(
            "Stopped: {count} of {all} were not evaluated.", count=left, all=left + len(rows) + len(failed)
        )
        counties = [_line(row) for row in rows]
        return self._rendered(
            "index.html",
            titles=sorted({scheme.title for scheme in collected.schemes.values()}),
            told=say(Message("{count} evaluated, {failed} not.", count=len(rows), failed=len(failed))),
            told_failed=say(Message("Not evaluated: {count}", count=len(failed))),
            grades=list(grades.items()),
            stopped=say(stopped) if left else "",
            failed=failed,
            counties=counties,
            criteria=[self._counted(collected, head) for head in heads],
            statuses=[(status, say(STATUS[status])) for status in STATUSES],
            engine=__version__,
            digests=sorted({(scheme.title, scheme.digest) for scheme in collected.schemes.values()}),
            any_masked=any("***" in line.name + line.about for line in counties),
        )

    def _counted(self, collected: Collected, head: Head) -> _Counted:
        found = collected.tally(head.id)
        counts = tuple(found.get(status, 0) for status in STATUSES)
        drawn = spread(tuple(zip(STATUSES, counts, strict=True)), sum(found.values()))
        return _Counted(head.id, head.number, head.title, head.area, head.points, counts, drawn)

    def _rendered(self, template: str, **shown: object) -> str:
        style, script = _style(), file_text(HERE / "compare.js")
        code = self.language.code
        return (
            environment()
            .get_template(template)
            .render(
                lang=LANG[code],
                t=labels(code),
                sorted=self.language.say(SORTED),
                style=Markup(style),
                script=Markup(script),
                style_hash=digest(style),
                script_hash=digest(script),
                patterns=PATTERNS,
                signs=SIGNS,
                swatches=SWATCHES,
                **shown,
            )
        )


def _named(row: Row) -> tuple[str, str]:
    """The begin of a submission's row on the pages of the criteria, before and behind the id of the criterion."""
    name, about = shown(row.summary.county), shown(_about(row))
    below = f'<span class="names">{about}</span>' if about else ""
    begin = f'<tr id="{row_id(row.number)}"><th scope="row" data-order="{name}"><a href="../{escape(row.href)}#c-'
    return begin, f'">{name}</a>{below}</th>'


def _line(row: Row) -> _Line:
    each = row.summary
    return _Line(
        row_id(row.number),
        each.county,
        _about(row),
        row.href,
        grades=" / ".join(each.grades) or "-",
        rank=each.rank,
        bar=bar(each.scores, each.total, each.total),
        scores=tuple(written_fixed(score, PLACES) for score in scores_of(each.scores)),
        differences=each.contradictions,
        requests=each.requests,
        unread=each.unread,
    )


def _about(row: Row) -> str:
    """What tells submissions of one name apart: what was handed in, where it is called otherwise."""
    return "" if row.summary.name == row.summary.county else row.summary.name


@cache
def _style() -> str:
    return file_text(HERE.parent / "page" / "page.css") + file_text(HERE / "compare.css")
