"""The files on several submissions: records, the summary table, the folder of pages; filled as submissions come."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from rules_engine.cli.session import SETTLED, WRONG_USE, Session
from rules_engine.cli.stdout import writing
from rules_engine.errors import system_reason
from rules_engine.messages import Message

if TYPE_CHECKING:
    from rules_engine.batch import Outcome
    from rules_engine.errors import Problem


class Beside:
    """What is written beside the lines. Opening it raises OSError where a file or folder cannot be made."""

    def __init__(self, session: Session, records: str | None, table: Path | None, folder: Path | None) -> None:
        from rules_engine.report.comparison.collected import Collected

        self._session, self._table, self._folder = session, table, folder
        self._language = session.speech("zh")
        self._collected = Collected()
        self._code = SETTLED
        self.on_stdout = records == "-"
        self._pages = self._pages_in(folder) if folder else None
        self._records = _Records(records) if records else None

    def _pages_in(self, folder: Path) -> Any:
        from rules_engine.report.comparison.pages import Pages

        return Pages(folder, self._language)

    @property
    def failed(self) -> list[tuple[str, tuple[Problem, ...]]]:
        """The submissions and files that could not be used, and why."""
        return self._collected.failed

    def add(self, name: str, outcome: Outcome) -> None:
        """What came of a submission, by the name that it was given by."""
        if outcome.summary is None:
            self._collected.failed.append((name, outcome.problems))
            return
        from rules_engine.report.comparison.collected import Row

        try:
            if self._pages and outcome.page:
                self._pages.add(outcome.page.file, outcome.page.html)
            if self._records and outcome.record is not None:
                self._records.add(outcome.record)
        except OSError as error:
            self._lost(error)
        row = Row(outcome.number, outcome.summary, outcome.page.href if outcome.page else "")
        self._collected.add(row, outcome.points, outcome.scheme)

    def close(self, left: int) -> int:
        """Write what stands at the end, `left` submissions not having been come to; the exit code."""
        try:
            if self._records:
                self._records.close()
            if self._pages and self._folder:
                self._pages.close(self._collected, left)
                self._written(self._folder / "index.html")
        except OSError as error:
            self._lost(error)
        if self._table:
            self._summary(self._table)
        self._collected.ledger.close()
        return self._code

    def _summary(self, path: Path) -> None:
        from rules_engine.report.comparison.overview import overview

        try:
            with path.open("wb") as file:
                overview(self._collected, self._language, file)
        except OSError as error:
            self._lost(error)
        else:
            self._written(path)

    def _written(self, path: Path) -> None:
        self._session.tell(Message("Written: {path}", path=str(path)))

    def _lost(self, error: OSError) -> None:
        """Tell once what cannot be written; the lines go on."""
        self._pages = self._records = None
        self._code = refused(self._session, error)


def refused(session: Session, error: OSError) -> int:
    """Say what cannot be written; the exit code of wrong use."""
    path = str(error.filename or "-")
    session.tell(Message('Cannot write "{path}": {reason}.', path=path, reason=system_reason(error)))
    return WRONG_USE


class _Records:
    """A list of records as JSON, written one by one: in a file, or on stdout for `-`."""

    def __init__(self, target: str) -> None:
        self._stream: BinaryIO | None = None if target == "-" else Path(target).open("wb")  # noqa: SIM115  `close`
        self._begun = False

    def add(self, record: dict[str, Any]) -> None:
        text = json.dumps(record, ensure_ascii=False, indent=1).replace("\n", "\n ")
        self._write(f"{',' if self._begun else '['}\n {text}")
        self._begun = True

    def close(self) -> None:
        self._write("\n]\n" if self._begun else "[]\n")
        if self._stream:
            self._stream.close()

    def _write(self, text: str) -> None:
        # JSON is UTF-8 whatever the console speaks.
        data = text.encode("utf-8", "backslashreplace")
        if self._stream:
            self._stream.write(data)
            return
        with writing():
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
