"""Two pieces of work on a long text done at once, one of them in a process of its own."""

import os
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Here = TypeVar("Here")
There = TypeVar("There")

# So many figures are worth it: to read them takes two tenths of a second, to copy the process two thousandths.
MANY = 1500


def at_once(figures: int, here: Callable[[], Here], there: Callable[[], There]) -> tuple[Here, There]:
    """What `here` returns, and what `there` returns, which another process hands over: it should be short.

    Where the text has not so many figures, no other process can be had, or it fails, both are done in this one.
    """
    if figures < MANY or not _may_divide():
        return here(), there()
    # Short texts need none of it.
    from multiprocessing import get_context

    context = get_context("fork")
    answer, end = context.Pipe(duplex=False)
    other = context.Process(target=_hand_over, args=(end, there), daemon=True)
    with answer:
        try:
            other.start()
        except OSError:
            return here(), there()
        finally:
            end.close()
        try:
            mine = here()
            try:
                return mine, answer.recv()
            except (EOFError, OSError):
                # It ended before it had said all.
                return mine, there()
        except BaseException:
            other.kill()
            raise
        finally:
            other.join()


def _may_divide() -> bool:
    """Whether this process may be copied: another thread could hold a lock, and one of a pool has no core to spare."""
    if sys.platform != "linux" or threading.active_count() > 1 or len(os.sched_getaffinity(0)) < 2:
        return False
    started = sys.modules.get("multiprocessing")
    return started is None or started.parent_process() is None


def _hand_over(end: "Connection", work: Callable[[], Any]) -> None:
    import signal

    # Who interrupts means the whole; the process that waits ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        end.send(work())
    finally:
        end.close()
        # An error shows itself again where the work is done anew.
        os._exit(0)
