"""Whether this engine can read a ruleset at all: its format and the range of engines it asks for."""

import re
from itertools import zip_longest

from rules_engine.errors import Problem
from rules_engine.messages import Message
from rules_engine.regex import regex
from rules_engine.version import __version__
from rules_engine.yaml_text import Mapping, Scalar

FORMAT = "1"
_CLAUSE = regex(r"\s*(>=|<=|==|>|<)\s*(\d{1,6}(?:\.\d{1,6}){0,3})\s*", re.ASCII)


def format_problems(tree: Mapping, version: str = __version__) -> list[Problem]:
    """Why the ruleset is not for this engine; nothing where it is, or where the keys are missing."""
    declared, engine = tree.find("format"), tree.find("engine")
    if isinstance(declared, Scalar) and declared != FORMAT:
        message = Message(
            "The ruleset is of format {found}; this engine reads format {format}.", found=str(declared), format=FORMAT
        )
        return [Problem(declared.place, message, code="format")]
    if not isinstance(engine, Scalar):
        return []
    clauses = [_CLAUSE.fullmatch(clause) for clause in engine.split(",")]
    if not all(clauses):
        advice = Message("Write {form}.", form='engine: ">=0.1,<1"')
        message = Message('"{range}" is no range of versions.', range=str(engine))
        return [Problem(engine.place, message, advice=advice, code="engine")]
    if all(clause and _holds(version, clause[1], clause[2]) for clause in clauses):
        return []
    message = Message("The ruleset needs an engine {range}; this is {version}.", range=str(engine), version=version)
    return [Problem(engine.place, message, code="engine")]


def _holds(version: str, sign: str, bound: str) -> bool:
    own, other = zip(*zip_longest(_numbers(version), _numbers(bound), fillvalue=0), strict=True)
    return {
        ">=": own >= other,
        "<=": own <= other,
        "==": own == other,
        ">": own > other,
        "<": own < other,
    }[sign]


def _numbers(version: str) -> list[int]:
    found = re.match(r"\d+(\.\d+)*", version)
    return [int(part) for part in found[0].split(".")] if found else [0]
