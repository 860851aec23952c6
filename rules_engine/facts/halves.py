"""Work on a long list done in two halves at once, the second in a process of its own."""

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_halves(work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]) -> Iterator[Result]:
    """What `work` finds in the first half of the items, then what it finds in the second.

    `work` must find in a half what it would find there of all. What it finds is handed over between processes, so it
    should be plain and short. Where no other process can be had, or it fails, all is done in this one.
    """
    if not _may_divide():
        yield from work(items)
        return
    # Short texts need none of it.
    from multiprocessing import get_context

    context = get_context("fork")
    middle = len(items) // 2
    here, there = context.Pipe(duplex=False)
    other = context.Process(target=_hand_over, args=(there, work, items[middle:]), daemon=True)
    with here:
        try:
            other.start()
        except OSError:
            there.close()
            yield from work(items)
            return
        there.close()
        try:
            yield from work(items[:middle])
            try:
                second = here.recv()
            except EOFError:
                second = work(items[middle:])
        except BaseException:
            other.kill()
            raise
        finally:
            other.join()
    yield from second


def _may_divide() -> bool:
    """Whether this process may be copied: another thread could hold a lock, and one of a pool has no core to spare."""
    if sys.platform != "linux" or threading.active_count() > 1 or len(os.sched_getaffinity(0)) < 2:
        return False
    started = sys.modules.get("multiprocessing")
    return started is None or started.parent_process() is None


def _hand_over(answer: "Connection", work: Callable[[Sequence[Any]], list[Any]], items: Sequence[Any]) -> None:
    import signal

    # Who interrupts means the whole; the process that waits ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        answer.send(work(items))
    finally:
        answer.close()
        # An error shows itself again where all is done anew.
        os._exit(0)
