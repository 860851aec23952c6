"""The words and signs of an expression, checked one by one before Python's parser sees the text."""

import re
import unicodedata
from keyword import iskeyword

from rules_engine.errors import Problem
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import frozen
from rules_engine.regex import regex

LONGEST = 4000
DEEPEST = 40

_TOKEN = regex(
    r"""(?P<blank>\s+)
    | (?P<text>[A-Za-z]{0,2}(?:'[^'\n]*'?|"[^"\n]*"?))
    | (?P<number>\.?\d[\w.]*)
    | (?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)
    | (?P<bracket>[()])
    | (?P<sign>\*\*|//|<=|>=|==|!=|=>|=<|<>|&&|\|\||[-<>=!+*/&|,])
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER = regex(r"(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_NAME = regex(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", re.ASCII)
_DAY = regex(r"""(['"])\d{4}-\d{2}-\d{2}\1""", re.ASCII)
_WORDS = frozenset({"and", "or", "not", "if", "else"})
_SIGNS = frozenset({"<", "<=", ">", ">=", "==", "!=", "+", "-", "*", "/", ","})
_MEANT = {
    "=": "==", "=>": ">=", "=<": "<=", "<>": "!=", "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not",
    "且": "and", "并且": "and", "和": "and", "或": "or", "或者": "or", "非": "not", "如果": "if", "否则": "else",
    "≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "÷": "/", "−": "-", "–": "-", "、": ",",
}  # fmt: skip


@frozen(eq=False, repr=False)
class Checked:
    """The text with placeholders for what was refused, every column kept, and the problems found."""

    text: str
    problems: tuple[Problem, ...]


def at(place: Place, text: str, offset: int) -> Place:
    """The place of the character at `offset` of an expression that starts at `place`.

    The columns of continued lines are not known, so a problem there stands at the start of the expression.
    """
    if not place.line or "\n" in text[:offset]:
        return place
    return Place(place.file, place.line, place.column + offset)


def check_tokens(text: str, place: Place) -> Checked:
    """Every word, number, date, sign and bracket looked at; nothing is evaluated."""
    if len(text) > LONGEST:
        message = Message(
            "The expression is {length} characters long; at most {limit} are read.", length=len(text), limit=LONGEST
        )
        return Checked("", (Problem(place, message, advice=Message("Split it into several criteria or facts.")),))
    problems: list[Problem] = []
    pieces: list[str] = []
    opened: list[int] = []
    for found in _TOKEN.finditer(text):
        kind, token, where = found.lastgroup, found.group(), at(place, text, found.start())
        problem = None
        if kind == "bracket" and token == "(":
            opened.append(found.start())
            if len(opened) == DEEPEST + 1:
                problem = Problem(where, Message("Brackets stand more than {limit} deep.", limit=DEEPEST))
        elif kind == "bracket" and not opened:
            problem = Problem(where, Message("This bracket closes nothing."))
        elif kind == "bracket":
            opened.pop()
        elif kind == "text":
            problem = _text_problem(token, where)
        elif kind == "number":
            problem = _number_problem(token, where)
        elif kind == "name":
            problem = _name_problem(token, where)
        elif kind != "blank":
            problem = _sign_problem(token, where)
        if kind == "blank":
            pieces.append(" " * len(token))
        elif problem is None:
            pieces.append(token)
        else:
            problems.append(problem)
            pieces.append(("_" if kind in ("text", "number", "name") else " ") * len(token))
    if opened and len(opened) <= DEEPEST:
        problems.append(Problem(at(place, text, opened[-1]), Message("This bracket is never closed.")))
    if not text.strip():
        problems.append(Problem(place, Message("The expression is empty.")))
    return Checked("".join(pieces), tuple(problems))


def _text_problem(token: str, where: Place) -> Problem | None:
    if _DAY.fullmatch(token):
        return None
    return Problem(
        where,
        Message("Only dates stand in quotes, and {token} is none.", token=token),
        advice=Message("Write a date as '2023-05-01'."),
    )


def _number_problem(token: str, where: Place) -> Problem | None:
    if _NUMBER.fullmatch(token):
        return None
    meant = unicodedata.normalize("NFKC", token)
    return Problem(
        where,
        Message('"{token}" is not a number of the language.', token=token),
        meant if _NUMBER.fullmatch(meant) else None,
        Message("Write digits with at most one point between them, such as 85, 0.5 or 1225000."),
    )


def _name_problem(token: str, where: Place) -> Problem | None:
    if token in _WORDS or (_NAME.fullmatch(token) and not any(map(iskeyword, token.split(".")))):
        return None
    if iskeyword(token):
        return Problem(where, Message('"{token}" is not a word of the language.', token=token))
    if token in _MEANT:
        return Problem(where, Message('"{token}" is not a word of the language.', token=token), _MEANT[token])
    meant = unicodedata.normalize("NFKC", token).lower()
    return Problem(
        where,
        Message('"{token}" is not an id.', token=token),
        meant if meant != token and _NAME.fullmatch(meant) else None,
        Message("Ids are lower-case ASCII words joined by dots, no Python keyword among them."),
    )


def _sign_problem(token: str, where: Place) -> Problem | None:
    if token in _SIGNS:
        return None
    advice = {
        "%": Message("Leave the sign out: a number takes the unit of what it meets."),
        "**": Message("There are no powers; multiply instead."),
        ":": Message("A ratio such as 1:19 is written as the number 19 beside a fact in 1:x."),
    }
    plain = unicodedata.normalize("NFKC", token)
    meant = _MEANT.get(plain, plain)
    return Problem(
        where,
        Message('"{token}" is not a sign of the language.', token=token),
        meant if meant in _SIGNS | _WORDS | {"(", ")"} else None,
        advice.get(plain),
    )
