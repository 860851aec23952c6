"""The drawings, as SVG: the bands with the three scores on them, and a bar for each area and criterion.

Widths are shares of the whole, so that a drawing is as wide as its place while its letters keep their size.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache

from markupsafe import Markup

from rules_engine.report.page.printed import printed
from rules_engine.report.terminal.telling import Telling
from rules_engine.scoring.verdict import Scores
from rules_engine.values.number import written, written_fixed

# Filled, hatched and outlined: told apart on paper too.
PATTERNS = Markup(
    '<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" class="paper"/><rect width="2.2" height="5" class="ink"/></pattern>'
    '<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="paper"/><circle cx="3" cy="3" r="1" class="ink"/></pattern>'
    "</defs></svg>"
)
SWATCHES = {
    kind: Markup(
        '<svg class="swatch" width="18" height="12" aria-hidden="true" focusable="false">'
        '<rect x="0.5" y="0.5" width="17" height="11" class="{}"/></svg>'
    ).format(kind)
    for kind in ("confirmed", "as_claimed", "best")
}


def ruler(telling: Telling, description: str) -> Markup:
    """The bands from the lowest to the best, those still open marked, and the three scores below them."""
    verdict = telling.verdict
    start = min(Fraction(0), verdict.scores.confirmed)
    end = max(verdict.ruleset.total, verdict.scores.best)

    def at(value: Fraction) -> Fraction:
        return (value - start) / (end - start)

    parts: list[Markup] = []
    bands = list(reversed(verdict.ruleset.bands))
    for index, band in enumerate(bands):
        low = Fraction(0) if band.low is None else at(band.low)
        above = bands[index + 1].low if index + 1 < len(bands) else None
        high = Fraction(1) if above is None else at(above)
        state = "open" if band.id in verdict.grades else "shut"
        title = printed(telling.say(band.title))
        parts.append(
            Markup(
                '<g class="band {}"><rect x="{}" y="1" width="{}" height="26"/>'
                '<text x="{}" y="19" text-anchor="middle">{}</text></g>'
            ).format(state, _share(low), _share(high - low), _share((low + high) / 2), title)
        )
        if band.low is not None:
            parts.append(
                Markup('<text class="limit" x="{}" y="41" text-anchor="middle">{}</text>').format(
                    _share(low), written(band.low)
                )
            )
    for x, value, anchor in ((Fraction(0), start, "start"), (Fraction(1), end, "end")):
        parts.append(
            Markup('<text class="limit" x="{}" y="41" text-anchor="{}">{}</text>').format(
                _share(x), anchor, written(value)
            )
        )
    parts += _bar(at, verdict.scores, 47, 18)
    marks = zip(("confirmed", "as_claimed", "best"), _values(verdict.scores), strict=True)
    parts += [
        Markup('<svg x="{}" y="45" overflow="visible"><path class="tick {}" d="M0 0V22"/></svg>').format(
            _share(at(value)), kind
        )
        for kind, value in marks
    ]
    return Markup('<svg class="ruler" width="100%" height="70" role="img" aria-label="{}">{}</svg>').format(
        printed(description), Markup("").join(parts)
    )


# A criterion has few outcomes, and the pages of many counties show the same ones.
@lru_cache(1024)
def bar(scores: Scores, maximum: Fraction, longest: Fraction, height: int = 14) -> Markup:
    """A bar of low...high within a line's points; the longest line takes the whole width."""
    start = min(Fraction(0), scores.confirmed)
    end = max(longest, maximum, scores.best) or Fraction(1)

    def at(value: Fraction) -> Fraction:
        return (value - start) / (end - start)

    track = Markup('<rect class="track" x="{}" y="0.5" width="{}" height="{}"/>').format(
        _share(at(Fraction(0))), _share(at(maximum) - at(Fraction(0))), height - 1
    )
    parts = Markup("").join([track, *_bar(at, scores, 0, height)])
    return Markup('<svg class="bar" width="100%" height="{}" aria-hidden="true" focusable="false">{}</svg>').format(
        height, parts
    )


@lru_cache(1024)
def spread(counts: tuple[tuple[str, int], ...], whole: int, height: int = 12) -> Markup:
    """How often there was which outcome: a stretch for each, of a whole that may hold others."""
    parts, position = [], Fraction(0)
    for outcome, count in counts:
        share = Fraction(count, whole or 1)
        if count:
            stretch = f'x="{_share(position)}" width="{_share(share)}" y="0.5" height="{height - 1}"'
            parts.append(f'<g class="o-{outcome}"><rect {stretch}/></g>')
        position += share
    drawn = "".join(parts)
    attributes = f'width="100%" height="{height}" aria-hidden="true" focusable="false"'
    return Markup(f'<svg class="spread" {attributes}>{drawn}</svg>')


def _bar(at: Callable[[Fraction], Fraction], scores: Scores, top: int, height: int) -> Sequence[Markup]:
    """Best below, claimed upon it, confirmed upon that."""
    zero = at(Fraction(0))
    return [
        Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
            kind, _share(min(zero, at(value))), top + 0.5, _share(abs(at(value) - zero)), height - 1
        )
        for kind, value in zip(("best", "as_claimed", "confirmed"), reversed(_values(scores)), strict=True)
        if value
    ]


def _values(scores: Scores) -> tuple[Fraction, Fraction, Fraction]:
    return scores.confirmed, scores.as_claimed, scores.best


def _share(value: Fraction) -> str:
    return f"{written_fixed(100 * value, 3)}%"
