"""One value of YAML, read strictly: what it is, or a problem at its place."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NewType

from rules_engine import yaml_text
from rules_engine.errors import Problem, nearest
from rules_engine.ids import id_problem, is_id
from rules_engine.messages import LocalText, Message
from rules_engine.regex import regex
from rules_engine.values.number import parse_decimal
from rules_engine.yaml_text import List, Node, Scalar

Id = NewType("Id", Scalar)
Problems = list[Problem]
Reader = Callable[[Node, Problems], Any]

_DAY = regex(r"\d{4}-\d\d-\d\d", re.ASCII)
_COUNT = regex(r"0|[1-9]\d{0,8}", re.ASCII)


class _Broken:
    """What a reader returns for a node it cannot read; the problem is told already."""


BROKEN = _Broken()


def wrong(node: Node, expected: Message, problems: Problems, advice: Message | None = None) -> _Broken:
    """Tells what was expected and what was found instead."""
    if isinstance(node, Scalar):
        if not node and node.plain:
            found = Message("nothing")
        else:
            found = Message('"{text}"', text=str(node) if len(node) <= 60 else node[:60] + "…")
    else:
        found = Message("a list") if isinstance(node, List) else Message("a mapping")
    message = Message("Expected {expected}, found {found}.", expected=expected, found=found)
    problems.append(Problem(node.place, message, advice=advice, code="type"))
    return BROKEN


def _read_text(node: Node, problems: Problems) -> Any:
    if isinstance(node, Scalar) and node:
        return node
    return wrong(node, Message("text"), problems)


def _read_id(node: Node, problems: Problems) -> Any:
    if not isinstance(node, Scalar) or not node:
        return wrong(node, Message("an id"), problems)
    if is_id(node):
        return node
    problems.append(id_problem(node, node.place))
    return BROKEN


def _read_truth(node: Node, problems: Problems) -> Any:
    if isinstance(node, Scalar) and node.plain and node in ("true", "false"):
        return node == "true"
    return wrong(node, Message("true or false"), problems)


def _read_number(node: Node, problems: Problems) -> Any:
    number = parse_decimal(node) if isinstance(node, Scalar) and node.plain else None
    if number is not None and not _has_needless_zero(node):  # type: ignore[arg-type]
        return number
    advice = Message("Write a plain decimal such as 93.5: no quotes, exponent, separators or leading zeros.")
    return wrong(node, Message("a number"), problems, advice)


def _has_needless_zero(text: str) -> bool:
    digits = text.lstrip("+-")
    return len(digits) > 1 and digits[0] == "0" and digits[1] != "."


def _read_count(node: Node, problems: Problems) -> Any:
    if isinstance(node, Scalar) and node.plain and _COUNT.fullmatch(node):
        return int(node)
    return wrong(node, Message("a whole number"), problems)


def _read_day(node: Node, problems: Problems) -> Any:
    if isinstance(node, Scalar) and _DAY.fullmatch(node):
        try:
            return date.fromisoformat(node)
        except ValueError:
            pass
    return wrong(node, Message("a day such as 2020-01-31"), problems)


def _read_local_text(node: Node, problems: Problems) -> Any:
    if not isinstance(node, yaml_text.Mapping):
        advice = Message("Write {form}.", form="{zh: …, en: …}")
        return wrong(node, Message("a text in both languages"), problems, advice)
    texts: dict[str, str] = {}
    for own, value in node.items():
        if own not in ("zh", "en") and isinstance(value, Scalar) and not value and value.plain:
            message = Message('There is no key "{key}" here.', key=str(own))
            advice = Message("A text that holds a comma stands in quotes.")
            problems.append(Problem(own.place, message, advice=advice, code="key"))
        elif own not in ("zh", "en"):
            problems.append(unknown_key(own, ("zh", "en")))
        elif isinstance(value, Scalar) and value:
            texts[own] = str(value)
        else:
            wrong(value, Message("text"), problems)
            texts[own] = ""
    for language in ("zh", "en"):
        if language not in texts:
            problems.append(missing_key(node, language))
    if not all(texts.get(language) for language in ("zh", "en")):
        return BROKEN
    return LocalText(texts["zh"], texts["en"])


def unknown_key(own: Scalar, valid: tuple[str, ...]) -> Problem:
    """The problem of a key that a mapping does not have, with the nearest that it has."""
    near = nearest(own, valid)
    advice = None if near else Message("The keys here are: {keys}.", keys=", ".join(valid))
    return Problem(
        own.place,
        Message('There is no key "{key}" here.', key=str(own)),
        nearest=near,
        advice=advice,
        code="key",
    )


def missing_key(node: yaml_text.Mapping, name: str) -> Problem:
    """The problem of a key that a mapping must have."""
    return Problem(node.place, Message('The key "{key}" is missing.', key=name), code="missing_key")


def _read_node(node: Node, problems: Problems) -> Any:
    return node


# How values of these types are read: what a reader returns is BROKEN once it has told a problem.
READERS: Mapping[Any, Reader] = {
    str: _read_text,
    Scalar: _read_text,
    Id: _read_id,
    bool: _read_truth,
    int: _read_count,
    Fraction: _read_number,
    date: _read_day,
    LocalText: _read_local_text,
    Node: _read_node,
}
