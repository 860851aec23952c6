"""From a total to bands: every score has exactly one."""

from fractions import Fraction

from rules_engine.ruleset.model import Ruleset
from rules_engine.values.number import round_half_up


def band_of(ruleset: Ruleset, score: Fraction, reading: str | None = None) -> str:
    """The id of the band that holds a score; `round_first` rounds it to an integer before."""
    if (reading or ruleset.reading) == "round_first":
        score = round_half_up(score, Fraction(1))
    return next(band.id for band in ruleset.bands if band.low is None or score >= band.low)


def bands_between(ruleset: Ruleset, low: Fraction, high: Fraction) -> tuple[str, ...]:
    """The bands that scores from `low` to `high` fall into, best first."""
    ids = [band.id for band in ruleset.bands]
    best, worst = ids.index(band_of(ruleset, high)), ids.index(band_of(ruleset, low))
    return tuple(ids[best : worst + 1])


def reading_matters(ruleset: Ruleset, score: Fraction) -> bool:
    """Whether a score would have another band under the other reading of bands printed in integers."""
    return ruleset.printed_integers and band_of(ruleset, score, "half_open") != band_of(ruleset, score, "round_first")
