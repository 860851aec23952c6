"""Ctrl-C between two pieces of work, never within one: no submission is told by one report and not by another."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def undivided() -> Iterator[None]:
    """What is done under this, in the main thread, is done whole: a Ctrl-C meanwhile is raised at its end.

    Raises KeyboardInterrupt, then.
    """
    held: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        held.append(number)

    before = signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if held:
            raise KeyboardInterrupt
