"""The facts that a table gives, year by year, with the ranges that its open cells leave."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from rules_engine.expr import nodes as n
from rules_engine.expr.evaluate import Values, amount
from rules_engine.facts.tables.aggregates import Answer, question
from rules_engine.facts.tables.base import Base
from rules_engine.facts.tables.declared import Aggregate, DerivedTable, Formula, TableFact
from rules_engine.facts.tables.derived_sql import Dialect
from rules_engine.facts.tables.formula import columns_of
from rules_engine.facts.tables.raw_columns import quoted
from rules_engine.facts.tables.vetting import facts_of, lacking, trees
from rules_engine.messages import LocalText, Message
from rules_engine.records import define, evolve, field, frozen
from rules_engine.values.number import written
from rules_engine.values.ranges import WHOLE, Range, divide, rounded, scale

FEWEST_PEOPLE = 5
HUNDRED = Fraction(100)


@frozen(eq=False, repr=False)
class Result:
    """A fact of one year: its range, what is printed for a share (numerator / denominator), and its columns."""

    fact: TableFact
    year: int | None
    value: Range
    printed: str
    columns: tuple[str, ...]
    rows: int


@define(eq=False, repr=False)
class Computation:
    """Works out the facts of one table; `unused` are columns whose unit is doubtful, `remarks` collects what to say."""

    base: Base
    unused: frozenset[str]
    remarks: list[Message] = field(factory=list)
    results: dict[tuple[str, int | None], Result] = field(factory=dict)

    def run(self) -> list[Result]:
        """Every fact of every year, growth included."""
        for year in self.base.years:
            for fact in self.base.table.facts:
                if fact.formula is not None:
                    self._fact(fact, fact.formula, year)
        for fact in self.base.table.facts:
            if fact.growth_of:
                self._growth(fact)
        for year in self.base.years:
            for remark in self.base.table.remarks:
                self._remark(remark.formula, remark.text, year)
        return list(self.results.values())

    def can_list(self, derived: DerivedTable) -> bool:
        """Whether everything is there that the values of a derived table need."""
        return all(self._usable(value.formula) for value in derived.values)

    def listed(self, id: str, names: Sequence[str], year: int | None) -> list[tuple[object, ...]]:
        """The rows of a derived table as a reader is shown them."""
        self.base.ensure(id)
        columns = ", ".join(quoted(name) for name in names)
        where = "" if year is None else f" WHERE year_ = {year}"
        return self.base.shop.rows(f"SELECT {columns} FROM {quoted(id)}{where} ORDER BY {columns}")

    def _usable(self, formula: Formula) -> bool:
        """Whether everything that a formula needs is there: columns, parameters, other facts."""
        given = self.base.given
        if lacking(formula, self.base.table, given.parameters, given.lists):
            return False
        return not (self._sources(formula) & (self.base.absent | self.unused))

    def _sources(self, formula: Formula) -> frozenset[str]:
        """The declared columns that a formula rests on, through all derived tables."""
        table = self.base.table
        found: set[str] = set()
        for tree in trees(formula):
            for id in columns_of(tree):
                owner, _, name = id.rpartition(".")
                found |= self._column(owner, name)
        return frozenset(found & table.columns.keys())

    def _column(self, owner: str, name: str) -> set[str]:
        table = self.base.table
        if owner == table.id:
            return {name}
        derived = table.derived.get(owner)
        if derived is None:
            return set()
        value = next((each for each in derived.values if each.id == name), None)
        if value is None:
            return self._column(derived.of, name)
        return {
            column
            for tree in trees(value.formula)
            for id in columns_of(tree)
            if not id.startswith("aggregate_")
            for column in self._column(*id.rsplit(".", 1))
        }

    def _fact(self, fact: TableFact, formula: Formula, year: int | None) -> None:
        needed = facts_of(formula, self.base.table)
        if not self._usable(formula) or any((id, year) not in self.results for id in needed):
            return
        if fact.people is not None:
            people = self._amount(fact.people, year)
            if people is None or people[0].low is None or people[0].low < FEWEST_PEOPLE:
                self.remarks.append(
                    Message("{title}: of fewer than {least} people; not shown.", title=fact.title, least=FEWEST_PEOPLE)
                )
                return
        found = self._amount(formula, year)
        if found is None or found[0] == WHOLE:
            return
        value, printed = found
        if fact.unit.dimension == "yes_no":
            value = Range(max(Fraction(0), value.low or Fraction(0)), value.high)
        behind = [column for id in needed for column in self.results[id, year].columns]
        columns = tuple(sorted({*self._sources(formula), *behind}))
        self.results[fact.id, year] = Result(fact, year, rounded(value), printed, columns, self.base.rows)

    def _amount(self, formula: Formula, year: int | None) -> tuple[Range, str] | None:
        """The range of a formula and its counts as `6/100`; None where an aggregate had no rows."""
        answers: dict[str, Answer] = {}
        for index, aggregate in enumerate(formula.aggregates):
            answer = self._ask(aggregate, year)
            if answer.value is None:
                return None
            answers[f"aggregate_{index}"] = answer

        def fact(id: str) -> Range:
            answer = answers.get(id)
            return answer.value or WHOLE if answer is not None else self.results[id, year].value

        values = Values(fact, fact, self.base.given.parameters)
        found = amount(formula.tree, values)
        return found, _counted(formula, answers, fact)

    def _ask(self, aggregate: Aggregate, year: int | None) -> Answer:
        base = self.base
        base.ensure(aggregate.table)
        dialect = self._dialect(year)
        open_keys = base.open_keys(aggregate.table)
        if open_keys and not _additive(aggregate, dialect):
            return Answer(Range(Fraction(0), HUNDRED) if aggregate.name == "share_where" else WHOLE)
        asked = question(dialect, aggregate, open_keys)
        items = list(dict.fromkeys(asked.items))
        (row,) = base.shop.ask(f"SELECT {', '.join(items)}\nFROM {self._rows(aggregate.table, year)}")
        return asked.read([row[items.index(item)] for item in asked.items])

    def _dialect(self, year: int | None) -> Dialect:
        base = self.base
        given = evolve(base.given, fact=lambda id: self.results[id, year].value)
        return Dialect(base.table, given, base.exact, base.absent)

    def _rows(self, id: str, year: int | None) -> str:
        name = quoted(id)
        if year is None:
            return name
        if self.base.exact:
            return f"{name} WHERE year_ = {year}"
        # A row of no known year may be one of this year.
        return (
            f"(SELECT * REPLACE (doubt_ OR year_ IS NULL AS doubt_) FROM {name} WHERE year_ = {year} OR year_ IS NULL)"
        )

    def _growth(self, fact: TableFact) -> None:
        for year in self.base.years:
            if year is None:
                continue
            new, old = self.results.get((fact.growth_of, year)), self.results.get((fact.growth_of, year - 1))
            if new is None or old is None:
                continue
            value = scale(divide(new.value, old.value).shifted(Fraction(-1)), HUNDRED)
            if value != WHOLE:
                self.results[fact.id, year] = Result(fact, year, rounded(value), "", new.columns, new.rows)

    def _remark(self, formula: Formula, text: LocalText, year: int | None) -> None:
        if not self._usable(formula):
            return
        found = self._amount(formula, year)
        if found is not None and found[0].high is not None and found[0].high > 0:
            low, high = found[0].low or Fraction(0), found[0].high
            count = written(high) if low == high else f"{written(low)}–{written(high)}"
            self.remarks.append(Message("{count} {what}", count=count, what=text))


def _additive(aggregate: Aggregate, dialect: Dialect) -> bool:
    """Whether rows of no known group can be counted beside the others without changing those."""
    if aggregate.name not in ("count", "sum", "mean", "distinct"):
        return False
    conditions = [tree for tree in (aggregate.where,) if tree is not None]
    if any(dialect.column(id) is None for tree in conditions for id in columns_of(tree)):
        return False
    if aggregate.argument is None:
        return True
    return all(_adds(dialect, id) for id in columns_of(aggregate.argument))


def _adds(dialect: Dialect, id: str) -> bool:
    owner, _, name = id.rpartition(".")
    derived = dialect.table.derived.get(owner)
    value = next((each for each in derived.values if each.id == name), None) if derived else None
    return value is None or value.formula.tree == n.FactRef("aggregate_0")


def _counted(formula: Formula, answers: Mapping[str, Answer], fact: Callable[[str], Range]) -> str:
    """Numerator and denominator of a share, where the formula is one."""
    match formula.tree:
        case n.FactRef(id) if id in answers:
            part, whole = answers[id].part, answers[id].whole
        case n.Share(n.FactRef(above), n.FactRef(below)) if above in answers and below in answers:
            part, whole = fact(above), fact(below)
        case _:
            return ""
    if part is None or whole is None:
        return ""
    return f"{_told(part)}/{_told(whole)}"


def _told(value: Range) -> str:
    if value.low is not None and value.settled:
        return written(value.low)
    low, high = (None if end is None else written(end) for end in (value.low, value.high))
    return f"{low or ''}…{high or ''}"
