"""What the YAML parser's complaints mean to an author."""

import re
from collections.abc import Iterable

from rules_engine.messages import Message

_COLON = Message("a colon followed by a blank stands inside a text: put the text in quotes.")
_OPEN = Message("a bracket or brace is not closed, or a comma or the quotes of a text are missing.")
_INDENT = Message("this line does not fit the lines above: look at the blanks before it and at the quotes above.")
_SIGN = Message("a text begins with a sign that means something else: put the text in quotes.")
_TAB = Message("the line begins with a tab: use blanks.")
_QUOTE = Message("a quotation mark is not closed.")
_KEY = Message("a key without its colon.")
_ITEM = Message("an item of a list stands where none can be.")
_ESCAPE = Message("a backslash in double quotes: use single quotes.")
_OTHER = Message("something is missing or does not belong here.")

_MEANING = {
    "mapping values are not allowed in this context": _COLON,
    "did not find expected ',' or '}'": _OPEN,
    "did not find expected ',' or ']'": _OPEN,
    "did not find expected key": _INDENT,
    "did not find expected '-' indicator": _INDENT,
    "found character that cannot start any token": _SIGN,
    "did not find expected alphabetic or numeric character": _SIGN,
    "found unexpected end of stream": _QUOTE,
    "could not find expected ':'": _KEY,
    "block sequence entries are not allowed in this context": _ITEM,
    "found unknown escape character": _ESCAPE,
}


# Signs of a Chinese keyboard where YAML reads those of ASCII: behind a key, before the next key, around a value.
_FULL_WIDTH = re.compile(
    r"(?:^|[\s{\[,，｛])[a-z_][a-z0-9_.]*(?P<colon>：)|\{[^}]*?(?P<comma>，)\s*[a-z_][a-z0-9_.]*\s*[:：]"
    r"|(?:^|[\s{,])[a-z_][a-z0-9_.]*[:：]\s*(?P<value>[“‘｛［])|(?P<end>[｝］])\s*$"
)
_MEANT = {"：": ":", "，": ",", "“": '"', "‘": "'", "｛": "{", "［": "[", "｝": "}", "］": "]"}


def mistake(lines: Iterable[str]) -> tuple[int, int, Message] | None:
    """The line (from 0) and column (from 0) among these where a sign of a wrong kind stands, and what is wrong there.

    The lines are those the complaint is about; None where they hold no such sign.
    """
    for number, line in enumerate(lines):
        if line.startswith("\t"):
            return number, 0, _TAB
        if found := _FULL_WIDTH.search(line):
            kind = str(found.lastgroup)
            sign = found[kind]
            message = Message('"{sign}" is a full-width sign; YAML reads {meant} here.', sign=sign, meant=_MEANT[sign])
            return number, found.start(kind), message
    return None


def meaning(complaint: str, opened: int | None = None) -> Message:
    """The complaint in the author's words; `opened` is the line of the bracket it is about, where that is another."""
    found = _MEANING.get(complaint, _OTHER)
    if found is _OPEN and opened is not None:
        return Message(
            "the bracket or brace of line {line} is not closed, or a comma or the quotes of a text are missing.",
            line=opened,
        )
    return found
