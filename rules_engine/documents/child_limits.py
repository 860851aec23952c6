"""What a parser's process may use: set by the process upon itself, before it sees a byte of the file."""

import sys


def limit_this_process(cpu_seconds: int, memory_bytes: int) -> None:
    """Caps CPU time and memory: rlimits, or a job object on Windows. Where neither is to be had, the clock remains."""
    if sys.platform == "win32":
        _limit_by_job(cpu_seconds, memory_bytes)
    else:
        _limit_by_rlimits(cpu_seconds, memory_bytes)


def _limit_by_rlimits(cpu_seconds: int, memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (wanted, hard))
        except (OSError, ValueError):
            continue


def _limit_by_job(cpu_seconds: int, memory_bytes: int) -> None:
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [(name, ctypes.c_uint64) for name in "abcdef"]

    class Basic(ctypes.Structure):
        _fields_ = [
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", ctypes.c_uint32),
            ("least_set", ctypes.c_size_t),
            ("most_set", ctypes.c_size_t),
            ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority", ctypes.c_uint32),
            ("scheduling", ctypes.c_uint32),
        ]

    class Extended(ctypes.Structure):
        _fields_ = [
            ("basic", Basic),
            ("counters", Counters),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t),
            ("peak_job", ctypes.c_size_t),
        ]

    process_time, process_memory, kill_on_close, extended_information = 0x2, 0x100, 0x2000, 9
    wanted = Extended()
    wanted.basic.flags = process_time | process_memory | kill_on_close
    wanted.basic.process_time = cpu_seconds * 10_000_000
    wanted.process_memory = memory_bytes
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    kernel.SetInformationJobObject(job, extended_information, ctypes.byref(wanted), ctypes.sizeof(wanted))
    # The handle stays open as long as the process lives; closing it would end the process.
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
