"""What the engine says to people: English source strings, translated by gettext when they are shown."""

from collections.abc import Mapping
from functools import cache

from rules_engine.locale import catalogue
from rules_engine.records import field, frozen


@frozen(init=False)
class Message:
    """A sentence for a person: an English template and the values that fill its braces."""

    template: str
    values: Mapping[str, object] = field(factory=dict, hash=False)

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


@frozen(eq=False)
class Language:
    """The language that a person reads; turns messages and ruleset texts into sentences."""

    code: str

    def say(self, message: "Message | LocalText | str") -> str:
        """The sentence; a plain string is a source string without values."""
        if isinstance(message, LocalText):
            return message.in_language(self.code)
        if isinstance(message, str):
            return _translated(message, self.code) if message else ""
        if not message.values:
            return _without_values(message.template, self.code)
        values = {
            name: self.say(value) if isinstance(value, Message | LocalText) else value
            for name, value in message.values.items()
        }
        return _translated(message.template, self.code).format(**values)


@cache
def _translated(template: str, code: str) -> str:
    return catalogue(code).gettext(template)


@cache
def _without_values(template: str, code: str) -> str:
    return _translated(template, code).format()
