"""What the engine says to people: English source strings, translated by gettext when they are shown."""

import gettext
import os
from collections.abc import Mapping
from functools import cache
from importlib import resources

from attrs import field, frozen

LANGUAGES = ("zh", "en")


@frozen(init=False)
class Message:
    """A sentence for a person: an English template and the values that fill its braces."""

    template: str
    values: Mapping[str, object] = field(factory=dict)

    def __init__(self, template: str, **values: object) -> None:
        self.__attrs_init__(template, values)

    def __str__(self) -> str:
        return self.template.format(**self.values)


@frozen
class LocalText:
    """A title or sentence that a ruleset or plugin brings in both languages."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The text in `zh` or `en`."""
        return self.en if language == "en" else self.zh


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    source = resources.files("rules_engine") / "locale" / "zh_CN" / "LC_MESSAGES" / "rules_engine.mo"
    with source.open("rb") as stream:
        return gettext.GNUTranslations(stream)


@frozen
class Language:
    """The language that a person reads; turns messages and ruleset texts into sentences."""

    code: str

    def say(self, message: "Message | LocalText | str") -> str:
        """The sentence; a plain string is a source string without values."""
        if isinstance(message, LocalText):
            return message.in_language(self.code)
        if isinstance(message, str):
            return _catalogue(self.code).gettext(message)
        values = {
            name: self.say(value) if isinstance(value, Message | LocalText) else value
            for name, value in message.values.items()
        }
        return _catalogue(self.code).gettext(message.template).format(**values)


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
