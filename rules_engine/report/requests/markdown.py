"""The list as Markdown."""

import re

from rules_engine.report.masks import masked
from rules_engine.report.requests import wording
from rules_engine.report.requests.asked import Asked, Item
from rules_engine.report.terminal.lines import visible

_MARKS = re.compile(r"([\\`*_{}\[\]<>#+!|~])")


def markdown(asked: Asked) -> bytes:
    """UTF-8 text; what counties wrote is escaped, so that it shows as it is."""
    say = asked.telling.say
    lines = [f"# {say(wording.TITLE)}", "", _plain(wording.introduction(asked)), ""]
    if not asked.bureaus:
        lines += [say(wording.NOTHING), ""]
    number = 0
    for bureau in asked.bureaus:
        lines += [f"## {_plain(bureau.name)}", ""]
        for item in bureau.items:
            number += 1
            lines += [*_item(asked, item, number), ""]
    if asked.differences:
        lines += [f"## {say(wording.CLOSING)}", "", say(wording.DIFFERENCES), ""]
        lines += [f"- {_plain(difference)}" for difference in asked.differences]
        lines.append("")
    return "\n".join(lines).encode("utf-8", "backslashreplace")


def _item(asked: Asked, item: Item, number: int) -> list[str]:
    lines = [f"{number}. **{_plain(wording.wanted(asked, item))}**"]
    if item.template:
        lines.append(f"   - {_plain(wording.labelled(asked, wording.TEMPLATE, wording.template(asked, item)))}")
    for purpose in item.purposes:
        lines.append(f"   - {_plain(wording.labelled(asked, wording.SETTLES, wording.settles(asked, purpose)))}")
        lines.append(f"     {_plain(wording.labelled(asked, wording.POINTS, wording.moves(asked, purpose)))}")
        lines += [f"     - {_plain(sentence)}" for sentence in wording.answers(asked, purpose)]
    return lines


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", visible(masked(text)[0]).replace("\n", " "))
