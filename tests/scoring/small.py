"""Rulesets of a few criteria, made in code, and facts for them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from rules_engine.checks.check import Arguments, Check, Decision, Known
from rules_engine.expr.needs import needed_facts
from rules_engine.expr.nodes import Node
from rules_engine.expr.read import read
from rules_engine.expr.typecheck import typecheck
from rules_engine.facts.fact import Level
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.ruleset.model import (
    Area,
    Band,
    Basis,
    Built,
    Criterion,
    Decided,
    Gate,
    GateKind,
    Indicator,
    Ruleset,
    Window,
)
from rules_engine.values.ranges import Range
from rules_engine.values.units import unit_table

PLACE = Place("small.yaml", 1, 1)
TITLE = LocalText("题", "title")
LAW = (Basis(LocalText("某法", "a law"), "seen"),)
IDS = [f"rate_{letter}" for letter in "abcdefgh"]
VOCABULARY = Vocabulary(
    {id: FactEntry(id, TITLE, unit_table().units["%"], Range(Fraction(0), Fraction(100)), PLACE) for id in IDS}
    | {
        id: FactEntry(id, TITLE, unit_table().units["起"], Range(Fraction(0), None), PLACE)
        for id in ("accidents", "frauds", "arrears")
    }
    | {
        "rate_made": FactEntry(
            "rate_made",
            TITLE,
            unit_table().units["%"],
            Range(Fraction(0), Fraction(100)),
            PLACE,
            formula="share(accidents, frauds)",
        )
    }
    | {"kept": FactEntry("kept", TITLE, unit_table().units["yes_no"], Range(Fraction(0), Fraction(1)), PLACE)}
)
UNITS = {id: entry.unit for id, entry in VOCABULARY.facts.items()}
NINGXIA = (
    Band("excellent", LocalText("优秀", "Excellent"), Fraction(90), True),
    Band("good", LocalText("良好", "Good"), Fraction(80), True),
    Band("qualified", LocalText("合格", "Qualified"), Fraction(65), True),
    Band("unqualified", LocalText("不合格", "Unqualified"), None, False),
)


def tree(text: str) -> Node:
    return read(text, PLACE)


def criterion(id: str, points: int | Fraction, text: str, **more: object) -> Criterion:
    """A criterion decided by an expression."""
    node = tree(text)
    typed = typecheck(node, UNITS, {}, PLACE)
    rule = Built("require", node, typed.exact, typed.kind == "truth", needed_facts(node))
    return Criterion(id, TITLE, Fraction(points), rule, LAW, PLACE, **more)  # type: ignore[arg-type]


def decided(id: str, points: int, answer: object) -> Criterion:
    """A criterion decided by a plugin's function over `rate_a`: it answers, or raises, what it is given."""

    def decide(facts: Mapping[str, Known | None], arguments: Arguments) -> Decision:
        if isinstance(answer, BaseException):
            raise answer
        return answer  # type: ignore[return-value]

    check = Check("some.check", TITLE, (), decide=decide)
    rule = Decided(check, Arguments({}, Fraction(points)), ("rate_a",))
    return Criterion(id, TITLE, Fraction(points), rule, LAW, PLACE)


def gate(id: str, kind: GateKind, when: str, to: str = "", years: int | None = None, **more: object) -> Gate:
    window = None if years is None else Window(years)
    return Gate(id, TITLE, kind, tree(when), LAW, PLACE, to, window, **more)  # type: ignore[arg-type]


def ruleset(criteria: Sequence[Criterion], **more: object) -> Ruleset:
    """A ruleset of one area and one indicator, with the bands of Ningxia 2019; its total is 100 unless told."""
    area = Area("area", TITLE, (Indicator("indicator", TITLE, tuple(criteria)),))
    settings: dict[str, object] = {
        "name": "small",
        "title": TITLE,
        "reconstruction": True,
        "schemes": (),
        "language": "zh",
        "areas": (area,),
        "bands": NINGXIA,
        "parameters": {},
        "vocabulary": VOCABULARY,
        "digest": "",
    }
    return Ruleset(**{**settings, **more})  # type: ignore[arg-type]


E0, E1, E2, E3, E4 = Level.E0, Level.E1, Level.E2, Level.E3, Level.E4
