import os
import sys
import time
from pathlib import Path

import pytest

from rules_engine.documents import child
from rules_engine.documents.child import read_in_child
from rules_engine.documents.read import read_document
from rules_engine.documents.reader import Reader
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Language
from tests.documents import misbehaving

MODULE = "tests.documents.misbehaving"
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and rlimits are of POSIX")


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parents[2]), *sys.path])


def refused(what: str, data: bytes = b"x", **limits: float) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_in_child(f"{MODULE}:{what}", "报告.x", data, **limits)  # type: ignore[arg-type]
    return caught.value


def test_documents_come_back_whole_whatever_is_printed() -> None:
    found = read_in_child(f"{MODULE}:well", "报告.x", "某县\n".encode())
    assert (found.name, found.text, found.blocks[0].name) == ("报告.x", "某县\n", "¶1")


def test_refusals_come_back_with_their_advice() -> None:
    (problem,) = refused("refusing").problems
    assert str(problem) == "报告.x: No figure in 3. Add one."
    assert problem.in_language(Language("zh")).startswith("报告.x: No figure in 3")


@pytest.mark.parametrize(("what", "said"), [("failing", "ValueError"), ("ending", "SystemExit"), ("lying", "dict")])
def test_failures_are_named_without_quoting_the_file(what: str, said: str) -> None:
    told = str(refused(what, "李四".encode()))
    assert said in told
    assert "张三" not in told
    assert "李四" not in told


def test_endless_nesting_is_told() -> None:
    assert "deeply" in str(refused("diving"))


@POSIX
def test_crash_is_told() -> None:
    assert "broke down" in str(refused("crashing"))


@POSIX
def test_processor_time_is_capped() -> None:
    assert "too long" in str(refused("spinning", cpu_seconds=1, wall_seconds=60))


def test_waiting_is_capped() -> None:
    assert "too long" in str(refused("spinning", wall_seconds=1.5))


@POSIX
def test_what_a_parser_started_ends_with_it(tmp_path: Path) -> None:
    refused("sleeping", str(tmp_path / "pid").encode(), wall_seconds=5)
    pid = int((tmp_path / "pid").read_text())
    for _ in range(300):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] if Path("/proc").is_dir() else ""
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return
        if state == "Z":
            return
        time.sleep(0.1)
    pytest.fail("still running")


@POSIX
def test_memory_is_capped() -> None:
    assert "memory" in str(refused("eating", memory_bytes=400 * 1024 * 1024))


def test_missing_interpreter_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child.sys, "executable", "/nowhere/python")
    assert "cannot be started" in str(refused("well"))


def test_readers_of_plugins_run_in_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    readers = {"good": Reader("good", (".x",), misbehaving.well), "bad": Reader("bad", (".y",), misbehaving.crashing)}
    assert read_document("a.x", b"text", readers).text == "text"
    with pytest.raises(UnreadableDocument, match="broke down" if os.name == "posix" else ""):
        read_document("a.y", b"text", readers)
