"""Reading a formula over tables: its aggregates are cut out and read apart, the rest is an ordinary expression."""

import re
from collections.abc import Iterator, Mapping
from typing import get_args

from rules_engine.errors import Problem, UnreadableRuleset, in_order, nearest
from rules_engine.expr import nodes as n
from rules_engine.expr.read import read
from rules_engine.expr.tokens import LONGEST, at
from rules_engine.facts.tables.declared import Aggregate, AggregateName, ColumnType, Formula
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import define, field, frozen

AGGREGATES: tuple[str, ...] = get_args(AggregateName)
KEYWORDS = ("where", "weight", "among")
_CALL = re.compile(rf"(?<![\w.])({'|'.join(AGGREGATES)})(\s*)\(")
_KEYWORD = re.compile(rf"\s*({'|'.join(KEYWORDS)})\s*=(?!=)")
_PLACEHOLDER = re.compile(r"aggregate_\d+")
IS = " is "


@frozen(eq=False, repr=False)
class RowNames:
    """What a formula may name: the columns of tables by `table.column`, and the choices of those that have choices."""

    columns: Mapping[str, ColumnType]
    choices: Mapping[str, tuple[str, ...]]
    tables: tuple[str, ...]


def read_formula(text: str, place: Place, names: RowNames) -> Formula:
    """The formula; raises UnreadableRuleset with every problem found."""
    if len(text) > LONGEST:
        message = Message(
            "The expression is {length} characters long; at most {limit} are read.", length=len(text), limit=LONGEST
        )
        raise UnreadableRuleset(Problem(place, message))
    reader = _Reader(text, place, names)
    pieces, position = [], 0
    for start, end, name, inside in _calls(text):
        if start < position:
            continue
        pieces.append(text[position:start])
        placeholder = f"aggregate_{len(reader.aggregates)}"
        reader.aggregate(name, inside, end - 1)
        pieces.append(placeholder.ljust(end - start))
        position = end
    pieces.append(text[position:])
    tree = reader.read("".join(pieces), 0)
    if reader.problems or tree is None:
        raise UnreadableRuleset(*in_order(reader.problems))
    return Formula(text, reader.resolved(tree), tuple(reader.aggregates), place)


def is_placeholder(id: str) -> bool:
    """Whether a fact of a formula's tree stands for one of its aggregates."""
    return bool(_PLACEHOLDER.fullmatch(id))


def _calls(text: str) -> Iterator[tuple[int, int, str, int]]:
    """Start, end, name, and start of the arguments of each aggregate that closes, inner ones included."""
    for found in _CALL.finditer(text):
        depth = 0
        for position in range(found.end() - 1, len(text)):
            depth += {"(": 1, ")": -1}.get(text[position], 0)
            if depth == 0:
                yield found.start(), position + 1, found.group(1), found.end()
                break


def _arguments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between the commas of one level."""
    depth, first = 0, start
    for position in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0 and text[position] == ",":
            yield first, position
            first = position + 1
    yield first, end


@define(eq=False, repr=False)
class _Reader:
    text: str
    place: Place
    names: RowNames
    aggregates: list[Aggregate] = field(factory=list)
    problems: list[Problem] = field(factory=list)

    def read(self, text: str, offset: int) -> n.Node | None:
        try:
            return read(text, at(self.place, self.text, offset))
        except UnreadableRuleset as error:
            self.problems += error.problems
            return None

    def refuse(self, offset: int, message: Message, near: str | None = None) -> None:
        self.problems.append(Problem(at(self.place, self.text, offset), message, near, code="formula"))

    def aggregate(self, name: str, start: int, end: int) -> None:
        given: dict[str, n.Node | None] = {}
        table = ""
        argument: n.Node | None = None
        for position, (first, last) in enumerate(_arguments(self.text, start, end)):
            part = self.text[first:last]
            found = _KEYWORD.match(part)
            if found is not None:
                key, offset = found.group(1), first + found.end()
                tree = self.read(self.text[offset:last], offset)
                if key in given:
                    self.refuse(first, Message('"{name}" stands twice.', name=key))
                given[key] = self.resolved(tree) if tree is not None else None
                continue
            tree = self.read(part, first)
            if tree is None:
                continue
            if position == 0 and isinstance(tree, n.FactRef) and tree.id in self.names.tables:
                table = tree.id
            elif position in (0, 1) and argument is None:
                argument = self.resolved(tree)
            else:
                self.refuse(first, Message("Only where=, weight= and among= may follow here."))
        everything = [tree for tree in (argument, *given.values()) if tree is not None]
        used = {id.rpartition(".")[0] for tree in everything for id in columns_of(tree)} & set(self.names.tables)
        table = table or next(iter(sorted(used)), "")
        if not table or used - {table}:
            near = None
            if not table:
                words = re.findall(r"[a-z][a-z0-9_]*", self.text[start:end])
                near = nearest(words[0], self.names.tables) if words else None
            self.refuse(start, Message("An aggregate speaks of the rows of one table."), near)
            return
        self._check(name, argument, given, start)
        # The name is one of the pattern's, which is made of the names there are.
        self.aggregates.append(Aggregate(name, table, argument, *(given.get(key) for key in KEYWORDS)))  # type: ignore[arg-type]

    def _check(self, name: str, argument: n.Node | None, given: Mapping[str, n.Node | None], start: int) -> None:
        needs_argument = name not in ("count", "share_where", "all_rows")
        if needs_argument and argument is None:
            self.refuse(start, Message("{name} needs a column or a number of each row.", name=name))
        if not needs_argument and argument is not None:
            self.refuse(start, Message("{name} takes a table, not a column.", name=name))
        if name in ("share_where", "all_rows") and "where" not in given:
            self.refuse(start, Message("{name} needs where=.", name=name))
        if "weight" in given and name not in ("cv", "stddev", "mean"):
            self.refuse(start, Message("Only mean, stddev and cv take weight=."))
        if "among" in given and name not in ("share_where", "all_rows"):
            self.refuse(start, Message("Only share_where and all_rows take among=."))
        if name == "distinct" and not isinstance(argument, n.FactRef):
            self.refuse(start, Message("distinct takes a column."))

    def resolved(self, tree: n.Node) -> n.Node:
        """The tree with each comparison of a column with one of its choices made a condition of its own."""
        match tree:
            case n.Comparison(first=n.FactRef(id), rest=((("==" | "!=") as sign, other),)) if id in self.names.choices:
                return self._choice(id, sign, other)
            case n.Comparison():
                rest = tuple((sign, self.resolved(node)) for sign, node in tree.rest)
                return n.Comparison(self.resolved(tree.first), rest)
            case n.Not():
                return n.Not(self.resolved(tree.operand))
            case n.AllOf():
                return n.AllOf(tuple(map(self.resolved, tree.items)))
            case n.AnyOf():
                return n.AnyOf(tuple(map(self.resolved, tree.items)))
            case n.AtLeast():
                return n.AtLeast(tree.count, tuple(map(self.resolved, tree.items)))
            case n.Choice():
                return n.Choice(*map(self.resolved, (tree.then, tree.condition, tree.otherwise)))
            case n.Arithmetic():
                return n.Arithmetic(tree.sign, self.resolved(tree.left), self.resolved(tree.right))
            case n.Previous() | n.Day() | n.Ladder() | n.Linear():
                self.refuse(0, Message("previous, dates, ladder and linear do not stand in a formula over tables."))
                return tree
            case _:
                return tree

    def _choice(self, column: str, sign: str, other: n.Node) -> n.Node:
        match other:
            case n.FactRef(id) if id in self.names.choices[column]:
                condition: n.Node = n.FactRef(f"{column}{IS}{id}")
            case n.ParameterRef(id):
                condition = n.FactRef(f"{column}{IS}param.{id}")
            case n.FactRef(id):
                near = nearest(id, self.names.choices[column])
                self.refuse(0, Message('"{id}" is no choice of {column}.', id=id, column=column), near)
                return other
            case _:
                self.refuse(0, Message("{column} is compared with one of its choices.", column=column))
                return other
        return condition if sign == "==" else n.Not(condition)


def columns_of(tree: n.Node) -> Iterator[str]:
    """The columns that a tree names, as `table.column`."""
    if isinstance(tree, n.FactRef):
        yield tree.id.partition(IS)[0]
    for child in n.children(tree):
        yield from columns_of(child)


def list_parameters(tree: n.Node) -> Iterator[str]:
    """The list parameters that a tree compares a column with."""
    if isinstance(tree, n.FactRef) and f"{IS}param." in tree.id:
        yield tree.id.partition(f"{IS}param.")[2]
    for child in n.children(tree):
        yield from list_parameters(child)
