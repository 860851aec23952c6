"""Patterns compiled when the engine was built, against those that `re` compiles."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rules_engine import regex as module
from rules_engine.regex import compiled, regex

EXAMPLE = Path(__file__).parents[1] / "examples" / "liangping-2023"
PATTERNS = [
    ("", 0),
    ("a", 0),
    ("a", re.ASCII),
    (r"[。！？!?\n]", 0),
    (r"(?P<year>(?:19|20)\d\d)年(?:(\d{1,2})月)?(?P<day>\d+日)?", 0),
    (r"(?<![0-9])(\w+)\s*\1(?!\d)", 0),
    (r"(?s:.*)[^\W\d_A-Za-z]{2,7}?(?:市|县|区)", 0),
    ("ÄÖÜ|straße", re.IGNORECASE),
    ("^ a # b", re.MULTILINE | re.VERBOSE),
]


@pytest.fixture
def compile_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An own file instead of the engine's."""
    target = tmp_path / "regex.compiled"
    monkeypatch.setattr(module, "COMPILED", target)
    module._compiled.cache_clear()
    yield target
    module._compiled.cache_clear()


@pytest.mark.parametrize("text, flags", PATTERNS)
def test_a_compiled_pattern_is_the_one_that_re_makes(
    text: str, flags: int, compile_to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = re.compile(text, flags)
    compile_to.write_bytes(compiled(PATTERNS))
    monkeypatch.setattr("re.compile", None)
    found = regex(text, flags)
    # Python compares the flags, the text and the code.
    assert found == expected
    assert (found.groups, found.groupindex) == (expected.groups, expected.groupindex)
    for sample in ("2023年4月12日", "aa 。b\n县", "Straße", "梁平区"):
        ours, theirs = found.search(sample), expected.search(sample)
        assert (ours and (ours.regs, ours.groupdict(), ours.lastgroup)) == (
            theirs and (theirs.regs, theirs.groupdict(), theirs.lastgroup)
        )


@pytest.mark.parametrize("data", [None, b"", b"no", b"i\x01\x00\x00\x00", compiled(PATTERNS)[:-3]])
def test_without_a_readable_file_re_compiles(data: bytes | None, compile_to: Path) -> None:
    if data is not None:
        compile_to.write_bytes(data)
    assert regex("a+") == re.compile("a+")


def test_the_code_of_another_python_is_not_used(compile_to: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_to.write_bytes(compiled([("a", 0)]))
    monkeypatch.setattr(module, "_MACHINE", (*module._MACHINE, "other"))
    assert not module._compiled()
    assert regex("a") == re.compile("a")


def test_a_pattern_that_nobody_compiled_is_compiled_now(compile_to: Path) -> None:
    compile_to.write_bytes(compiled([("a", 0)]))
    assert regex("a", re.IGNORECASE) == re.compile("a", re.IGNORECASE)
    assert regex("b") == re.compile("b")


def test_reading_a_report_leaves_hardly_a_pattern_to_compile() -> None:
    if not module._compiled():
        pytest.skip("this engine was installed without its compiled patterns, or by another Python")
    code = (
        "import sys; from rules_engine import cli, regex; cli.run(['evaluate', *sys.argv[1:]]);"
        "print(len(regex.asked), sum(key not in regex._compiled() for key in regex.asked))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(EXAMPLE)], capture_output=True, text=True, check=True)
    asked, missing = map(int, done.stdout.splitlines()[-1].split())
    assert asked > 100
    assert missing <= 10, "patterns that the build hook does not meet: see compile_patterns in hatch_build.py"
