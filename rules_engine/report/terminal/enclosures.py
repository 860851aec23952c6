"""The documents that a report names: those not among the files of the submission, then those that are."""

from collections.abc import Sequence

from rules_engine.facts.enclosures import Enclosure
from rules_engine.messages import Message
from rules_engine.report.terminal.lines import Page
from rules_engine.report.terminal.telling import Naming


def enclosures_told(telling: Naming, page: Page, enclosures: Sequence[Enclosure]) -> None:
    """Write each document with the places where the report names it, and the file that it was found in."""
    missing = [enclosure for enclosure in enclosures if not enclosure.found_in]
    found = [enclosure for enclosure in enclosures if enclosure.found_in]
    if missing:
        page.heading(telling.say(Message("Documents named that are not among the files ({count})", count=len(missing))))
        for enclosure in missing:
            page.add(telling.say(_named(telling, enclosure)), indent=2, hang=2)
    if found:
        page.heading(telling.say(Message("Documents named and found among the files ({count})", count=len(found))))
        for enclosure in found:
            page.add(telling.say(_named(telling, enclosure)), indent=2, hang=2)
            if enclosure.found_at is not None:
                page.add(telling.citation(enclosure.found_at), indent=4, hang=1)


def _named(telling: Naming, enclosure: Enclosure) -> Message:
    title = f"《{enclosure.name}》" if enclosure.name else ""
    places = telling.listed(telling.place(anchor) for anchor in enclosure.anchors)
    return Message("{document} - {place}", document=f"{title}{enclosure.number}", place=places)
