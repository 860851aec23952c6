"""From expressions over rows to SQL for DuckDB, exact, or with the bounds that rejected cells leave."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import assert_never

from rules_engine.expr import nodes as n
from rules_engine.records import frozen
from rules_engine.values.number import written
from rules_engine.values.ranges import Range

# Numbers of rows have six decimals; a quotient is rounded to them half up, so that no figure is ever a float.
NUMBER = "DECIMAL(38,6)"
FACTOR = "DECIMAL(19,6)"
MACROS = f"""CREATE OR REPLACE MACRO quotient(a, b) AS
  CASE WHEN b <> 0 THEN
    CAST(sign(CAST(a AS {NUMBER})) * sign(CAST(b AS {NUMBER})) AS HUGEINT)
    * ((2000000 * CAST(abs(CAST(a AS {NUMBER})) * 1000000 AS HUGEINT)
        + CAST(abs(CAST(b AS {NUMBER})) * 1000000 AS HUGEINT))
       // (2 * CAST(abs(CAST(b AS {NUMBER})) * 1000000 AS HUGEINT)))
    * CAST(0.000001 AS DECIMAL(7,6))
  END"""


@frozen(eq=False, repr=False)
class Bounds:
    """The SQL of the lowest and the highest value; one text twice where both are the same. SQL's NULL is no bound."""

    low: str
    high: str

    @property
    def one(self) -> bool:
        """Whether both are the same."""
        return self.low == self.high


@frozen(eq=False, repr=False)
class Terms:
    """What the names of a tree are in SQL: numbers as bounds, conditions, and parameters.

    `exact` says that every cell is there, so that no condition is undecided.
    """

    number: Callable[[str], Bounds]
    condition: Callable[[str], str]
    parameters: Mapping[str, Fraction]
    exact: bool = True


def literal(value: Fraction | None) -> str:
    """A number as SQL writes it, exact; NULL for none."""
    return "NULL" if value is None else written(value) if value >= 0 else f"({written(value)})"


def known(value: Range) -> Bounds:
    """The bounds of a value that is known outside SQL."""
    return Bounds(literal(value.low), literal(value.high))


def number(node: n.Node, terms: Terms) -> Bounds:
    """The bounds of a number of each row."""
    match node:
        case n.Number():
            return Bounds(literal(node.value), literal(node.value))
        case n.FactRef():
            return terms.number(node.id)
        case n.ParameterRef():
            value = literal(terms.parameters[node.id])
            return Bounds(value, value)
        case n.Negative():
            inner = number(node.operand, terms)
            return _bounds(f"(-{inner.low})", f"(-{inner.high})", inner.one, turned=True)
        case n.Arithmetic():
            return _arithmetic(node.sign, number(node.left, terms), number(node.right, terms))
        case n.Growth():
            ratio = _quotient(number(node.new, terms), number(node.old, terms))
            return _hundredfold(_arithmetic("-", ratio, Bounds("1", "1")))
        case n.Share():
            return _quotient(_hundredfold(number(node.part, terms)), number(node.whole, terms))
        case n.Ratio():
            return _quotient(number(node.above, terms), number(node.below, terms))
        case n.Least():
            return _extreme("least", [number(item, terms) for item in node.items])
        case n.Greatest():
            return _extreme("greatest", [number(item, terms) for item in node.items])
        case n.Clamp():
            floor = _extreme("greatest", [number(node.operand, terms), number(node.low, terms)])
            return _extreme("least", [floor, number(node.high, terms)])
        case n.Absolute():
            inner = number(node.operand, terms)
            if inner.one:
                return Bounds(f"abs({inner.low})", f"abs({inner.low})")
            low = f"CASE WHEN {inner.low} > 0 THEN {inner.low} WHEN {inner.high} < 0 THEN -{inner.high} ELSE 0 END"
            return Bounds(low, _most([inner.high, f"(-{inner.low})"], "greatest"))
        case n.Choice():
            return _choice(node, terms)
        case n.Comparison() | n.Not() | n.AllOf() | n.AnyOf() | n.AtLeast():
            held = condition(node, terms)
            if terms.exact:
                both = f"CASE WHEN {held} THEN 1 ELSE 0 END"
                return Bounds(both, both)
            low, high = f"CASE WHEN {held} THEN 1 ELSE 0 END", f"CASE WHEN NOT ({held}) THEN 0 ELSE 1 END"
            return Bounds(low, high)
        case n.Day() | n.Previous() | n.Ladder() | n.Linear():
            raise AssertionError("refused when the formula was read")
    assert_never(node)


def condition(node: n.Node, terms: Terms) -> str:
    """A condition of each row: true, false, or NULL while it is undecided, as SQL itself combines them."""
    match node:
        case n.FactRef():
            return terms.condition(node.id)
        case n.Comparison():
            operands = [number(each, terms) for each in (node.first, *(operand for _, operand in node.rest))]
            pairs = [
                _compared(sign, left, right)
                for (sign, _), left, right in zip(node.rest, operands, operands[1:], strict=False)
            ]
            return pairs[0] if len(pairs) == 1 else "(" + " AND ".join(pairs) + ")"
        case n.Not():
            return f"(NOT {condition(node.operand, terms)})"
        case n.AllOf():
            return "(" + " AND ".join(condition(item, terms) for item in node.items) + ")"
        case n.AnyOf():
            return "(" + " OR ".join(condition(item, terms) for item in node.items) + ")"
        case n.AtLeast():
            held = [condition(item, terms) for item in node.items]
            sure = " + ".join(f"CASE WHEN {each} THEN 1 ELSE 0 END" for each in held)
            most = " + ".join(f"CASE WHEN NOT {each} THEN 0 ELSE 1 END" for each in held)
            return f"CASE WHEN {sure} >= {node.count} THEN true WHEN {most} < {node.count} THEN false END"
        case n.Choice():
            asked, then, otherwise = (condition(each, terms) for each in (node.condition, node.then, node.otherwise))
            return f"CASE WHEN {asked} THEN {then} WHEN NOT {asked} THEN {otherwise} END"
        case _:
            found = number(node, terms)
            return f"({found.low} <> 0)"


def _bounds(low: str, high: str, one: bool, turned: bool = False) -> Bounds:
    if one:
        return Bounds(low, low)
    return Bounds(high, low) if turned else Bounds(low, high)


def _hundredfold(value: Bounds) -> Bounds:
    return _bounds(f"(100 * {value.low})", f"(100 * {value.high})", value.one)


def _most(items: list[str], name: str) -> str:
    """DuckDB's least and greatest pass NULLs over; here NULL is unbounded."""
    return f"CASE WHEN {' AND '.join(f'{item} IS NOT NULL' for item in items)} THEN {name}({', '.join(items)}) END"


def _extreme(name: str, items: list[Bounds]) -> Bounds:
    if all(item.one for item in items):
        both = f"{name}({', '.join(item.low for item in items)})"
        return Bounds(both, both)
    return Bounds(_most([item.low for item in items], name), _most([item.high for item in items], name))


def _arithmetic(sign: str, a: Bounds, b: Bounds) -> Bounds:
    match sign:
        case "+":
            return _bounds(f"({a.low} + {b.low})", f"({a.high} + {b.high})", a.one and b.one)
        case "-":
            return _bounds(f"({a.low} - {b.high})", f"({a.high} - {b.low})", a.one and b.one)
        case "*":
            if a.one and b.one:
                return Bounds(_product(a.low, b.low), _product(a.low, b.low))
            corners = [_product(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
            return Bounds(_most(corners, "least"), _most(corners, "greatest"))
        case _:
            return _quotient(a, b)


def _product(a: str, b: str) -> str:
    if a.replace(".", "").isdigit() and "." not in a:
        return f"({a} * {b})"
    return f"CAST(CAST({a} AS {FACTOR}) * CAST({b} AS {FACTOR}) AS {NUMBER})"


def _quotient(a: Bounds, b: Bounds) -> Bounds:
    if a.one and b.one:
        both = f"quotient({a.low}, {b.low})"
        return Bounds(both, both)
    corners = [f"quotient({x}, {y})" for x in (a.low, a.high) for y in (b.low, b.high)]
    apart = f"({b.low} > 0 OR {b.high} < 0)"
    return Bounds(
        f"CASE WHEN {apart} THEN {_most(corners, 'least')} END",
        f"CASE WHEN {apart} THEN {_most(corners, 'greatest')} END",
    )


def _choice(node: n.Choice, terms: Terms) -> Bounds:
    asked = condition(node.condition, terms)
    then, otherwise = number(node.then, terms), number(node.otherwise, terms)
    if terms.exact:
        both = f"CASE WHEN {asked} THEN {then.low} ELSE {otherwise.low} END"
        return Bounds(both, both)
    texts = []
    for first, second, name in ((then.low, otherwise.low, "least"), (then.high, otherwise.high, "greatest")):
        open_ = _most([first, second], name)
        texts.append(f"CASE WHEN {asked} THEN {first} WHEN NOT {asked} THEN {second} ELSE {open_} END")
    return Bounds(*texts)


def _compared(sign: str, a: Bounds, b: Bounds) -> str:
    if a.one and b.one:
        return f"({a.low} {'=' if sign == '==' else '<>' if sign == '!=' else sign} {b.low})"
    match sign:
        case "<":
            return f"CASE WHEN {a.high} < {b.low} THEN true WHEN {a.low} >= {b.high} THEN false END"
        case "<=":
            return f"CASE WHEN {a.high} <= {b.low} THEN true WHEN {a.low} > {b.high} THEN false END"
        case ">":
            return _compared("<", b, a)
        case ">=":
            return _compared("<=", b, a)
        case _:
            same = f"{a.low} = {a.high} AND {b.low} = {b.high} AND {a.low} = {b.low}"
            apart = f"{a.high} < {b.low} OR {a.low} > {b.high}"
            first, second = ("true", "false") if sign == "==" else ("false", "true")
            return f"CASE WHEN {same} THEN {first} WHEN {apart} THEN {second} END"
