"""The languages people read, and the catalogue of translations; imports nothing heavy, for `--help` rests on it."""

import gettext
import os
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")
FOLDER = Path(__file__).parent
DOMAIN = "rules_engine"


def language_of_environment(option: str | None = None) -> str | None:
    """`zh` or `en` from the option, RULES_ENGINE_LANG or the locale, in this order; None where all are silent."""
    for name in (option, os.environ.get("RULES_ENGINE_LANG")):
        if name and name[:2].lower() in LANGUAGES:
            return name[:2].lower()
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        locale = os.environ.get(variable, "")
        if locale:
            return locale[:2].lower() if locale[:2].lower() in LANGUAGES else None
    return None


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations into a language; the source strings are English."""
    if language == "en":
        return gettext.NullTranslations()
    with (FOLDER / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as stream:
        return gettext.GNUTranslations(stream)
