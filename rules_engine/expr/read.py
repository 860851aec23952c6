"""Reading an expression: text of a ruleset in, a tree out. Python parses it, but never evaluates it."""

import ast
from datetime import date
from fractions import Fraction

from rules_engine.errors import Problem, UnreadableRuleset, in_order, nearest
from rules_engine.expr import nodes as n
from rules_engine.expr.functions import FUNCTIONS, Role
from rules_engine.expr.tokens import at, check_tokens
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import define, field
from rules_engine.values.number import parse_decimal

DEEPEST_TREE = 100
_ARITHMETIC: dict[type[ast.operator], n.ArithmeticSign] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_COMPARISON: dict[type[ast.cmpop], n.ComparisonSign] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
# Stands where nothing could be read; a tree that holds one is never returned.
_NOTHING = n.Number(Fraction(0))


def read(text: str, place: Place) -> n.Node:
    """The tree of an expression whose first character stands at `place`.

    Raises UnreadableRuleset with every problem that could be found at once.
    """
    checked = check_tokens(text, place)
    problems = list(checked.problems)
    source = checked.text.strip()
    reader = _Reader(source, text, checked.text.find(source), place)
    node: n.Node = _NOTHING
    try:
        body = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        if not problems:
            problems.append(reader.broken(error))
    except (RecursionError, MemoryError, ValueError):
        if not problems:
            problems.append(_too_deep(place))
    else:
        if _depth(body) > DEEPEST_TREE:
            problems.append(_too_deep(place))
        else:
            node = reader.node(body)
            problems += reader.problems
    if problems:
        raise UnreadableRuleset(*in_order(problems))
    return node


def _too_deep(place: Place) -> Problem:
    message = Message("The expression is nested more than {limit} deep.", limit=DEEPEST_TREE)
    return Problem(place, message, advice=Message("Split it into several criteria or facts."))


def _depth(tree: ast.expr) -> int:
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [child for above in level for child in ast.iter_child_nodes(above) if isinstance(child, ast.expr)]
    return depth


@define(eq=False, repr=False)
class _Reader:
    """Turns Python's syntax tree into ours and collects problems; `shift` is where `source` starts in `text`."""

    source: str
    text: str
    shift: int
    place: Place
    problems: list[Problem] = field(factory=list)

    def broken(self, error: SyntaxError) -> Problem:
        # Python reports a text that ends too early at column 0 or on a line of its own.
        ended = not error.offset or error.lineno != 1
        start = len(self.source) if ended or error.offset is None else error.offset - 1
        rest = self.source[start : start + 20].strip()
        where = at(self.place, self.text, self.shift + start)
        if not rest:
            return Problem(where, Message("The expression ends too early."))
        return Problem(where, Message('The expression cannot be read at "{rest}".', rest=rest))

    def refuse(self, tree: ast.expr, message: Message, near: str | None = None, advice: Message | None = None) -> None:
        if not self.cut(tree).strip("_"):
            return  # a placeholder: its problem has been told already
        where = at(self.place, self.text, self.shift + tree.col_offset)
        self.problems.append(Problem(where, message, near, advice))

    def cut(self, tree: ast.expr) -> str:
        return self.source[tree.col_offset : tree.end_col_offset]

    def node(self, tree: ast.expr) -> n.Node:
        match tree:
            case ast.Constant():
                return self.constant(tree)
            case ast.Name() | ast.Attribute():
                return self.reference(tree)
            case ast.UnaryOp(op=ast.USub()):
                number = self.number(tree)
                return n.Negative(self.node(tree.operand)) if number is None else n.Number(number)
            case ast.UnaryOp(op=ast.Not()):
                return n.Not(self.node(tree.operand))
            case ast.BinOp() if type(tree.op) in _ARITHMETIC:
                return n.Arithmetic(_ARITHMETIC[type(tree.op)], self.node(tree.left), self.node(tree.right))
            case ast.Compare() if all(type(sign) in _COMPARISON for sign in tree.ops):
                first = self.node(tree.left)
                pairs = zip(tree.ops, tree.comparators, strict=True)
                return n.Comparison(first, tuple((_COMPARISON[type(sign)], self.node(right)) for sign, right in pairs))
            case ast.BoolOp(op=ast.And()):
                return n.AllOf(tuple(self.node(item) for item in tree.values))
            case ast.BoolOp():
                return n.AnyOf(tuple(self.node(item) for item in tree.values))
            case ast.IfExp():
                then, condition = self.node(tree.body), self.node(tree.test)
                return n.Choice(then, condition, self.node(tree.orelse))
            case ast.Call():
                return self.call(tree)
            case _:
                self.refuse(tree, Message('"{text}" is not a form of the language.', text=self.cut(tree)))
                return _NOTHING

    def constant(self, tree: ast.Constant) -> n.Node:
        if not isinstance(tree.value, str):
            return n.Number(self.number(tree) or Fraction(0))
        try:
            return n.Day(date.fromisoformat(tree.value))
        except ValueError:
            self.refuse(tree, Message("There is no day {day}.", day=tree.value))
            return _NOTHING

    def number(self, tree: ast.expr) -> Fraction | None:
        """The exact value of digits, with or without a minus that touches them; None for anything else.

        A minus before a bracket is a sign that calculates, so that `-(5)` and `-5` are two trees.
        """
        return parse_decimal(self.cut(tree).replace(" ", ""))

    def reference(self, tree: ast.expr) -> n.Node:
        name = self.cut(tree)
        if name == "param":
            self.refuse(tree, Message("The name of the parameter is missing."), advice=Message("Write param.name."))
        if name.startswith("param."):
            return n.ParameterRef(name.removeprefix("param."))
        return n.FactRef(name)

    def call(self, tree: ast.Call) -> n.Node:
        name = self.cut(tree.func)
        function = FUNCTIONS.get(name)
        # Arguments by name cannot occur: a single `=` is refused before Python sees it.
        arguments = tree.args
        roles = function.roles_of(len(arguments)) if function else None
        if function is not None and roles is not None:
            return function.build(*map(self.argument, roles, arguments))
        if function is None:
            self.refuse(tree.func, Message('There is no function "{name}".', name=name), nearest(name, FUNCTIONS))
        else:
            self.refuse(
                tree.func,
                Message(
                    "{signature} does not take {count} arguments.",
                    signature=function.signature,
                    count=len(arguments),
                ),
            )
        for argument in arguments:
            self.node(argument)
        return _NOTHING

    def argument(self, role: Role, tree: ast.expr) -> object:
        match role:
            case "value":
                return self.node(tree)
            case "fact":
                return self.fact(tree)
            case "count":
                return self.count(tree)
            case "points":
                return self.points(tree)
            case "limit":
                return self.limit(tree)

    def fact(self, tree: ast.expr) -> str:
        found = self.reference(tree) if isinstance(tree, ast.Name | ast.Attribute) else _NOTHING
        if isinstance(found, n.FactRef):
            return found.id
        self.refuse(tree, Message('The id of a fact is expected, not "{text}".', text=self.cut(tree)))
        return ""

    def count(self, tree: ast.expr) -> int:
        number = self.number(tree)
        if number is not None and number.denominator == 1 and number >= 0:
            return int(number)
        self.refuse(tree, Message('A whole number is expected, not "{text}".', text=self.cut(tree)))
        return 0

    def points(self, tree: ast.expr) -> Fraction:
        match tree:
            case ast.BinOp(op=ast.Div()):
                above, below = self.number(tree.left), self.number(tree.right)
                number = above / below if above is not None and below else None
            case _:
                number = self.number(tree)
        if number is None:
            self.refuse(tree, Message('A number of points is expected, not "{text}".', text=self.cut(tree)))
        return number or Fraction(0)

    def limit(self, tree: ast.expr) -> "n.Number | n.ParameterRef":
        number = self.number(tree)
        if number is not None:
            return n.Number(number)
        found = self.reference(tree) if isinstance(tree, ast.Name | ast.Attribute) else _NOTHING
        if isinstance(found, n.ParameterRef):
            return found
        self.refuse(tree, Message('A number or param.name is expected, not "{text}".', text=self.cut(tree)))
        return _NOTHING
