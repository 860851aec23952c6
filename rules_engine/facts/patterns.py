"""The patterns of facts, RE2, by which the few figures are found that no words in order can tell."""

from collections.abc import Iterable, Sequence
from typing import Any

from rules_engine.errors import Problem, UnreadableRuleset
from rules_engine.facts.vocabulary import FactEntry
from rules_engine.messages import Message
from rules_engine.records import define, field


@define(eq=False, repr=False)
class Patterns:
    """Patterns with the numbers of their facts and these; one is made ready when a text first matches it."""

    patterns: Sequence[tuple[int, FactEntry, str]]
    _set: Any = None
    _compiled: dict[int, Any] = field(factory=dict)

    @property
    def units(self) -> set[str]:
        """The units of the facts, by name."""
        return {entry.unit.name for _, entry, _ in self.patterns}

    def matches(self, text: str) -> list[tuple[int, list[Any]]]:
        """The numbers of the facts with the matches of each of their patterns that match a text.

        Raises UnreadableRuleset where a pattern is none.
        """
        if not self.patterns:
            return []
        if self._set is None:
            self._set = _set_of(self.patterns)
        found = []
        for number in sorted(self._set.Match(text) or ()):
            owner, entry, pattern = self.patterns[number]
            if number not in self._compiled:
                self._compiled[number] = compiled(pattern, entry)
            found.append((owner, list(self._compiled[number].finditer(text))))
        return found


def _set_of(patterns: Iterable[tuple[int, FactEntry, str]]) -> Any:
    """All patterns as one of RE2's sets, which tells those that match a text by their number."""
    import re2

    found = re2.Set.SearchSet(_options())
    for _, entry, text in patterns:
        try:
            found.Add(text)
        except re2.error:
            compiled(text, entry)
            raise
    found.Compile()
    return found


def _options() -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    return options


def compiled(pattern: str, entry: FactEntry) -> Any:
    """The RE2 pattern of a fact; raises UnreadableRuleset where it is malformed or has no group for the figure."""
    import re2

    try:
        found = re2.compile(pattern, options=_options())
    except re2.error as error:
        detail = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        message = Message('"{pattern}" is no RE2 pattern: {detail}.', pattern=pattern, detail=detail)
        raise UnreadableRuleset(Problem(entry.place, message, code="pattern")) from None
    if found.groups < 1:
        message = Message('"{pattern}" has no group (…) for the figure.', pattern=pattern)
        raise UnreadableRuleset(Problem(entry.place, message, code="pattern"))
    return found
