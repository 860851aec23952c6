"""Ids: words of a-z, 0-9 and _ joined by dots; the same spelling serves YAML, JSON, columns and functions."""

import keyword
import re

from rules_engine.errors import Problem
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.regex import regex

_ID = regex(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", re.ASCII)


def is_id(text: str) -> bool:
    """Whether the text is an id; none of its words is a Python keyword."""
    return bool(_ID.fullmatch(text)) and not any(keyword.iskeyword(word) for word in text.split("."))


def id_problem(text: str, place: Place) -> Problem:
    """The problem to report for a text that is no id."""
    word = next((word for word in text.split(".") if keyword.iskeyword(word)), None)
    if word is not None and _ID.fullmatch(text):
        message = Message('"{text}" is no id: "{word}" is a reserved word.', text=str(text), word=word)
    else:
        message = Message(
            '"{text}" is no id: words of a-z, 0-9 and _, each beginning with a letter, joined by dots.', text=str(text)
        )
    return Problem(place, message, code="id")
