"""What a parser's process may use on systems of either kind, whichever the tests run on."""

import ctypes
import struct
import sys
from collections.abc import Callable

import pytest

from rules_engine.documents import child, child_limits
from rules_engine.documents.child_limits import limit_this_process
from rules_engine.errors import UnreadableDocument

MISBEHAVING = "tests.documents.misbehaving"


class Kernel:
    """What Windows is asked for: its calls by name, with the bytes of the structure that sets the limits."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, tuple[object, ...]]] = []
        self.limits = b""

    def __getattr__(self, name: str) -> Callable[..., int]:
        def call(*arguments: object) -> int:
            if name == "SetInformationJobObject":
                size = arguments[3]
                assert isinstance(size, int)
                self.limits = ctypes.string_at(ctypes.addressof(arguments[2]._obj), size)  # type: ignore[attr-defined]
            self.calls.append((name, tuple(getattr(a, "value", a) for a in arguments)))
            return {"CreateJobObjectW": 7, "GetCurrentProcess": 2**64 - 1}.get(name, 1)

        self.__dict__[name] = call
        return call


def test_on_windows_a_job_object_caps_time_and_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = Kernel()
    monkeypatch.setattr(ctypes, "WinDLL", lambda name: kernel, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    limit_this_process(60, 1536 * 1024 * 1024)
    named = dict(kernel.calls)
    assert named["SetInformationJobObject"][:2] == (7, 9)
    assert named["AssignProcessToJobObject"] == (7, 2**64 - 1)
    # JOBOBJECT_EXTENDED_LIMIT_INFORMATION of 64-bit Windows: 144 bytes; flags at 16, memory of the process at 112.
    assert len(kernel.limits) == 144
    time_limit, _, flags = struct.unpack_from("<qqI", kernel.limits)
    assert time_limit == 60 * 10_000_000
    assert flags == 0x2 | 0x100 | 0x2000
    assert struct.unpack_from("<Q", kernel.limits, 112) == (1536 * 1024 * 1024,)


def test_without_limits_of_the_system_the_clock_remains(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    monkeypatch.setattr(sys, "platform", "an other")
    child_limits.limit_this_process(1, 1024)
    boot = child._BOOT.replace("from rules_engine", "sys.modules['resource']=None;from rules_engine", 1)
    monkeypatch.setattr(child, "_BOOT", boot)
    assert child.read_in_child(f"{MISBEHAVING}:well", "a", b"x", cpu_seconds=1).text
    with pytest.raises(UnreadableDocument, match="too long"):
        child.read_in_child(f"{MISBEHAVING}:spinning", "a", b"x", cpu_seconds=1, wall_seconds=3)
