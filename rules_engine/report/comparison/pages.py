"""A folder of pages: one for each submission, an index, one for each criterion with all submissions side by side."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup

from rules_engine.messages import Language, Message
from rules_engine.records import frozen
from rules_engine.report.comparison.collected import Collected, Row
from rules_engine.report.comparison.county import about, row_id
from rules_engine.report.comparison.labels import SORTED, labels
from rules_engine.report.comparison.scheme import Head
from rules_engine.report.comparison.summary import scores_of
from rules_engine.report.page.bars import PATTERNS, SWATCHES, bar, spread
from rules_engine.report.page.compose import LANG, digest, environment, file_text
from rules_engine.report.page.marks import SIGNS
from rules_engine.report.words import STATUS
from rules_engine.values.number import written_fixed
from rules_engine.version import __version__

HERE = Path(__file__).parent
# The outcomes in the order in which they are counted; the others count as not assessed.
STATUSES = ("met", "partial", "not_met", "asserted", "unknown")
PLACES = 2
# So many pieces of a page are written at once.
PIECES = 40
MASK = "***"


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


class _Masked:
    """Whether numbers of people are masked in what a page shows, for its foot: the page is written as it is made."""

    def __init__(self) -> None:
        self.any = False

    def rows(self, collected: Collected, criterion: str, numbers: Sequence[int]) -> Iterator[Markup]:
        """The rows for a criterion."""
        for _, point in collected.ledger.points(criterion, numbers):
            self.any |= MASK in point.row
            yield Markup(point.row)

    def lines(self, collected: Collected, numbers: Sequence[int]) -> Iterator[_Line]:
        """The rows of the index."""
        for row in collected.rows(numbers):
            self.any |= MASK in row.summary.county + row.summary.name
            yield _line(row)


class Pages:
    """The folder. Pages of submissions are written as they come, the others at the end, row by row; raises OSError."""

    def __init__(self, folder: Path, language: Language) -> None:
        self.folder, self.language = folder, language
        for name in ("counties", "criteria"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def add(self, file: str, html: bytes) -> None:
        """Write the page of a submission."""
        (self.folder / file).write_bytes(html)

    def close(self, collected: Collected, left: int) -> None:
        """Write the pages of the criteria and the index; `left` submissions were not come to."""
        numbers = collected.ordered()
        heads = list(collected.heads().values())
        for place, found in enumerate(heads):
            before = heads[place - 1][0] if place else None
            following = heads[place + 1][0] if place + 1 < len(heads) else None
            self._criterion(collected, numbers, found, before, following)
        self._index(collected, numbers, [found[0] for found in heads], left)

    def _criterion(
        self,
        collected: Collected,
        numbers: Sequence[int],
        heads: Sequence[Head],
        before: Head | None,
        following: Head | None,
    ) -> None:
        id, masked = heads[0].id, _Masked()
        counts = collected.tally(id)
        say = self.language.say
        self._write(
            f"criteria/{id}.html",
            "criterion_page.html",
            heads=heads,
            before=before,
            next=following,
            tally=[(status, say(name), counts[status]) for status, name in STATUS.items() if status in counts],
            rows=masked.rows(collected, id, numbers),
            count=sum(counts.values()),
            masked=masked,
        )

    def _index(self, collected: Collected, numbers: Sequence[int], heads: Sequence[Head], left: int) -> None:
        say, count, masked = self.language.say, len(numbers), _Masked()
        failed = [
            (name, [problem.in_language(self.language) for problem in problems]) for name, problems in collected.failed
        ]
        stopped = Message("Stopped: {count} of {all} were not evaluated.", count=left, all=left + count + len(failed))
        self._write(
            "index.html",
            "index.html",
            titles=sorted({scheme.title for scheme in collected.schemes.values()}),
            counted=say(Message("{count} evaluated, {failed} not.", count=count, failed=len(failed))),
            told_failed=say(Message("Not evaluated: {count}", count=len(failed))),
            grades=[(" / ".join(grades), times) for grades, times in collected.grades()],
            stopped=say(stopped) if left else "",
            failed=failed,
            counties=masked.lines(collected, numbers),
            count=count,
            masked=masked,
            criteria=[self._counted(collected, head) for head in heads],
            statuses=[(status, say(STATUS[status])) for status in STATUSES],
            engine=__version__,
            digests=sorted({(scheme.title, scheme.digest) for scheme in collected.schemes.values()}),
        )

    def _counted(self, collected: Collected, head: Head) -> _Counted:
        found = collected.tally(head.id)
        counts = tuple(found.get(status, 0) for status in STATUSES)
        drawn = spread(tuple(zip(STATUSES, counts, strict=True)), sum(found.values()))
        return _Counted(head.id, head.number, head.title, head.area, head.points, counts, drawn)

    def _write(self, name: str, template: str, **shown: object) -> None:
        """Write a page as it is made: of thousands of submissions it is too long to be held."""
        style, script = _style(), file_text(HERE / "compare.js")
        code = self.language.code
        made = (
            environment()
            .get_template(template)
            .stream(
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
        made.enable_buffering(PIECES)
        with (self.folder / name).open("wb") as file:
            made.dump(file, "utf-8", "backslashreplace")


def _line(row: Row) -> _Line:
    each = row.summary
    return _Line(
        row_id(row.number),
        each.county,
        about(each.county, each.name),
        row.href,
        grades=" / ".join(each.grades) or "-",
        rank=each.rank,
        bar=bar(each.scores, each.total, each.total),
        scores=tuple(written_fixed(score, PLACES) for score in scores_of(each.scores)),
        differences=each.contradictions,
        requests=each.requests,
        unread=each.unread,
    )


@cache
def _style() -> str:
    return file_text(HERE.parent / "page" / "page.css") + file_text(HERE / "compare.css")
