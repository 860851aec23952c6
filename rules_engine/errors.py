"""What can go wrong and be mended: problems with a place, and the exceptions that carry them."""

import errno
from collections.abc import Iterable, Sequence

from rules_engine.messages import Language, Message
from rules_engine.places import Place
from rules_engine.records import frozen


@frozen
class Problem:
    """One thing an author or inspector can mend: where, what, the nearest valid name, what to do."""

    place: Place | None
    message: Message
    nearest: str | None = None
    advice: Message | None = None
    code: str = "invalid"

    def in_language(self, language: Language) -> str:
        """`place: message Did you mean …? advice` in the given language."""
        parts = [language.say(self.message)]
        if self.nearest is not None:
            parts.append(language.say(Message('Did you mean "{name}"?', name=self.nearest)))
        if self.advice is not None:
            parts.append(language.say(self.advice))
        text = ("" if language.code == "zh" else " ").join(parts)
        return f"{self.place}: {text}" if self.place else text

    def __str__(self) -> str:
        return self.in_language(Language("en"))


class RulesEngineError(Exception):
    """Everything this package raises on purpose; carries every problem found, in the order of the text."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class UnreadableRuleset(RulesEngineError):
    """A ruleset, vocabulary or parameter file cannot be used as it stands."""


class UnreadableSubmission(RulesEngineError):
    """A submission, or the file of an inspector's entries, cannot be used as it stands."""


class UnreadableDocument(RulesEngineError):
    """One file of a submission cannot be read."""


class WrongUse(RulesEngineError):
    """An option is missing or contradicts another; the advice names the option that mends it."""


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """The valid name most like `name`, or None when none is alike."""
    from difflib import get_close_matches

    found = get_close_matches(name, list(valid), n=1, cutoff=0.6)
    return found[0] if found else None


_OF_THE_SYSTEM = {
    errno.ENOENT: Message("there is no such file or folder"),
    errno.EISDIR: Message("it is a folder"),
    errno.ENOTDIR: Message("a part of the path is no folder"),
    errno.EACCES: Message("access is denied"),
    errno.EPERM: Message("access is denied"),
    errno.EROFS: Message("the disk is read-only"),
    errno.ENOSPC: Message("the disk is full"),
    errno.EPIPE: Message("nobody reads on"),
    errno.ENAMETOOLONG: Message("the name is too long"),
}


def system_reason(error: OSError) -> Message | str:
    """Why the system refused a file, in the reader's language where the reason is a usual one."""
    return _OF_THE_SYSTEM.get(error.errno or 0) or error.strerror or type(error).__name__


def in_order(problems: Iterable[Problem]) -> Sequence[Problem]:
    """The problems sorted by file, line and column, without repetitions."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.place.file, p.place.line, p.place.column) if p.place else ("", 0, 0))
