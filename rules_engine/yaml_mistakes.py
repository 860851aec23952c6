"""What the YAML parser's complaints mean to an author."""

from rules_engine.messages import Message

_COLON = Message("a colon followed by a blank stands inside a text: put the text in quotes.")
_OPEN = Message("a bracket or brace is not closed, or a comma or the quotes of a text are missing.")
_INDENT = Message("this line does not fit the lines above: look at the blanks before it and at the quotes above.")
_SIGN = Message("a text begins with a sign that means something else, or a line with a tab: use quotes and blanks.")
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


def meaning(complaint: str) -> Message:
    """The complaint in the author's words."""
    return _MEANING.get(complaint, _OTHER)
