"""Identity and telephone numbers are masked wherever a report quotes a county's text: 138********."""

import re
from typing import Final

KEPT: Final = 3

# Not within a longer number, and not an amount: figures of reports end in units, points or commas between digits.
_NUMBER = re.compile(
    r"""(?<![0-9A-Za-z.．,，〔-])
    (?: [1-9][0-9]{5} (?:18|19|20)[0-9]{2} (?:0[1-9]|1[0-2]) (?:0[1-9]|[12][0-9]|3[01]) [0-9]{3} [0-9Xx]
      | [1-9][0-9]{5} [0-9]{2} (?:0[1-9]|1[0-2]) (?:0[1-9]|[12][0-9]|3[01]) [0-9]{3}
      | (?:\+?86[-\ ]?)? 1[3-9][0-9] [-\ ]? [0-9]{4} [-\ ]? [0-9]{4}
      | [(（]? 0(?:10|2[0-9]|[3-9][0-9]{2}) [)）]? [-－—\ ]? [2-9][0-9]{6,7} (?:[-转][0-9]{1,5})?
    )
    (?![0-9A-Za-z]|[.．][0-9]|\s?[%％‰元万亿人名所个次〕号])""",
    re.VERBOSE,
)
_WIDE = {ord("０") + digit: ord("0") + digit for digit in range(10)} | {ord("Ｘ"): ord("X"), ord("＋"): ord("+")}


def masked(text: str) -> tuple[str, int]:
    """The text, of the same length, with such numbers starred behind their first digits; and how many there were."""
    found = list(_NUMBER.finditer(text.translate(_WIDE)))
    parts, end = [], 0
    for number in found:
        parts += [text[end : number.start()], _starred(text[number.start() : number.end()])]
        end = number.end()
    return "".join([*parts, text[end:]]), len(found)


def _starred(number: str) -> str:
    shown, starred = 0, []
    for mark in number:
        if mark.isdigit() or mark in "XxＸ":
            shown += 1
            starred.append(mark if shown <= KEPT else "*")
        else:
            starred.append(mark)
    return "".join(starred)
