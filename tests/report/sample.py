"""A small verdict made by hand: every status, a refused plugin, a fired veto or an open one, figures that differ."""

from datetime import date
from fractions import Fraction

from attrs import evolve

from rules_engine.documents.document import Block, Document
from rules_engine.errors import Problem
from rules_engine.expr import read as expressions
from rules_engine.expr.needs import needed_facts
from rules_engine.expr.typecheck import typecheck
from rules_engine.facts.entry import Entry
from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.factset import FactSet
from rules_engine.facts.head import Head
from rules_engine.facts.mention import Mention, Relation
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.hooks.host import PluginRecord
from rules_engine.judge import Judge
from rules_engine.messages import LocalText, Message
from rules_engine.places import Anchor, Place
from rules_engine.ruleset.model import (
    Area,
    Band,
    Basis,
    Built,
    Bureau,
    Criterion,
    Gate,
    Indicator,
    Missing,
    Request,
    Ruleset,
)
from rules_engine.ruleset.parameters import DatedParameter, Edition
from rules_engine.scoring.bands import bands_between
from rules_engine.scoring.gates import run_gates
from rules_engine.scoring.requests import request_lines
from rules_engine.scoring.sheet import score_sheet
from rules_engine.scoring.verdict import Chapter, EvaluatedPeriod, Read, Verdict
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range
from rules_engine.values.units import unit_named

PLACE = Place("sample.yaml", 1, 1)
TEXT = "全县毛入园率达93.2%，教师均已配齐。\n投入增加1225万元，增长0.07%。\n仍有大班额2个。\n"
DIGEST = "0" * 64
DOCUMENT = Document("报告.txt", DIGEST, TEXT, (Block("¶1", 0, 20), Block("¶2", 20, 38), Block("¶3", 38, 47)), "utf-8")


def _entry(id: str, zh: str, en: str, unit: str, low: int = 0, high: int | None = None) -> FactEntry:
    found = unit_named(unit)
    assert found is not None
    return FactEntry(
        id, LocalText(zh, en), found, Range(Fraction(low), None if high is None else Fraction(high)), PLACE
    )


ENTRIES = (
    _entry("enrolment", "毛入园率", "gross enrolment rate", "%", 0, 100),
    _entry("staffed", "教师配齐率", "share of posts filled", "%", 0, 100),
    _entry("large_classes", "大班额个数", "number of large classes", "个"),
    _entry("guards", "专职保安配备率", "share of schools with guards", "%", 0, 100),
    _entry("growth", "经费增长率", "growth of funds", "%"),
    _entry("accidents", "重大事故起数", "number of major accidents", "起"),
    _entry("falsified", "经认定弄虚作假", "data found to be falsified", "yes_no", 0, 1),
)
VOCABULARY = Vocabulary({entry.id: entry for entry in ENTRIES})
UNITS = {entry.id: entry.unit for entry in ENTRIES}
PERCENT = UNITS["growth"]
PARAMETERS = {
    "least_enrolment": DatedParameter(
        "least_enrolment",
        LocalText("毛入园率标准", "required enrolment rate"),
        PERCENT,
        (
            Edition(
                Fraction(85),
                None,
                date(2020, 1, 1),
                None,
                LocalText("国家督导办法", "national measures"),
                "seen",
                None,
                PLACE,
            ),
        ),
        PLACE,
    )
}
REQUEST = Request(
    LocalText("保安配备统计表", "table of guards"), (Bureau("police", LocalText("县公安局", "county police bureau")),)
)
LAW = Basis(LocalText("某办法第三条", "Measures, art. 3"), "memory")


def _criterion(id: str, zh: str, en: str, text: str, points: int, level: Level = Level.E1) -> Criterion:
    tree = expressions.read(text, PLACE)
    typed = typecheck(tree, UNITS, {"least_enrolment": PERCENT}, PLACE)
    rule = Built("require", tree, typed.exact, typed.kind == "truth", needed_facts(tree))
    return Criterion(id, LocalText(zh, en), Fraction(points), rule, (LAW,), PLACE, evidence=level, request=REQUEST)


CRITERIA = (
    _criterion("enrolment", "毛入园率达标", "Enrolment reaches the standard", "enrolment >= param.least_enrolment", 40),
    _criterion("staffed", "教师配齐", "Posts are filled", "staffed >= 95", 20),
    _criterion("classes", "消除大班额", "No large classes", "large_classes == 0", 10),
    _criterion("guards", "保安配齐", "Guards everywhere", "guards >= 100", 20),
)
ORPHAN = Criterion(
    "orphan", LocalText("外来检查", "A check of a plugin"), Fraction(10), Missing("far.check", "far"), (LAW,), PLACE
)


def _gate(id: str, zh: str, en: str, kind: str, when: str, human: bool = False, to: str = "") -> Gate:
    return Gate(
        id,
        LocalText(zh, en),
        kind,
        expressions.read(when, PLACE),
        (LAW,),
        PLACE,
        to=to,
        requires_human=human,
        request=REQUEST,  # type: ignore[arg-type]
    )


RULESET = Ruleset(
    "sample",
    LocalText("示例方案", "Sample scheme"),
    True,
    ("渝教函〔2023〕464号",),
    "zh",
    (
        Area(
            "schooling",
            LocalText("发展教育", "Development"),
            (Indicator("schooling.all", LocalText("学位与教师", "Places and staff"), CRITERIA[:3]),),
        ),
        Area(
            "safety",
            LocalText("安全稳定", "Safety"),
            (Indicator("safety.all", LocalText("校园安全", "Safe schools"), (CRITERIA[3], ORPHAN)),),
        ),
    ),
    (
        Band("good", LocalText("良好", "Good"), Fraction(80), True),
        Band("qualified", LocalText("合格", "Qualified"), Fraction(60), True),
        Band("failed", LocalText("不合格", "Not qualified"), None, False),
    ),
    PARAMETERS,
    VOCABULARY,
    "1" * 64,
    gates=(
        _gate("accidents", "重大事故限制评优", "Major accidents", "cap", "accidents > 0", to="qualified"),
        _gate("falsified", "数据经认定弄虚作假", "Falsified data", "veto", "falsified", human=True),
    ),
)


def _fact(id: str, value: Range, level: Level, quote: str, printed: str, year: int | None = 2023) -> Fact:
    start = TEXT.index(quote)
    anchor = DOCUMENT.anchor(start, start + len(quote))
    kind = "problem" if id == "large_classes" else "achieved"
    origin = "mention" if printed else "claim"
    period = None if year is None else Period(year)
    return Fact(id, value, level, kind, origin, (Citation(quote, anchor),), period, printed=printed)


FACTS = (
    _fact("enrolment", Range.of(Fraction("93.2")), Level.E1, "毛入园率达93.2%", "93.2%"),
    _fact("staffed", Range.of(100), Level.E0, "教师均已配齐", ""),
    _fact("large_classes", Range.of(2), Level.E1, "仍有大班额2个", "2个", None),
)


def _mention(quote: str, figure: str, number: str, unit: str) -> Mention:
    start = TEXT.index(figure)
    anchor = Anchor(DOCUMENT.name, DIGEST, "¶2", start, start + len(figure))
    value = Fraction(number)
    sentence = (20, 37)
    return Mention(anchor, figure, value, Range.of(value), unit, Fraction(0), sentence, sentence)


MENTIONS = (_mention("投入增加1225万元", "1225万元", "12250000", "元"), _mention("增长0.07%", "0.07%", "0.07", "%"))
RELATIONS = (
    Relation(
        "growth",
        "contradictory",
        Message("Growth of {rate} differs from an increase of {amount}.", rate="0.07%", amount="1225万元"),
        (1, 0),
        ("growth",),
        {"growth": Range.of(Fraction("0.7"))},
        Message("Is it 0.70% perhaps?"),
        "growth_amount",
    ),
)
REFUSED = PluginRecord(
    "far",
    "far-plugin",
    "1.0",
    "2" * 64,
    "refused",
    ("far.check",),
    problems=(Problem(None, Message("it raised an error when it was imported"), code="import_error"),),
)


def verdict(*more: Fact) -> Verdict:
    """The sample, with further facts if wanted."""
    facts = (*FACTS, *more)
    held = FactSet(VOCABULARY, 2023, facts)
    judge = Judge(held, {"least_enrolment": Fraction(85)}, RULESET.quantum)
    findings = {c.id: judge.finding(c) for c in RULESET.criteria}
    findings["enrolment"] = evolve(findings["enrolment"], relations=(0,))
    sheet = score_sheet(RULESET, findings)
    bands = bands_between(RULESET, sheet[-1].scores.confirmed, sheet[-1].scores.best)
    grades, gates = run_gates(RULESET, bands, held, {})
    return Verdict(
        engine="0.1.0",
        ruleset=RULESET,
        ruleset_reason="scheme",
        submission="示例",
        documents=(DOCUMENT,),
        head=Head("自评报告", "青河县", "青府函〔2023〕1号", date(2023, 10, 25), ("渝教函〔2023〕464号",), 2023),
        period=EvaluatedPeriod(2023, "scheme", date(2023, 10, 25), "report"),
        entries=tuple(map(entered, more)),
        facts=facts,
        mentions=MENTIONS,
        claims=(),
        relations=RELATIONS,
        chapters=(Chapter(DOCUMENT.name, "发展教育", 2, 0, 20, "achievements", "schooling"),),
        findings=findings,
        sheet=sheet,
        scores=sheet[-1].scores,
        bands=bands,
        gates=gates,
        grades=grades,
        plugins=(REFUSED,),
        flags=(),
        requests=request_lines(RULESET, findings, gates),
        report=DOCUMENT.name,
    )


def entered(fact: Fact) -> Entry:
    """The entry that a fact of an inspector comes from."""
    cited = fact.citations[0] if fact.citations else Citation("现场查看", None, "督学甲")
    return Entry("value", cited.author, date(2023, 11, 2), cited.quote, cited.quote, fact)


def entry(id: str, value: int, author: str = "督学甲") -> Fact:
    """An inspector's entry."""
    return Fact(id, Range.of(value), Level.E4, "achieved", "entry", (Citation("现场查看", None, author),), Period(2023))


def read(*more: Fact) -> Read:
    """What the verdict rests on, as it was read."""
    found = verdict(*more)
    areas = {area.id: area.title for area in found.ruleset.areas}
    told = (found.mentions, found.claims, found.relations, found.entries, found.chapters)
    return Read(found.documents, found.ruleset.vocabulary, *told, areas, (), "zh")
