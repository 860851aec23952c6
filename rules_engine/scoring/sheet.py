"""The sheet that adds up: criterion → indicator → area → bonus → total, each stage with its numbers substituted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from rules_engine.facts.fact import Level
from rules_engine.findings import Finding
from rules_engine.records import frozen
from rules_engine.ruleset.model import Area, Combine, Criterion, Indicator, NotApplicablePolicy, Ruleset
from rules_engine.scoring.verdict import SCORE_KINDS, ScoreKind, ScoreLine, Scores
from rules_engine.values.number import exact_sum, round_half_up, written

ZERO = Fraction(0)


@frozen(eq=False, repr=False)
class _Item:
    """What a stage adds up: one line or criterion of the stage before it."""

    scores: Scores
    maximum: Fraction
    applicable: Fraction
    weight: Fraction
    settled: Fraction
    by_level: Mapping[Level, Fraction]
    outer: bool


def score_sheet(ruleset: Ruleset, findings: Mapping[str, Finding]) -> tuple[ScoreLine, ...]:
    """A line per indicator, each area after its indicators, the bonus, and the total last."""
    lines: list[ScoreLine] = []
    areas: list[_Item] = []
    for area in ruleset.areas:
        indicators: list[_Item] = []
        for indicator in area.indicators:
            criteria = [_criterion(c, findings[c.id], ruleset.not_applicable) for c in indicator.criteria]
            line, item = _stage(indicator, "indicator", criteria, ruleset.quantum)
            lines.append(line)
            indicators.append(item)
        line, item = _stage(area, "area", indicators, ruleset.quantum)
        lines.append(line)
        areas.append(item)
    bonus = _bonus(ruleset, findings)
    if bonus:
        lines.append(bonus)
    lines.append(_total(ruleset, areas, bonus))
    return tuple(lines)


def counted(criterion: Criterion, finding: Finding, policy: NotApplicablePolicy) -> tuple[Scores, Fraction]:
    """What a criterion adds to its indicator: its scores, and the points they are out of, 0 where it is left out."""
    item = _criterion(criterion, finding, policy)
    return item.scores, item.applicable


def _criterion(criterion: Criterion, finding: Finding, policy: NotApplicablePolicy) -> _Item:
    if finding.status in ("not_applicable", "not_selected"):
        if finding.status == "not_selected" or policy == "renormalise":
            nothing = Scores(ZERO, ZERO, ZERO)
            return _Item(nothing, criterion.points, ZERO, criterion.weight, ZERO, {}, False)
        points = criterion.points if policy == "full" else criterion.minimum
        return _Item(
            Scores(points, points, points),
            criterion.points,
            criterion.points,
            criterion.weight,
            criterion.points,
            {},
            False,
        )
    claimed = finding.maximum if finding.status == "asserted" else finding.low
    level = min((fact.level for fact in finding.facts), default=Level.E4 if finding.decided else Level.E0)
    return _Item(
        Scores(finding.low, claimed, finding.high),
        criterion.points,
        criterion.points,
        criterion.weight,
        criterion.points if finding.settled else ZERO,
        {level: criterion.points} if finding.settled else {},
        finding.outer and not finding.settled,
    )


def _stage(
    group: Indicator | Area, kind: Literal["indicator", "area"], items: Sequence[_Item], quantum: Fraction
) -> tuple[ScoreLine, _Item]:
    combine: Combine = group.combine
    counted = [item for item in items if item.applicable and (combine == "sum" or item.weight)]
    maximum = exact_sum(item.maximum for item in items) if group.points is None else group.points
    add_up: AddUp = _sum
    applicable = exact_sum(item.applicable for item in counted)
    if combine == "mean":
        add_up, applicable = _mean(maximum, quantum), maximum if counted else ZERO
    scores, arithmetic = _scores(counted, add_up)
    line = ScoreLine(
        group.id,
        kind,
        scores,
        maximum,
        applicable,
        exact_sum(item.settled for item in counted),
        _by_level(counted),
        bool(counted),
        any(item.outer for item in counted),
        arithmetic,
    )
    return line, _Item(scores, maximum, applicable, group.weight, line.settled, line.by_level, line.outer)


AddUp = Callable[[Sequence[_Item], ScoreKind], tuple[Fraction, str]]


def _scores(items: Sequence[_Item], add_up: AddUp) -> tuple[Scores, Mapping[ScoreKind, str]]:
    found = {kind: add_up(items, kind) for kind in SCORE_KINDS}
    return (
        Scores(found["confirmed"][0], found["as_claimed"][0], found["best"][0]),
        {kind: text for kind, (_, text) in found.items()},
    )


def _sum(items: Sequence[_Item], kind: ScoreKind) -> tuple[Fraction, str]:
    addends = [getattr(item.scores, kind) for item in items]
    points = exact_sum(addends)
    return points, f"{' + '.join(map(_signed, addends)) or '0'} = {written(points)}"


def _mean(points: Fraction, quantum: Fraction) -> AddUp:
    """The weighted mean of the shares of points, times the group's own points: a stage that divides, so it rounds."""

    def add_up(items: Sequence[_Item], kind: ScoreKind) -> tuple[Fraction, str]:
        if not items:
            return ZERO, "0 = 0"
        weights = exact_sum(item.weight for item in items)
        shares = [(item.weight, getattr(item.scores, kind), item.applicable) for item in items]
        exact = points * exact_sum(weight * score / of for weight, score, of in shares) / weights
        total = round_half_up(exact, quantum)
        addends = " + ".join(f"{written(weight)} × {_signed(score)} / {written(of)}" for weight, score, of in shares)
        return total, f"{written(points)} × ({addends}) / {written(weights)} = {written(total)}"

    return add_up


def _bonus(ruleset: Ruleset, findings: Mapping[str, Finding]) -> ScoreLine | None:
    if ruleset.bonus is None:
        return None
    cap = ruleset.bonus.cap
    items = [_criterion(c, findings[c.id], "zero") for c in ruleset.bonus.criteria]
    counted = [item for item in items if item.applicable]

    def capped(items: Sequence[_Item], kind: ScoreKind) -> tuple[Fraction, str]:
        total, text = _sum(items, kind)
        return min(total, cap), f"{text} ≤ {written(cap)}" if total <= cap else f"{text} → {written(cap)}"

    scores, arithmetic = _scores(counted, capped)
    settled = exact_sum(item.settled for item in counted)
    outer = any(item.outer for item in counted)
    applicable = exact_sum(item.applicable for item in counted)
    return ScoreLine(
        "bonus", "bonus", scores, cap, applicable, settled, _by_level(counted), bool(counted), outer, arithmetic
    )


def _total(ruleset: Ruleset, areas: Sequence[_Item], bonus: ScoreLine | None) -> ScoreLine:
    counted = [item for item in areas if item.applicable and (ruleset.combine == "sum" or item.weight)]
    applicable = exact_sum(item.applicable for item in counted)
    add_up = _mean(ruleset.total, ruleset.quantum) if ruleset.combine == "mean" else _sum

    def total(items: Sequence[_Item], kind: ScoreKind) -> tuple[Fraction, str]:
        found, text = add_up(items, kind)
        if ruleset.combine == "sum" and 0 < applicable < ruleset.total:
            rebased = round_half_up(found * ruleset.total / applicable, ruleset.quantum)
            of = f"{written(found)} × {written(ruleset.total)} / {written(applicable)}"
            found, text = rebased, f"{text}; {of} = {written(rebased)}"
        if bonus is not None:
            extra: Fraction = getattr(bonus.scores, kind)
            text = f"{text}; {written(found)} + {_signed(extra)} = {written(found + extra)}"
            found += extra
        return found, text

    scores, arithmetic = _scores(counted, total)
    return ScoreLine(
        "total",
        "total",
        scores,
        ruleset.total,
        applicable,
        exact_sum(item.settled for item in counted),
        _by_level(counted),
        bool(counted),
        any(item.outer for item in counted) or bool(bonus and bonus.outer),
        arithmetic,
    )


def _by_level(items: Iterable[_Item]) -> Mapping[Level, Fraction]:
    found: dict[Level, list[Fraction]] = defaultdict(list)
    for item in items:
        for level, points in item.by_level.items():
            found[level].append(points)
    return {level: exact_sum(found[level]) for level in sorted(found)}


def _signed(value: Fraction) -> str:
    return f"({written(value)})" if value.numerator < 0 else written(value)
