"""A long text is read by two processes at once; what is found is what one process finds."""

import os
import struct
import subprocess
import sys
import threading
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from rules_engine.facts import at_once as module
from rules_engine.facts.at_once import MANY, at_once

EXAMPLE = Path(__file__).parents[2] / "examples" / "liangping-2023" / "自评报告.txt"
TWO = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="wants Linux and two processors"
)

# Tests run beside other threads, a program's own process does not.
PIDS = """
import os
from rules_engine.facts.at_once import MANY, at_once
here, there = at_once(MANY - {less}, os.getpid, os.getpid)
print(here == os.getpid(), there == os.getpid())
"""
READ = """
import sys
from rules_engine.documents.text import read_text
from rules_engine.facts import at_once
from rules_engine.facts.reading import read_contents
from rules_engine.hooks.host import load_plugins
from rules_engine.ruleset.load import load_ruleset
host = load_plugins()
vocabulary = load_ruleset(host.rulesets["chongqing-county-2023"], host.checks).vocabulary
document = read_text("report.txt", open(sys.argv[1], "rb").read() * 40)
divided, may = [], at_once._may_divide
at_once._may_divide = lambda: divided.append(may()) or may()
two = read_contents([document], vocabulary)
assert divided == [True, True], divided
at_once._may_divide = lambda: False
one = read_contents([document], vocabulary)
assert one.mentions == two.mentions and one.claims == two.claims
assert one.relations == two.relations and one.facts == two.facts
print(len(two.relations) > 20, sum(mention.fact != "" for mention in two.mentions) > 1500)
"""


@pytest.fixture
def divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_may_divide", lambda: True)


def _printed(program: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.strip()


@TWO
def test_of_many_figures_the_second_piece_of_work_is_done_by_another_process() -> None:
    assert _printed(PIDS.format(less=0)) == "True False"
    assert _printed(PIDS.format(less=1)) == "True True"


@TWO
def test_a_long_report_read_by_two_processes_says_what_one_reads() -> None:
    assert _printed(READ, str(EXAMPLE)) == "True True"


@TWO
@pytest.mark.usefixtures("divided")
def test_what_the_other_process_is_killed_over_is_done_here() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return os.getpid()

    assert at_once(MANY, lambda: 1, work) == (1, here)


@TWO
@pytest.mark.usefixtures("divided")
def test_an_answer_cut_off_halfway_is_worked_out_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def half_an_answer(end: Connection, _: object) -> None:
        os.write(end.fileno(), struct.pack("!i", 100) + b"half")
        os._exit(1)

    monkeypatch.setattr(module, "_hand_over", half_an_answer)
    assert at_once(MANY, lambda: 1, lambda: 2) == (1, 2)


@TWO
@pytest.mark.usefixtures("divided")
def test_an_error_is_raised_here_wherever_it_happens() -> None:
    with pytest.raises(ZeroDivisionError):
        at_once(MANY, lambda: 1, lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        at_once(MANY, lambda: 1 / 0, lambda: 1)


def test_beside_other_threads_all_is_done_in_this_process() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    found = at_once(MANY, os.getpid, os.getpid)
    done.set()
    other.join()
    assert found == (os.getpid(), os.getpid())
