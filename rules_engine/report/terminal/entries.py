"""What inspectors entered, as a list for the terminal."""

from collections.abc import Sequence

from rules_engine.facts.entry import Entry
from rules_engine.messages import Message
from rules_engine.report.entered import entry_told
from rules_engine.report.terminal.lines import Page
from rules_engine.report.terminal.telling import Naming


def entries_told(telling: Naming, page: Page, entries: Sequence[Entry]) -> None:
    """Write every entry, what the machine had read below it."""
    page.heading(telling.say(Message("Inspector's entries ({count})", count=len(entries))))
    for entry in entries:
        for depth, line in enumerate(entry_told(telling, entry)):
            page.add(line, indent=4 if depth else 2, hang=2)
