"""A long list is worked on by two processes at once; what is found is what one process finds."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from rules_engine.facts import halves

EXAMPLE = Path(__file__).parents[2] / "examples" / "liangping-2023" / "自评报告.txt"
TWO = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="wants Linux and two processors"
)

# Tests run beside other threads, a program's own process does not.
PIDS = """
import os
from rules_engine.facts.halves import in_halves
here = os.getpid()
print(list(in_halves(lambda items: [(item, os.getpid() == here) for item in items], range(5))))
"""
READ = """
import sys
from rules_engine.documents.text import read_text
from rules_engine.facts import binding, halves
from rules_engine.facts.reading import read_contents
from rules_engine.hooks.host import load_plugins
from rules_engine.ruleset.load import load_ruleset
host = load_plugins()
vocabulary = load_ruleset(host.rulesets["chongqing-county-2023"], host.checks).vocabulary
document = read_text("report.txt", open(sys.argv[1], "rb").read() * 40)
divided = []
started, binding.in_halves = binding.in_halves, lambda work, items: divided.append(len(items)) or started(work, items)
two = read_contents([document], vocabulary)
binding._MANY = len(two.mentions)
one = read_contents([document], vocabulary)
assert one.mentions == two.mentions and one.relations == two.relations and one.facts == two.facts
assert len(divided) == 1, divided
print(sum(mention.fact != "" for mention in two.mentions) > 1500)
"""


@pytest.fixture
def divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "_may_divide", lambda: True)


def _printed(program: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.strip()


@TWO
def test_the_second_half_is_done_by_another_process() -> None:
    assert _printed(PIDS) == "[(0, True), (1, True), (2, False), (3, False), (4, False)]"


@TWO
def test_a_long_report_read_by_two_processes_says_what_one_reads() -> None:
    assert _printed(READ, str(EXAMPLE)) == "True"


@TWO
@pytest.mark.usefixtures("divided")
def test_what_the_other_process_fails_at_is_done_here() -> None:
    here = os.getpid()

    def work(items: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return [item * item for item in items]

    assert list(halves.in_halves(work, range(6))) == [0, 1, 4, 9, 16, 25]


@TWO
@pytest.mark.usefixtures("divided")
def test_an_error_is_raised_here_whichever_half_it_is_in() -> None:
    def work(items: Sequence[int]) -> list[float]:
        return [1 / (item - 4) for item in items]

    with pytest.raises(ZeroDivisionError):
        list(halves.in_halves(work, range(6)))


def test_beside_other_threads_all_is_done_in_this_process() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    found = list(halves.in_halves(lambda items: [os.getpid() for _ in items], range(4)))
    done.set()
    other.join()
    assert set(found) == {os.getpid()}
