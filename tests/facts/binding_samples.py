"""A small vocabulary for the tests of binding, and what a text tells by it."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve

from rules_engine.documents.outline import outline
from rules_engine.documents.text import read_text
from rules_engine.facts.binding import bind
from rules_engine.facts.claims import find_claims
from rules_engine.facts.fact import Kind
from rules_engine.facts.issued import find_issued
from rules_engine.facts.mention import Claim, Mention
from rules_engine.facts.mentions import find_mentions
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.vocabulary_load import load_vocabulary

# id, unit, phrases, unless; further keys as YAML text
FACTS: tuple[tuple[str, str, list[str], list[str], str], ...] = (
    ("schools.total", "所", ["学校"], [], ""),
    ("schools.primary", "所", ["小学"], ["村小学"], ""),
    ("schools.junior", "所", ["初中|初级中学"], [], ""),
    ("pupils.total", "人", ["学生"], [], ""),
    ("pupils.primary", "人", ["学生 小学", "小学生"], [], ""),
    ("pupils.kindergarten", "人", ["学生 幼儿园"], [], ""),
    ("staff.total", "人", ["教职工|教职员工"], [], ""),
    ("staff.kindergarten", "人", ["教职工 幼儿园"], [], ""),
    ("projects.urban", "个", ["城区 建设项目"], [], ""),
    ("projects.urban_done", "个", ["城区 项目 建成|完工"], [], ""),
    ("projects.urban_started", "个", ["城区 项目 启动|开工"], [], ""),
    ("posts.units", "个", ["调整 # 单位编制"], [], ""),
    ("posts.people", "人", ["调整 编制 涉及"], [], ""),
    ("classes.new", "班", ["新增 教学班"], [], ""),
    ("places.new", "个", ["新增 学位"], [], ""),
    ("budget.amount", "元", ["一般公共预算教育经费|财政教育支出"], ["生均"], ""),
    ("budget.change", "元", ["一般公共预算教育经费 增加|减少"], [], "change_of: budget.amount"),
    ("budget.growth", "'%'", ["一般公共预算教育经费 增长|下降"], ["生均"], "growth_of: budget.amount"),
    ("kindergarten.public_share", "'%'", ["公办幼儿园 占比"], [], "absent: [0, 100]"),
    ("retention.primary", "'%'", ["小学 巩固率", "巩固率 小学"], [], ""),
    ("retention.junior", "'%'", ["初中 巩固率", "巩固率 初中"], [], ""),
    ("per_pupil.primary", "元/生", ["小学 生均 支出"], [], ""),
    ("site.area", "平方米", ["校园占地"], [], ""),
    ("rooms.primary", "平方米", ["小学 教学及辅助用房"], [], ""),
    ("rooms.junior", "平方米", ["初中 教学及辅助用房"], [], ""),
    ("meetings", "次", ["专题研究", "研究 教育工作"], ["意识形态"], ""),
    ("pay.ratio", '""', ["教师工资 公务员 之比"], [], "scopes: {compulsory: [义务教育], k12: [中小学]}"),
    ("twin.one", "节", ["思政课"], [], ""),
    ("twin.two", "节", ["思政课"], [], ""),
    ("escape.hours", "学时", [], [], 'patterns: ["人均(?:培训)?(\\\\d+)学时"]'),
    ("plan.issued", "yes_no", [], [], 'documents: ["教育评价 改革"]'),
    ("network.coverage", "'%'", ["网络 覆盖率"], ["村级"], 'claims: [{phrase: "网络 全覆盖", value: "= 100"}]'),
    (
        "equal_pay",
        "yes_no",
        [],
        [],
        'claims: [{phrase: "实现|做到 同工同酬", value: yes}, {phrase: "同工同酬 落实不够|未落实", value: no}]',
    ),
)

SHARED = """claims:
  - {phrase: "各项 均有增长", facts: [budget.growth], value: "> 0"}
"""

REPORT = """report:
  achievements: [履职情况]
  problems: [主要问题]
  measures: [整改措施]
  targets: [力争, 努力]
  compounds: [中小学]
"""


def vocabulary_text(facts: tuple[tuple[str, str, list[str], list[str], str], ...] = FACTS) -> str:
    """A vocabulary file with these facts; the sentences are not meant to be tried."""
    lines = ["facts:"]
    for id, unit, phrases, unless, more in facts:
        lines += [
            f"  {id}:",
            f"    title: {{zh: {id}, en: {id}}}",
            f"    unit: {unit}",
            f"    phrases: {json.dumps(phrases, ensure_ascii=False)}",
            f"    unless: [{', '.join(unless)}]",
            "    examples: [{text: 例, value: 1}]",
            "    near_misses: [例]",
            *([f"    {more}"] if more else []),
        ]
    return "\n".join(lines) + "\n"


def loaded(**files: str) -> Vocabulary:
    """The vocabulary of these files."""
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / f"{name}.yaml").write_text(text, encoding="utf-8")
        return load_vocabulary(Path(folder))


VOCABULARY = loaded(facts=vocabulary_text(), shared=SHARED, report=REPORT)


def bound(text: str, vocabulary: Vocabulary = VOCABULARY, kind: Kind | None = None) -> list[Mention]:
    """The figures of a text, bound; all of one kind if told."""
    document = read_text("r.txt", text.encode())
    found = find_mentions(document, outline(document, vocabulary.words), vocabulary.words)
    return bind(document, [evolve(mention, kind=kind) if kind else mention for mention in found], vocabulary)


def told(text: str, vocabulary: Vocabulary = VOCABULARY) -> list[tuple[str, str]]:
    """Each figure of a text with the fact it is bound to."""
    return [(mention.quote, mention.fact) for mention in bound(text, vocabulary)]


def claimed(text: str, vocabulary: Vocabulary = VOCABULARY) -> list[Claim]:
    """The claims of a text that no figure supersedes, and the documents it says were issued."""
    document = read_text("r.txt", text.encode())
    sections = outline(document, vocabulary.words)
    mentions = bind(document, find_mentions(document, sections, vocabulary.words), vocabulary)
    claims = find_claims(document, sections, vocabulary, mentions)
    return [*claims, *find_issued(document, sections, vocabulary)]
