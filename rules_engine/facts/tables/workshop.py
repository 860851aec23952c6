"""One connection to DuckDB, in memory: nothing of a table is ever written to a disk."""

import os
from collections.abc import Sequence
from typing import Any

from rules_engine.facts.tables.sql import MACROS

MEMORY = "900MB"


class Workshop:
    """DuckDB with its memory bounded, no place to spill to, and no extension fetched; `script` is what was asked."""

    def __init__(self) -> None:
        import duckdb

        self.connection: duckdb.DuckDBPyConnection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": MEMORY,
                "temp_directory": "",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            },
        )
        self.script: list[str] = []
        self._names: dict[str, str] = {}
        self._persons: dict[str, int] = {}
        self._held: list[int] = []
        self.make(MACROS)

    @property
    def trouble(self) -> tuple[type[Exception], ...]:
        """What DuckDB raises for files and figures that are at fault, and not for questions that are."""
        import duckdb

        return (
            duckdb.OutOfMemoryException,
            duckdb.OutOfRangeException,
            duckdb.ConversionException,
            duckdb.IOException,
            duckdb.InvalidInputException,
            duckdb.SerializationException,
        )

    def begin(self, after: int = 1) -> None:
        """Begin the script of a table, or again after so many of its statements."""
        del self.script[after:]

    def person(self, name: str) -> int:
        """The number that stands for a person, below zero: no file numbers its persons so."""
        return self._persons.setdefault(name, -1 - len(self._persons))

    def make(self, sql: str) -> None:
        """Create something that the script shows."""
        self._write(sql)
        self.run(sql)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a question that the script shows."""
        self._write(sql)
        return self.rows(sql)

    def told(self, sql: str) -> None:
        """Put into the script what was done before."""
        self._write(sql)

    def hold(self, data: bytes) -> str | None:
        """A path under which bytes can be read that lie in memory only; None where the system has no such files."""
        if not hasattr(os, "memfd_create"):
            return None
        number = os.memfd_create("table")
        self._held.append(number)
        with open(number, "wb", closefd=False) as stream:
            stream.write(data)
        return f"/proc/self/fd/{number}"

    def called(self, path: str, name: str) -> str:
        """A path, which the script calls by the file's name in the submission."""
        self._names[path] = name
        return path

    def _write(self, sql: str) -> None:
        for path, name in self._names.items():
            sql = sql.replace(path, name)
        self.script.append(sql)

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        """Do something that is no part of the script."""
        self.connection.execute(sql, list(values)) if values else self.connection.execute(sql)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a question that is no part of the script."""
        cursor = self.connection.execute(sql, list(values)) if values else self.connection.execute(sql)
        return cursor.fetchall()

    def close(self) -> None:
        """Let go of everything."""
        self.connection.close()
        while self._held:
            os.close(self._held.pop())
        self._persons.clear()
