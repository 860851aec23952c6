"""The reasons for which one file cannot be read."""

from rules_engine.documents.limits import MOST_BYTES, megabytes
from rules_engine.errors import Problem, UnreadableDocument
from rules_engine.messages import Message
from rules_engine.places import Place


def unreadable(name: str, message: Message, code: str, advice: Message | None = None) -> UnreadableDocument:
    """The exception of a file with one reason and, where there is one, what to do."""
    return UnreadableDocument(Problem(Place(name), message, advice=advice, code=code))


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
    return unreadable(name, message, "damaged", Message("Open it, save it anew and hand that in."))
