"""Ctrl-C never leaves a submission half told: its page written and its line not, or the other way round."""

import os
import signal

import pytest

from rules_engine.cli.interrupts import undivided


def test_what_was_begun_is_done_before_the_interrupt_goes_through() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), undivided():
        done.append("page")
        os.kill(os.getpid(), signal.SIGINT)
        done.append("line")
    assert done == ["page", "line"]


def test_afterwards_an_interrupt_is_what_it_was_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with undivided():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_what_fails_meanwhile_is_told_as_it_is() -> None:
    with pytest.raises(OSError, match="no room"), undivided():
        raise OSError("no room")
