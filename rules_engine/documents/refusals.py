"""The reasons for which one file cannot be read."""

from collections.abc import Sequence

from rules_engine.documents.limits import MOST_BYTES, megabytes
from rules_engine.errors import Problem, UnreadableDocument
from rules_engine.messages import Message
from rules_engine.places import Place


def unreadable(name: str, message: Message, code: str, advice: Message) -> UnreadableDocument:
    """The exception of a file with one reason, and what its sender or reader can do."""
    return UnreadableDocument(Problem(Place(name), message, advice=advice, code=code))


def no_text(name: str, notes: Sequence[Message] = ()) -> UnreadableDocument:
    """The refusal of a file without any text; the first of the notes tells what it holds instead."""
    message = Message("This file holds no text.")
    if notes:
        message = Message("This file holds no text. {reason}", reason=notes[0])
    return unreadable(name, message, "empty", Message("Open it, and hand in the file that was meant."))


def anew() -> Message:
    """What to do about a file that its own program may still open."""
    return Message("Open it, save it anew and hand that in.")


def too_large(name: str, size: int, most: int = MOST_BYTES) -> Problem:
    """The problem of a file over the limit of that many bytes."""
    message = Message(
        "This file has {size} MB; at most {most} MB are read.", size=megabytes(size), most=megabytes(most)
    )
    advice = Message("Hand in the report alone, without its attachments.")
    return Problem(Place(name), message, advice=advice, code="too_large")


def damaged(name: str, format_name: str, reason: str = "") -> UnreadableDocument:
    """A file of a format that does not keep to it."""
    message = (
        Message("This {format} file is damaged: {reason}.", format=format_name, reason=reason)
        if reason
        else Message("This {format} file is damaged.", format=format_name)
    )
    return unreadable(name, message, "damaged", anew())
