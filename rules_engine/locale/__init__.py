"""The languages people read, and the catalogue of translations; imports nothing heavy, for `--help` rests on it."""

import gettext
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).parent
DOMAIN = "rules_engine"
_MAGIC = 0x950412DE


def language_of_environment(option: str | None = None) -> str | None:
    """`zh` or `en` from the option, RULES_ENGINE_LANG or the locale, in this order; None where all are silent."""
    for name in (option, os.environ.get("RULES_ENGINE_LANG")):
        if name and name[:2].lower() in LANGUAGES:
            return name[:2].lower()
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = os.environ.get(variable, "")
        if locale:
            return locale[:2].lower() if locale[:2].lower() in LANGUAGES else None
    return _language_of_windows() if sys.platform == "win32" else None


def _language_of_windows() -> str | None:
    """The language of its menus, for Windows sets no variable of the locale."""
    import ctypes

    primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF  # type: ignore[attr-defined,unused-ignore]
    return {0x04: "zh", 0x09: "en"}.get(primary)


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations into a language; the source strings are English."""
    if language == "en":
        return gettext.NullTranslations()
    path = FOLDER / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.mo"
    sentences = _sentences(path.read_bytes())
    if sentences is not None:
        return _Catalogue(sentences)
    with path.open("rb") as stream:
        return gettext.GNUTranslations(stream)


class _Catalogue(gettext.NullTranslations):
    """Translations by source sentence."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        super().__init__()
        self._sentences = sentences

    def gettext(self, message: str) -> str:
        return self._sentences.get(message, message)


def _sentences(compiled: bytes) -> Mapping[str, str] | None:
    """What a `.mo` file holds, for gettext takes 2 ms to read it; None where a machine of another kind wrote it.

    Where a sentence has a plural, its singular.
    """
    words = memoryview(compiled[: len(compiled) // 4 * 4]).cast("I")
    if words[0] != _MAGIC:
        return None
    size = 2 * words[2]
    sources, targets = (
        [compiled[begin : begin + length].decode() for length, begin in zip(table[::2], table[1::2], strict=True)]
        for table in (words[at : at + size] for at in (words[3] // 4, words[4] // 4))
    )
    plurals = {source: target for source, target in zip(sources, targets, strict=True) if "\0" in source}
    singulars = {source.partition("\0")[0]: target.partition("\0")[0] for source, target in plurals.items()}
    return dict(zip(sources, targets, strict=True)) | singulars
