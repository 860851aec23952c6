"""The drawings, as SVG: the bands with the three scores on them, and a bar for each area and criterion.

Widths are shares of the whole, so that a drawing is as wide as its place while its letters keep their size.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache

from markupsafe import Markup

from rules_engine.report.page.printed import printed
from rules_engine.report.terminal.lines import width
from rules_engine.report.terminal.telling import Telling
from rules_engine.ruleset.model import Band
from rules_engine.scoring.verdict import Scores
from rules_engine.values.number import written, written_fixed

# In pixels: the ruler at its narrowest, a column of a title, a line of titles above the bands.
NARROWEST, WIDEST_COLUMN, LINE = 330, Fraction(13, 2), 16

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
    shares = [_stretch(at, bands, index) for index in range(len(bands))]
    titles = [printed(telling.say(band.title)) for band in bands]
    fitting = [
        width(title) * WIDEST_COLUMN <= (high - low) * NARROWEST
        for title, (low, high) in zip(titles, shares, strict=True)
    ]
    top = 0 if all(fitting) else LINE
    for index, band in enumerate(bands):
        low, high = shares[index]
        state = "open" if band.id in verdict.grades else "shut"
        inside = fitting[index]
        # A title that is wider than its band stands above it, and within the drawing.
        x, anchor = (high, "end") if not inside and high == 1 else ((low + high) / 2, "middle")
        parts.append(
            Markup(
                '<g class="band {}"><rect x="{}" y="{}" width="{}" height="26"/>'
                '<text x="{}" y="{}" text-anchor="{}">{}</text></g>'
            ).format(
                state,
                _share(low),
                top + 1,
                _share(high - low),
                _share(x),
                top + (19 if inside else -4),
                anchor,
                titles[index],
            )
        )
        if band.low is not None:
            parts.append(
                Markup('<text class="limit" x="{}" y="{}" text-anchor="middle">{}</text>').format(
                    _share(low), top + 41, written(band.low)
                )
            )
    for x, value, anchor in ((Fraction(0), start, "start"), (Fraction(1), end, "end")):
        parts.append(
            Markup('<text class="limit" x="{}" y="{}" text-anchor="{}">{}</text>').format(
                _share(x), top + 41, anchor, written(value)
            )
        )
    parts += _bar(at, verdict.scores, top + 47, 18)
    marks = zip(("confirmed", "as_claimed", "best"), _values(verdict.scores), strict=True)
    parts += [
        Markup('<svg x="{}" y="{}" overflow="visible"><path class="tick {}" d="M0 0V22"/></svg>').format(
            _share(at(value)), top + 45, kind
        )
        for kind, value in marks
    ]
    return Markup('<svg class="ruler" width="100%" height="{}" role="img" aria-label="{}">{}</svg>').format(
        top + 70, printed(description), Markup("").join(parts)
    )


def _stretch(at: Callable[[Fraction], Fraction], bands: Sequence[Band], index: int) -> tuple[Fraction, Fraction]:
    low, above = bands[index].low, bands[index + 1].low if index + 1 < len(bands) else None
    return Fraction(0) if low is None else at(low), Fraction(1) if above is None else at(above)


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
