"""Programs of this machine that read what we do not: where they are, and how they are run under limits."""

import json
import os
import shutil
import sys
from pathlib import Path

from rules_engine.documents.child import run_to_end

_USUAL_PLACES = {
    "soffice": (
        "/usr/lib/libreoffice/program/soffice",
        "/opt/libreoffice/program/soffice",
        "/snap/bin/libreoffice",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "%ProgramFiles%/LibreOffice/program/soffice.exe",
        "%ProgramFiles(x86)%/LibreOffice/program/soffice.exe",
    ),
    "tesseract": (
        "/opt/homebrew/bin/tesseract",
        "/usr/local/bin/tesseract",
        "%ProgramFiles%/Tesseract-OCR/tesseract.exe",
        "%LOCALAPPDATA%/Programs/Tesseract-OCR/tesseract.exe",
    ),
}
_BOOT = (
    "import json,os,subprocess,sys;sys.path[:]=json.loads(sys.argv[1]);"
    "from rules_engine.documents.child_limits import limit_this_process;"
    "limit_this_process(int(sys.argv[2]),int(sys.argv[3]));"
    # Several files are read at once; a program's own threads would only be in each other's way.
    "os.environ.setdefault('OMP_THREAD_LIMIT','1');"
    "sys.exit(subprocess.call(sys.argv[4:]))"
)


def program(*names: str) -> str | None:
    """The path of the first of these programs that this machine has, on the path or where it usually is."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
        for place in _USUAL_PLACES.get(name, ()):
            path = os.path.expandvars(place)
            if Path(path).is_file():
                return path
    return None


def run_limited(
    name: str, command: list[str], data: bytes, *, cpu_seconds: int, wall_seconds: float, memory_bytes: int
) -> tuple[int | None, bytes]:
    """The exit code of a program, None where its time ran out, and what it wrote; `data` is its standard input.

    Raises UnreadableDocument for the file `name` where it cannot be started.
    """
    paths = json.dumps([os.path.abspath(folder) for folder in sys.path])  # noqa: PTH100  "" is the current folder
    limited = [sys.executable, "-I", "-c", _BOOT, paths, str(cpu_seconds), str(memory_bytes), *command]
    return run_to_end(name, limited, data, wall_seconds)
