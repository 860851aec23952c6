"""What an aggregate asks of DuckDB, and the range that its answers leave."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isqrt

from rules_engine.facts.tables.declared import Aggregate
from rules_engine.facts.tables.derived_sql import Dialect, aggregate_value
from rules_engine.facts.tables.sql import FACTOR, Bounds, condition, number
from rules_engine.records import frozen
from rules_engine.values.number import SCALE
from rules_engine.values.ranges import Range, divide, scale

Answers = Sequence[object]
HUNDRED = Fraction(100)
SQUARE = "DECIMAL(38,12)"


@frozen(eq=False, repr=False)
class Answer:
    """The range of an aggregate, None where it had no rows; for a share its counts."""

    value: Range | None
    part: Range | None = None
    whole: Range | None = None


@frozen(eq=False, repr=False)
class Question:
    """The columns to be selected for an aggregate, and how their values are read."""

    items: tuple[str, ...]
    read: Callable[[Answers], Answer]


def question(dialect: Dialect, aggregate: Aggregate, apart: bool) -> Question:
    """The question of an aggregate; `apart` says that open rows may belong to rows that are counted already."""
    member = dialect.member(aggregate.where)
    counted = f"count(*) FILTER ({member})"
    possible = counted if dialect.exact else f"count(*) FILTER (({member}) IS NOT false)"
    match aggregate.name:
        case "count" | "distinct":
            found = aggregate_value(dialect, aggregate)
            return Question(_two(found), lambda row: Answer(_range(row)))
        case "sum":
            found = aggregate_value(dialect, aggregate)
            return Question((*_two(found), possible), lambda row: Answer(_range(row[:2]) if row[2] else None))
        case "share_where" | "all_rows":
            return _share(dialect, aggregate)
        case "mean" if aggregate.weight is None:
            total = aggregate_value(dialect, Aggregate("sum", aggregate.table, aggregate.argument, aggregate.where))
            return Question(
                (*_two(total), counted, possible, *_least_and_most(dialect, aggregate, member)),
                lambda row: Answer(_mean(row, apart)),
            )
        case "median":
            return _median(dialect, aggregate, member, possible)
        case _:
            return _spread(dialect, aggregate, member, possible)


def _two(bounds: Bounds) -> tuple[str, str]:
    return bounds.low, bounds.high


def _fraction(value: object) -> Fraction | None:
    if value is None:
        return None
    assert isinstance(value, int | Decimal)
    return Fraction(value)


def _range(row: Answers) -> Range:
    return Range(_fraction(row[0]), _fraction(row[1]))


def _share(dialect: Dialect, aggregate: Aggregate) -> Question:
    among = dialect.member(aggregate.among)
    assert aggregate.where is not None
    asked = condition(aggregate.where, dialect.terms())
    if dialect.exact:
        items = [f"count(*) FILTER ({among} AND {asked})", f"count(*) FILTER ({among})"]
    else:
        # Sure rows and open rows, each true, undecided, or false.
        items = [
            f"count(*) FILTER ({there} AND ({asked}) IS {truth})"
            for there in (f"({among})", f"(({among}) IS NULL)")
            for truth in ("true", "NULL", "false")
        ]

    def read(row: Answers) -> Answer:
        counts = [int(str(value)) for value in row]
        if dialect.exact:
            part, whole = counts
            sure = (part, 0, whole - part)
            open_ = (0, 0, 0)
        else:
            sure, open_ = (counts[0], counts[1], counts[2]), (counts[3], counts[4], counts[5])
        return _share_range(sure, open_, aggregate.name == "all_rows")

    return Question(tuple(items), read)


def _share_range(sure: tuple[int, int, int], open_: tuple[int, int, int], all_rows: bool) -> Answer:
    whole = sum(sure)
    if whole + sum(open_) == 0:
        return Answer(None)
    lowest = (sure[0], whole + open_[1] + open_[2])
    highest = (sure[0] + sure[1] + open_[0] + open_[1], whole + open_[0] + open_[1])
    part = Range(Fraction(lowest[0]), Fraction(highest[0]))
    count = Range(Fraction(whole), Fraction(whole + sum(open_)))
    low = Fraction(lowest[0], lowest[1]) if lowest[1] else Fraction(0)
    high = Fraction(highest[0], highest[1]) if highest[1] else Fraction(1)
    if all_rows:
        return Answer(Range(Fraction(int(low == 1)), Fraction(int(high == 1))), part, count)
    return Answer(scale(Range(low, high), HUNDRED), part, count)


def _least_and_most(dialect: Dialect, aggregate: Aggregate, member: str) -> tuple[str, str]:
    """The lowest and highest value among the rows that are open."""
    if dialect.exact:
        return "NULL", "NULL"
    assert aggregate.argument is not None
    value = number(aggregate.argument, dialect.terms())
    return f"min({value.low}) FILTER (({member}) IS NULL)", f"max({value.high}) FILTER (({member}) IS NULL)"


def _mean(row: Answers, apart: bool) -> Range | None:
    total, sure, possible = _range(row[:2]), _fraction(row[2]), _fraction(row[3])
    assert sure is not None and possible is not None
    if not possible:
        return None
    if sure == possible or apart or not sure:
        return divide(total, Range(sure, possible)) if sure else Range(_fraction(row[4]), _fraction(row[5]))
    least, most, count = _fraction(row[4]), _fraction(row[5]), possible - sure
    low, high = total.low, total.high
    # The totals hold the open rows where that moves them; any mean lies between these quotients.
    if low is None or high is None or least is None or most is None:
        return Range()
    ends = [end / many for end in (low, high) for many in (sure, sure + count)]
    return Range(min(ends), max(ends))


def _median(dialect: Dialect, aggregate: Aggregate, member: str, possible: str) -> Question:
    assert aggregate.argument is not None
    value = number(aggregate.argument, dialect.terms())
    if dialect.exact:
        one = f"CAST({value.low} AS DECIMAL(38,6))"
        lower = f"quantile_disc({one}, 0.5) FILTER ({member})"
        # The upper of the two in the middle is the lower one counted from the other end.
        upper = f"-quantile_disc(-{one}, 0.5) FILTER ({member})"

        def read(row: Answers) -> Answer:
            first, second = _fraction(row[0]), _fraction(row[1])
            return Answer(None if first is None or second is None else Range.of((first + second) / 2))

        return Question((lower, upper), read)
    there = f"FILTER (({member}) IS NOT false)"
    bounded = f"count(*) FILTER (({member}) IS NOT false AND ({value.low} IS NULL OR {value.high} IS NULL))"
    return Question(
        (f"min({value.low}) {there}", f"max({value.high}) {there}", possible, bounded),
        lambda row: Answer(None if not row[2] else Range() if row[3] else _range(row)),
    )


def _spread(dialect: Dialect, aggregate: Aggregate, member: str, possible: str) -> Question:
    """Mean with weights, standard deviation of all rows, and the coefficient of variation, from exact sums."""
    assert aggregate.argument is not None
    terms = dialect.terms()
    value = number(aggregate.argument, terms)
    weight = Bounds("1", "1") if aggregate.weight is None else number(aggregate.weight, terms)
    x, w = f"CAST({value.low} AS {FACTOR})", f"CAST({weight.low} AS DECIMAL(12,0))"
    sums = [
        f"sum({part}) FILTER ({member})"
        for part in (w, f"CAST({w} * {x} AS {SQUARE})", f"CAST({x} * {x} AS {SQUARE}) * {w}")
    ]
    if aggregate.weight is None:
        sums = [
            f"count(*) FILTER ({member})",
            f"sum({x}) FILTER ({member})",
            f"sum(CAST({x} * {x} AS {SQUARE})) FILTER ({member})",
        ]
    undecided = "0"
    if not dialect.exact:
        undecided = (
            f"count(*) FILTER (({member}) IS NULL OR (({member}) AND ({value.low} IS DISTINCT FROM {value.high} "
            f"OR {weight.low} IS DISTINCT FROM {weight.high} OR {value.low} IS NULL)))"
        )

    def read(row: Answers) -> Answer:
        if not row[3]:
            return Answer(None)
        if row[4]:
            return Answer(Range(None if aggregate.name == "mean" else Fraction(0), None))
        weights, total, squares = (_fraction(each) for each in row[:3])
        if not weights or total is None or squares is None:
            return Answer(None)
        mean = total / weights
        if aggregate.name == "mean":
            return Answer(Range.of(mean))
        variance = squares / weights - mean * mean
        if aggregate.name == "cv":
            return Answer(Range.of(root(variance / (mean * mean))) if mean else None)
        return Answer(Range.of(root(variance)))

    return Question((*sums, possible, undecided), read)


def root(value: Fraction) -> Fraction:
    """The square root at six decimals, half up, without ever being a float."""
    if value <= 0:
        return Fraction(0)
    doubled = isqrt(4 * value.numerator * SCALE * SCALE // value.denominator)
    return Fraction((doubled + 1) // 2, SCALE)
