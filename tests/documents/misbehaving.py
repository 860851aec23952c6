"""Parsers that do what a hostile file can make a parser do."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from rules_engine.api import Block, Document, Message, Problem, UnreadableDocument, digest_bytes


def well(name: str, data: bytes) -> Document:
    print("chatter on stdout")  # noqa: T201
    text = data.decode()
    return Document(name, digest_bytes(data), text, (Block("¶1", 0, len(text)),))


def refusing(name: str, data: bytes) -> Document:
    raise UnreadableDocument(
        Problem(None, Message("No {what} in {where}.", what=Message("figure"), where=3), advice=Message("Add one."))
    )


def failing(name: str, data: bytes) -> Document:
    raise ValueError(f"secret of 张三: {data!r}")


def ending(name: str, data: bytes) -> Document:
    raise SystemExit(3)


def crashing(name: str, data: bytes) -> Document:
    os.kill(os.getpid(), getattr(signal, "SIGSEGV", signal.SIGTERM))
    return well(name, data)


def spinning(name: str, data: bytes) -> Document:
    while True:
        pass


def sleeping(name: str, data: bytes) -> Document:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(data.decode()).write_text(str(child.pid))
    time.sleep(60)
    return well(name, data)


def eating(name: str, data: bytes) -> Document:
    eaten = []
    while True:
        eaten.append(bytearray(16 * 1024 * 1024))


def diving(name: str, data: bytes) -> Document:
    return diving(name, data)


def lying(name: str, data: bytes) -> object:
    return {"text": "not a document"}


def unordered(name: str, data: bytes) -> Document:
    return Document(name, digest_bytes(data), "ab", (Block("¶1", 1, 2), Block("¶2", 0, 9)))
