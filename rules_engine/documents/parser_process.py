"""The inside of a parser's own process: limits first, then one file from stdin, then the answer on stdout."""

import os
import sys
from importlib import import_module

from rules_engine.documents.child_limits import limit_this_process
from rules_engine.documents.document import Document
from rules_engine.documents.wire import written_document, written_problems
from rules_engine.errors import Problem, UnreadableDocument
from rules_engine.messages import Message


def main() -> None:
    """Runs the parser named on the command line: module, function, the file's name, CPU seconds, bytes of memory."""
    module, function, name, cpu_seconds, memory_bytes = sys.argv[1:6]
    answer_to = os.dup(1)
    # A parser that prints must not write into the answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    data = sys.stdin.buffer.read()
    limit_this_process(int(cpu_seconds), int(memory_bytes))
    with os.fdopen(answer_to, "wb") as stream:
        stream.write(_answer(module, function, name, data))
    # Nothing is left to tidy up, and a parser's own shutdown may hang.
    os._exit(0)


def _answer(module: str, function: str, name: str, data: bytes) -> bytes:
    try:
        read = import_module(module)
        for part in function.split("."):
            read = getattr(read, part)
        document = read(name, data)  # type: ignore[operator]
        if not isinstance(document, Document):
            return _failed(type(document).__name__)
        return written_document(document)
    except UnreadableDocument as error:
        return written_problems(error.problems)
    except MemoryError:
        message = Message("This file wants more memory than a document is given.")
        return written_problems([Problem(None, message, advice=_simpler(), code="memory")])
    except RecursionError:
        message = Message("This file is nested too deeply to be read.")
        return written_problems([Problem(None, message, advice=_simpler(), code="depth")])
    except (Exception, SystemExit) as error:  # noqa: BLE001  a parser may fail in any way
        return _failed(type(error).__name__)


def _failed(reason: str) -> bytes:
    # The exception's own text may quote the file, and with it people; its type does not.
    message = Message("This file cannot be read: its parser failed ({reason}).", reason=reason)
    return written_problems(
        [Problem(None, message, advice=Message("Open it, save it anew and hand that in."), code="parser")]
    )


def _simpler() -> Message:
    return Message("Save it as .pdf or .txt and hand that in.")
