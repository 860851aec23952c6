"""Reading the bands: grades that cover every score exactly once."""

from fractions import Fraction
from itertools import pairwise
from typing import Literal

from rules_engine.errors import Problem
from rules_engine.messages import Message
from rules_engine.ruleset.forms import BandForm, RulesetForm
from rules_engine.ruleset.model import Band
from rules_engine.values.number import written

Reading = Literal["half_open", "round_first"]


def read_bands(form: RulesetForm, problems: list[Problem]) -> tuple[tuple[Band, ...], Reading]:
    """The bands from the best to the worst, and how scores between printed integers are read."""
    bands = form.bands
    if not bands:
        problems.append(Problem(form.place, Message("A ruleset has at least two bands."), code="bands"))
    _fall(bands, form.total, problems)
    _printed_ends(bands, form, problems)
    _passing(bands, problems)
    found = tuple(Band(str(band.id), band.title, band.start, band.passes) for band in bands)
    return found, form.reading or "half_open"


def _fall(bands: tuple[BandForm, ...], total: Fraction, problems: list[Problem]) -> None:
    seen: set[str] = set()
    for index, band in enumerate(bands):
        last = index == len(bands) - 1
        if band.id in seen:
            _add(problems, band, Message('Two bands are called "{id}".', id=str(band.id)))
        seen.add(band.id)
        if band.start is None:
            if not last:
                message = Message('Only the last band has no "from": it takes every score below the others.')
                _add(problems, band, message)
            continue
        if last:
            _add(problems, band, Message('The last band has no "from", so that every score has a band.'))
        elif not 0 < band.start <= total:
            message = Message(
                "The band begins at {start}, outside 0…{total}.", start=written(band.start), total=written(total)
            )
            _add(problems, band, message)
        above = bands[index - 1].start if index else None
        if above is not None and band.start >= above:
            message = Message(
                'Bands stand from the best to the worst: "{id}" begins at {start}, the one above it at {above}.',
                id=str(band.id),
                start=written(band.start),
                above=written(above),
            )
            _add(problems, band, message)


def _printed_ends(bands: tuple[BandForm, ...], form: RulesetForm, problems: list[Problem]) -> None:
    """Bands printed as 80-89 leave 89.5 open: `reading` says which band it is in, and the integers must adjoin."""
    if all(band.to is None for band in bands):
        return
    if form.reading is None:
        advice = Message(
            "half_open: a score belongs to the band whose start it reached; round_first: round it, then look."
        )
        message = Message(
            'Bands with "to" leave the scores between them open; say "reading: half_open" or "round_first".'
        )
        first = next(band for band in bands if band.to is not None)
        problems.append(Problem(first.place, message, advice=advice, code="bands"))
    for index, band in enumerate(bands):
        if band.to is None:
            continue
        above = bands[index - 1].start if index else None
        expected = form.total if index == 0 else None if above is None else above - 1
        if expected is not None and band.to != expected:
            message = Message(
                'Band "{id}" ends at {to}; it must end at {expected}, or scores have no band or two.',
                id=str(band.id),
                to=written(band.to),
                expected=written(expected),
            )
            _add(problems, band, message)


def _passing(bands: tuple[BandForm, ...], problems: list[Problem]) -> None:
    if not bands:
        return
    if not any(band.passes for band in bands):
        _add(problems, bands[0], Message('No band passes; say "passes: true" where a grade passes.'))
    elif all(band.passes for band in bands):
        _add(problems, bands[-1], Message("Every band passes, so that nothing can fail."))
    for better, worse in pairwise(bands):
        if worse.passes and not better.passes:
            message = Message(
                'Band "{worse}" passes although the better "{better}" does not.',
                worse=str(worse.id),
                better=str(better.id),
            )
            _add(problems, worse, message)


def _add(problems: list[Problem], band: BandForm, message: Message) -> None:
    problems.append(Problem(band.place, message, code="bands"))
