"""The SQL that makes derived tables, and what the columns of every table are called in it."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from rules_engine.expr import nodes as n
from rules_engine.expr.needs import needed_facts
from rules_engine.facts.tables.declared import Aggregate, DeclaredTable, DerivedTable, DerivedValue, TableColumn
from rules_engine.facts.tables.formula import IS
from rules_engine.facts.tables.raw_columns import WORD, quoted, text_literal, told_sql
from rules_engine.facts.tables.sql import NUMBER, Bounds, Terms, condition, literal, number
from rules_engine.records import frozen
from rules_engine.values.ranges import Range

HIGH = "_high"
ROWS, BAD, DOUBLES = "rows_", "bad_", "doubles_"
MASK_BITS = 126


@frozen(eq=False, repr=False)
class Given:
    """What formulas rest on besides rows: parameters, lists of choices, and facts of the year that are known."""

    parameters: Mapping[str, Fraction]
    lists: Mapping[str, tuple[str, ...]]
    fact: Callable[[str], Range]


@frozen(eq=False, repr=False)
class Dialect:
    """How the columns of one table are written, exactly or with bounds; `absent` are those that no file has.

    `told` are columns that are told by another one in SQL; groups are told theirs once, and not row by row.
    """

    table: DeclaredTable
    given: Given
    exact: bool
    absent: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()

    def terms(self, hidden: Mapping[str, Bounds] | None = None) -> Terms:
        """The names of trees over rows; `hidden` are the aggregates of a value that is being made."""
        columns = hidden or {}

        def number_of(id: str) -> Bounds:
            if id in columns:
                return columns[id]
            return self.bounds(id)

        def condition_of(id: str) -> str:
            return self.condition(id)

        return Terms(number_of, condition_of, self.given.parameters, self.exact)

    def column(self, id: str) -> TableColumn | None:
        """The declared column behind `table.column`, if it is one and no derived value."""
        table, _, name = id.partition(".")
        if table != self.table.id and table in self.table.derived:
            if any(value.id == name for derived in self.table.lineage(table) for value in derived.values):
                return None
        elif table != self.table.id:
            return None
        return self.table.columns.get(name)

    def bounds(self, id: str) -> Bounds:
        """A number of each row."""
        table, _, name = id.partition(".")
        if table != self.table.id and table not in self.table.derived:
            value = self.given.fact(id)
            return Bounds(literal(value.low), literal(value.high))
        sql = quoted(name)
        column = self.column(id)
        if self.exact:
            return Bounds(sql, sql)
        if column is None:
            return Bounds(sql, quoted(name + HIGH))
        return Bounds(_or(sql, column.low), _or(sql, column.high))

    def condition(self, id: str) -> str:
        """A condition of each row."""
        column, is_, choice = id.partition(IS)
        if not is_:
            return quoted(id.partition(".")[2])
        declared = self.column(column)
        assert declared is not None
        name = quoted(column.partition(".")[2])
        if not choice.startswith("param."):
            return f"({name} = {declared.code(choice)})"
        codes = [str(declared.code(each)) for each in self.given.lists[choice.removeprefix("param.")]]
        return f"({name} IN ({', '.join(codes)}))" if codes else "false"

    def member(self, where: n.Node | None) -> str:
        """Whether a row counts: NULL where that is open, for its condition or for itself."""
        asked = "true" if where is None else condition(where, self.terms())
        if self.exact:
            return asked
        return f"CASE WHEN NOT ({asked}) THEN false WHEN doubt_ THEN NULL ELSE ({asked}) END"


def _or(sql: str, bound: Fraction | None) -> str:
    return sql if bound is None else f"coalesce({sql}, {literal(bound)})"


def derived_sql(dialect: Dialect, derived: DerivedTable, checks: str = "") -> str:
    """The SELECT of a derived table over the one it is of; `checks` are further columns for each group."""
    inner, layers = _layers(dialect, derived)
    if derived.by:
        table = dialect.table
        by = [id for id in derived.by if not _told_later(dialect, derived, id)]
        # Whom a group is about is never kept.
        kept = [quoted(id) for id in by if not table.columns[id].personal]
        kept += [
            f"{told_sql(table.columns[id], quoted(table.columns[id].told_by))} AS {quoted(id)}"
            for id in derived.by
            if id not in by
        ]
        if not dialect.exact:
            nulls = " OR ".join(f"{id} IS NULL" for id in ("year_", *_keys(dialect, derived)))
            inner.append(f"(bool_and(doubt_) OR {nulls}) AS doubt_")
            inner.append(f"({nulls}) AS open_key_")
        columns = ", ".join(["submission_", "year_", *kept, *inner])
        grouped = ", ".join(["submission_", "year_", *map(quoted, by)])
        text = f"SELECT {columns}{checks}\nFROM {quoted(derived.of)}\nGROUP BY {grouped}"
    else:
        text = f"SELECT *\nFROM {quoted(derived.of)}"
    for layer in layers:
        text = f"SELECT *, {', '.join(layer)}\nFROM ({text})"
    hidden = [part.rpartition(" AS ")[2] for part in inner if '"aggregate_' in part]
    return f"SELECT * EXCLUDE ({', '.join(hidden)})\nFROM ({text})" if hidden and layers else text


def _told_later(dialect: Dialect, derived: DerivedTable, id: str) -> bool:
    """Whether a column of a group's key can be told by another one of it."""
    return derived.of == dialect.table.id and id in dialect.told and dialect.table.columns[id].told_by in derived.by


def _keys(dialect: Dialect, derived: DerivedTable) -> list[str]:
    """The columns of a group's key that the file has; what is told by another of them is known where that is."""
    told = {id for id in derived.by if _told_later(dialect, derived, id)}
    return [quoted(id) for id in derived.by if id not in dialect.absent and id not in told]


def _layers(dialect: Dialect, derived: DerivedTable) -> tuple[list[str], list[list[str]]]:
    """The columns of the grouping SELECT, and those of each SELECT around it that rests on the one before."""
    inner: list[str] = []
    layers: list[list[str]] = []
    level: dict[str, int] = {}
    for value in derived.values:
        tree, whole = value.formula.tree, value.formula.aggregates
        if len(whole) == 1 and tree == n.FactRef("aggregate_0"):
            found = aggregate_value(dialect, whole[0])
            inner += _columns(value.id, found, dialect.exact)
            level[value.id] = 0
            continue
        hidden: dict[str, Bounds] = {}
        for index, aggregate in enumerate(whole):
            name = f"aggregate_{value.id}_{index}"
            inner += _columns(name, aggregate_value(dialect, aggregate), dialect.exact)
            high = quoted(name) if dialect.exact else quoted(name + HIGH)
            hidden[f"aggregate_{index}"] = Bounds(quoted(name), high)
        own = [id.partition(".")[2] for id in needed_facts(tree) if id.startswith(f"{derived.id}.")]
        place = 1 + max((level.get(id, 0) for id in own), default=0)
        level[value.id] = place
        while len(layers) < place:
            layers.append([])
        layers[place - 1] += _value(dialect, value, hidden)
    return inner, layers


def _value(dialect: Dialect, value: DerivedValue, hidden: Mapping[str, Bounds]) -> list[str]:
    terms = dialect.terms(hidden)
    if value.unit.dimension == "yes_no":
        return [f"{condition(value.formula.tree, terms)} AS {quoted(value.id)}"]
    return _columns(value.id, number(value.formula.tree, terms), dialect.exact)


def _columns(name: str, bounds: Bounds, exact: bool) -> list[str]:
    low = f"CAST({bounds.low} AS {NUMBER}) AS {quoted(name)}"
    return [low] if exact else [low, f"CAST({bounds.high} AS {NUMBER}) AS {quoted(name + HIGH)}"]


def aggregate_value(dialect: Dialect, aggregate: Aggregate) -> Bounds:
    """A count, sum or number of different values within a group."""
    member = dialect.member(aggregate.where)
    if aggregate.name == "count":
        low = f"count(*) FILTER ({member})" if member != "true" else "count(*)"
        return Bounds(low, low if dialect.exact else f"count(*) FILTER (({member}) IS NOT false)")
    assert aggregate.argument is not None
    if aggregate.name == "distinct":
        return _distinct(dialect, aggregate, member)
    value = number(aggregate.argument, dialect.terms())
    if dialect.exact:
        total = f"coalesce(sum({value.low}){_filter(member)}, 0)"
        return Bounds(total, total)
    return Bounds(*(_open_sum(each, member, name) for each, name in ((value.low, "least"), (value.high, "greatest"))))


def _filter(member: str) -> str:
    return "" if member == "true" else f" FILTER ({member})"


def _open_sum(value: str, member: str, name: str) -> str:
    """The sum with every open row counted where that makes it lower, or higher; NULL where a value has no bound."""
    unbounded = f"count(*) FILTER (({member}) IS NOT false AND ({value}) IS NULL)"
    added = f"CASE WHEN ({member}) THEN {value} WHEN ({member}) IS NULL THEN {name}({value}, 0) ELSE 0 END"
    return f"CASE WHEN {unbounded} = 0 THEN coalesce(sum({added}), 0) END"


def _distinct(dialect: Dialect, aggregate: Aggregate, member: str) -> Bounds:
    assert isinstance(aggregate.argument, n.FactRef)
    id = aggregate.argument.id
    name, column = quoted(id.partition(".")[2]), dialect.column(id)
    # Twelve months fit into the bits of a number, which is far quicker than counting different values.
    months = column is not None and column.type == "month"

    def counted(rows: str) -> str:
        if months:
            return f"coalesce(bit_count(bit_or(1::USMALLINT << {name}){_filter(rows)}), 0)"
        return f"count(DISTINCT {name}){_filter(rows)}"

    if dialect.exact:
        return Bounds(counted(member), counted(member))
    blank = f"count(*) FILTER (({member}) IS NOT false AND {name} IS NULL)"
    return Bounds(counted(f"({member})"), f"({counted(f'({member}) IS NOT false')} + {blank})")


def doubles_sql(table: DeclaredTable, by: tuple[str, ...], words: Mapping[str, Sequence[str]]) -> str | None:
    """How many rows of a group are alike in the rest of the key, where that fits into the bits of a number.

    `words` are those that occur in columns of choices.
    """
    rest = [table.columns[id] for id in table.key if id not in by]
    if not table.key or set(by) - set(table.key):
        return None
    size, code = 1, "0"
    for column in rest:
        if column.type == "month":
            many, own = 12, f"({quoted(column.id)} - 1)"
        elif column.type == "choice" and words.get(column.id):
            many = len(words[column.id])
            listed = ", ".join(map(text_literal, words[column.id]))
            own = f"(list_position([{listed}], {quoted(column.id + WORD)}) - 1)"
        else:
            return None
        code = own if code == "0" else f"({code} * {many} + {own})"
        size *= many
    if size > MASK_BITS:
        return None
    kind = "BIGINT" if size < 63 else "HUGEINT"
    return f"count(*) - bit_count(bit_or(1::{kind} << CAST({code} AS {kind})))"
