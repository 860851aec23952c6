"""Many submissions: a pool of processes that evaluates them, one result after the other, none unsettled by another."""

import os
import pickle
import signal
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from rules_engine.errors import Problem, RulesEngineError
from rules_engine.hooks.host import Host, load_plugins
from rules_engine.messages import Language, Message
from rules_engine.pipeline import evaluate
from rules_engine.records import evolve, field, frozen
from rules_engine.report.comparison.ledger import Packed, packed
from rules_engine.report.comparison.scheme import Scheme, scheme
from rules_engine.report.comparison.summary import Summary, points, summary
from rules_engine.report.verdict_json import verdict_json
from rules_engine.scoring.verdict import Verdict

if TYPE_CHECKING:
    from rules_engine.report.comparison.county import County

# Submissions handed to each process ahead of the one that is waited for: enough that none idles, few enough that what
# is kept in memory does not grow with their number.
AHEAD = 4


@frozen
class Wish:
    """How submissions are evaluated: the options of `evaluate`, the language, and what is wanted beside the summary.

    `entries` are the sheets filled in, by the digests of the reports that they were made for. `records` for JSON,
    `points` for what sets submissions side by side, `pages` for their pages.
    """

    ruleset: str | None = None
    period: int | None = None
    as_of: date | None = None
    facts: Path | None = None
    entries: Mapping[str, Sequence[Path]] | None = None
    without: frozenset[str] = frozenset()
    plugins: bool = True
    language: str | None = None
    records: bool = False
    points: bool = False
    pages: bool = False


@frozen(repr=False)
class Outcome:
    """What came of one submission: its summary and what else was wanted of it; or the problems that it ended with.

    `number` is its place among those given, from 1; `report` the digest of its report.
    """

    path: Path
    number: int = 1
    summary: Summary | None = None
    record: dict[str, Any] | None = None
    points: Mapping[str, Packed] = field(factory=dict)
    scheme: Scheme | None = None
    page: "County | None" = None
    problems: tuple[Problem, ...] = ()
    report: str = ""


def evaluate_all(paths: Sequence[Path], wish: Wish, workers: int | None = None) -> Iterator[Outcome]:
    """The outcome of each submission, in the order given, each as soon as those before it are known.

    `workers` is the number of processes, else that of processors. Whoever stops asking stops the processes.
    """
    count = min(workers or os.cpu_count() or 1, len(paths))
    pool = ProcessPoolExecutor(count, get_context("spawn"), _leave_interrupts)
    waiting: deque[Future[Outcome | Path]] = deque()
    laid = TemporaryDirectory(ignore_cleanup_errors=True)
    try:
        for number, path in enumerate(paths, 1):
            waiting.append(pool.submit(_in_pool, path, wish, number, Path(laid.name)))
            if len(waiting) >= AHEAD * count:
                yield _collected(waiting.popleft())
        while waiting:
            yield _collected(waiting.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        laid.cleanup()


# The schemes that this process has sent to the one that collects the outcomes.
_SENT: set[tuple[str, int]] = set()


def _in_pool(path: Path, wish: Wish, number: int, folder: Path) -> "Outcome | Path":
    """The outcome, and with the first one on a scheme, the scheme; a large one is laid into a file of the folder.

    Through the pipe between processes it would pass in many small pieces, each of which waits for both of them.
    """
    found = outcome(path, wish, number)
    if found.scheme is not None:
        key = found.scheme.digest, found.scheme.year
        if key in _SENT:
            found = evolve(found, scheme=None)
        _SENT.add(key)
    if found.page is None and not found.points:
        return found
    file = folder / str(number)
    try:
        file.write_bytes(pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
    except OSError:
        return found
    return file


def _collected(future: "Future[Outcome | Path]") -> Outcome:
    found = future.result()
    if isinstance(found, Outcome):
        return found
    data = found.read_bytes()
    found.unlink()
    laid: Outcome = pickle.loads(data)
    return laid


def outcome(path: Path, wish: Wish, number: int = 1) -> Outcome:
    """Evaluate one submission; whatever goes wrong is told and harms no other."""
    try:
        verdict = evaluate(
            path,
            wish.ruleset,
            period=wish.period,
            as_of=wish.as_of,
            facts=wish.facts,
            entries=wish.entries,
            plugins=_host(wish.without, wish.plugins),
        )
        return _made(path, verdict, wish, number)
    except RulesEngineError as error:
        return Outcome(path, number, problems=tuple(error.problems))
    except Exception as error:  # noqa: BLE001  the other submissions are still to be evaluated
        message = Message("Something unexpected went wrong ({error}).", error=type(error).__name__)
        advice = Message("Evaluate it alone with --debug to see the details, and please report them.")
        return Outcome(path, number, problems=(Problem(None, message, advice=advice, code="unexpected"),))


def _made(path: Path, verdict: Verdict, wish: Wish, number: int) -> Outcome:
    language = Language(wish.language or verdict.ruleset.language)
    page = None
    if wish.pages:
        from rules_engine.report.comparison.county import county_page

        page = county_page(verdict, language, number)
    return Outcome(
        path,
        number,
        summary(verdict, language),
        verdict_json(verdict) if wish.records else None,
        _points(verdict, language, page.rows if page else {}) if wish.points else {},
        scheme(verdict, language) if wish.pages else None,
        page,
        report=next(document.digest for document in verdict.documents if document.name == verdict.report),
    )


def _points(verdict: Verdict, language: Language, rows: Mapping[str, str]) -> dict[str, Packed]:
    return {id: packed(point) for id, point in points(verdict, language, rows).items()}


@cache
def _host(without: frozenset[str], enabled: bool) -> Host:
    """The plugins of a process, loaded once: with them the rulesets that they bring."""
    return load_plugins(without, enabled)


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that collects the outcomes; it stops the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
