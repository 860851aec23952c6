"""Patterns of `re`, compiled when the engine was built.

Python compiles every pattern anew in each process, which is a sixth of an evaluation. What the build hook compiled is
found by the pattern's own text and flags; a pattern that nobody compiled, or another Python, and `re` does it now
(decision 016).
"""

import _sre
import marshal
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

COMPILED = Path(__file__).parent / "regex.compiled"
# Whoever has the same understands the same code.
_MACHINE = (sys.implementation.name, *sys.version_info[:2], _sre.MAGIC, _sre.CODESIZE, sys.byteorder)
_VERSION = 2

# Every pattern this process has asked for, for the build hook to compile.
asked: dict[tuple[str, int], None] = {}


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, as `re.compile` makes it."""
    key = text, int(flags)
    asked[key] = None
    found = _compiled().get(key)
    return re.compile(text, flags) if found is None else _made(text, found)


def _made(text: str, parts: tuple[Any, ...]) -> re.Pattern[str]:
    flags, code, groups, numbers, names = parts
    made: re.Pattern[str] = _sre.compile(text, flags, memoryview(code).cast("I").tolist(), groups, numbers, names)
    return made


def compiled(patterns: Iterable[tuple[str, int]]) -> bytes:
    """What the file `COMPILED` holds for these texts and flags."""
    found: dict[tuple[str, int], tuple[Any, ...]] = {}
    for key in sorted((text, int(flags)) for text, flags in patterns):
        # These inner parts of `re` may be others in a Python to come; then it compiles its patterns itself.
        with suppress(Exception):
            parts = _parts(*key)
            if _made(key[0], parts) == re.compile(*key):
                found[key] = parts
    return marshal.dumps((_MACHINE, found), _VERSION)


def _parts(text: str, flags: int) -> tuple[Any, ...]:
    """What `re` hands to its machine: all flags, the code, the number of groups, their numbers by name and names."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    tree: Any = _parser.parse(text, flags)
    numbers: dict[str, int] = tree.state.groupdict
    by_number = {number: name for name, number in numbers.items()}
    code = b"".join(word.to_bytes(_sre.CODESIZE, sys.byteorder) for word in _compiler._code(tree, flags))
    names = tuple(by_number.get(number) for number in range(tree.state.groups))
    return flags | tree.state.flags, code, tree.state.groups - 1, numbers, names


@cache
def _compiled() -> dict[tuple[str, int], tuple[Any, ...]]:
    try:
        machine, found = marshal.loads(COMPILED.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return found if machine == _MACHINE else {}
