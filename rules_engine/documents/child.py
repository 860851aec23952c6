"""Parsers in a process of their own that can be killed: whatever a file does to them, it does to nobody else."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress

from rules_engine.documents.document import Document
from rules_engine.documents.limits import CHILD_CPU_SECONDS, CHILD_MEMORY_BYTES, CHILD_WALL_SECONDS
from rules_engine.documents.refusals import unreadable
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Message

# Every format read in a child: the module that reads it.
MODULES = {
    "docx": "rules_engine.documents.formats.docx",
    "xlsx": "rules_engine.documents.formats.sheet",
    "xls": "rules_engine.documents.formats.old_sheet",
    "ods": "rules_engine.documents.formats.open_sheet",
    "html": "rules_engine.documents.formats.html",
    "pdf": "rules_engine.documents.formats.pdf",
    "ofd": "rules_engine.documents.formats.ofd",
}
_BOOT = (
    "import json,sys;sys.path[:]=json.loads(sys.argv.pop(1));"
    "from rules_engine.documents.parser_process import main;main()"
)


def read_in_child(
    format_name: str,
    name: str,
    data: bytes,
    *,
    cpu_seconds: int = CHILD_CPU_SECONDS,
    wall_seconds: float = CHILD_WALL_SECONDS,
    memory_bytes: int = CHILD_MEMORY_BYTES,
) -> Document:
    """The document of a file, read by the format's module in a process of its own.

    `format_name` is a key of MODULES, or `module:function` of a `read(name, data)`. Raises UnreadableDocument for all
    that can happen there: a refusal, a crash, too much time or memory.
    """
    module, _, function = format_name.partition(":")
    command = [
        sys.executable,
        "-I",
        *(["-B"] if sys.dont_write_bytecode else []),
        *(["-X", f"pycache_prefix={sys.pycache_prefix}"] if sys.pycache_prefix else []),
        "-c",
        _BOOT,
        json.dumps([os.path.abspath(folder) for folder in sys.path]),  # noqa: PTH100  "" is the current folder
        MODULES.get(module, module),
        function or "read",
        name,
        str(cpu_seconds),
        str(memory_bytes),
    ]
    code, answer = run_to_end(name, command, data, wall_seconds)
    if code == 0:
        try:
            return _answered(name, answer)
        except (ValueError, KeyError, TypeError) as error:
            raise _crashed(name) from error
    if code is None or code == -getattr(signal, "SIGXCPU", 0):
        raise _too_slow(name)
    raise _crashed(name)


def _answered(name: str, answer: bytes) -> Document:
    from rules_engine.documents.wire import read_answer

    return read_answer(name, answer)


def run_to_end(name: str, command: list[str], data: bytes, wall_seconds: float) -> tuple[int | None, bytes]:
    """The exit code of a command, None where the time ran out, and what it wrote; nothing it started outlives it.

    Raises UnreadableDocument for the file `name` where the command cannot be started.
    """
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",
        )
    except (OSError, ValueError) as error:
        message = Message("The process that reads such files cannot be started: {reason}.", reason=type(error).__name__)
        raise unreadable(name, message, "no_process", Message("Close other programs and try again.")) from error
    try:
        answer, _ = process.communicate(data, timeout=wall_seconds)
    except subprocess.TimeoutExpired:
        return None, b""
    finally:
        _kill(process)
    return process.returncode, answer


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Ends the process and whatever it started."""
    if os.name == "posix":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
        process.communicate()


def _too_slow(name: str) -> UnreadableDocument:
    message = Message("Reading this file took too long and was stopped.")
    return unreadable(name, message, "time", Message("Open it, save it anew and hand that in."))


def _crashed(name: str) -> UnreadableDocument:
    message = Message("Reading this file broke down; its parser ended without an answer.")
    return unreadable(name, message, "crash", Message("Open it, save it anew and hand that in."))
