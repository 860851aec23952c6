"""Writing to stdout, which may be full or closed."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click


class OutputLost(Exception):
    """What was to be printed cannot be written, for the reason that the system gave."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


@contextmanager
def writing() -> Iterator[None]:
    """Raises OutputLost where writing to stdout fails inside; nothing more is written then."""
    try:
        yield
    except OSError as error:
        close_stdout()
        raise OutputLost(error) from error


def show(text: str = "", nl: bool = True) -> None:
    """Print a text; raises OutputLost."""
    with writing():
        click.echo(text, nl=nl)


def close_stdout() -> None:
    """Send to nowhere what is still to be flushed, else the interpreter complains when it leaves."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
