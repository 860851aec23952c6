"""Made-up counties: reports in our own words, with gaps and contradictions that are planted, and the truth known.

`python examples/made_up_counties.py FOLDER COUNT` writes a folder for each county. Tests and benchmarks use `county`.
The same number gives the same county, everywhere.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from random import Random

SCHEME = "渝教函〔2023〕464号"
YEAR = 2023
FIRST, SECOND = "云青安南望梅石松林溪", "河川岭浦源山江湖泉坪"
KINDS = ("县", "县", "县", "区", "区", "经济技术开发区", "高新技术产业开发区")
CHAPTERS = ("履行教育职责的主要做法", "存在的主要问题", "下一步打算")


@dataclass(frozen=True)
class County:
    """A county with its report; `truth` are the values by fact that the report tells, `silent` the facts left out.

    `contradictions` counts the sentences whose figures differ from each other by design.
    """

    name: str
    text: str
    truth: Mapping[str, Fraction]
    silent: Sequence[str]
    contradictions: int


@dataclass
class _Writing:
    """A report as it is written: each sentence may be left out, and some differ in themselves."""

    random: Random
    gaps: float
    lines: list[str] = field(default_factory=list)
    truth: dict[str, Fraction] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)
    contradictions: int = 0

    def tell(self, fact: str, value: Fraction, *wordings: str) -> None:
        """One sentence of several wordings on a fact, or nothing."""
        if self.random.random() < self.gaps:
            self.silent.append(fact)
            return
        self.truth[fact] = value
        self.lines.append(self.random.choice(wordings).format(value=_printed(value)))


def county(number: int, gaps: float = 0.3, kilobytes: int = 0) -> County:
    """The county of that number; `gaps` is the share of sentences left out, `kilobytes` the least length in UTF-8."""
    random = Random(number)
    name = f"{random.choice(FIRST)}{random.choice(SECOND)}{random.choice(KINDS)}"
    writing = _Writing(random, gaps)
    head = [f"{name}人民政府", f"关于{YEAR}年度履行教育职责情况的自评报告", ""]
    head += [f"按照《{YEAR}年对区县人民政府履行教育职责评价工作方案》（{SCHEME}），{name}逐项自查，情况如下。", ""]
    writing.lines += [f"一、{CHAPTERS[0]}"]
    _funding(writing)
    _preschool(writing)
    _compulsory(writing)
    _leadership(writing)
    writing.lines += [f"二、{CHAPTERS[1]}", "个别学校学位紧张，部分教师结构有待优化。", f"三、{CHAPTERS[2]}"]
    writing.lines.append(f"{YEAR + 1}年起持续补齐短板，办好家门口的学校。")
    text = "\n".join([*head, *writing.lines])
    filler = 0
    while len(text.encode()) < 1000 * kilobytes:
        filler += 1
        text += "\n" + _remark(random, filler)
    text += f"\n\n{name}人民政府\n{YEAR + 1}年1月{random.randint(5, 28)}日\n"
    return County(name, text, writing.truth, writing.silent, writing.contradictions)


def _funding(writing: _Writing) -> None:
    random = writing.random
    before = Fraction(random.randint(60_000, 180_000))
    growth = Fraction(random.randint(10, 900), 100)
    change = before * growth / 100
    total = before + change
    contradicts = random.random() < 0.3
    if contradicts:
        growth += 7
        writing.contradictions += 1
    writing.lines.append(
        f"{YEAR - 1}年，一般公共预算教育经费{_printed(total)}万元，比上年的{_printed(before)}万元增加"
        f"{_printed(change)}万元，增长{_printed(growth)}%。"
    )
    if not contradicts:
        writing.truth["funding.general_budget"] = total * 10_000
        writing.truth["funding.general_budget_growth"] = growth


def _preschool(writing: _Writing) -> None:
    rate = Fraction(writing.random.randint(820, 990), 10)
    share = Fraction(writing.random.randint(4200, 6900), 100)
    coverage = Fraction(writing.random.randint(780, 990), 10)
    writing.tell(
        "preschool.gross_enrolment",
        rate,
        f"{YEAR - 1}年，学前三年毛入园率达到{{value}}%。",
        f"{YEAR - 1}年全县学前三年毛入园率为{{value}}%。",
    )
    writing.tell(
        "preschool.public_share",
        share,
        f"{YEAR - 1}年，公办幼儿园在园幼儿占比{{value}}%。",
        f"{YEAR - 1}年公办园在园幼儿占比达到{{value}}%。",
    )
    writing.tell(
        "preschool.affordable_coverage",
        coverage,
        f"{YEAR - 1}年，普惠性幼儿园覆盖率为{{value}}%。",
        f"{YEAR - 1}年普惠性幼儿园覆盖率达{{value}}%。",
    )


def _compulsory(writing: _Writing) -> None:
    retention = Fraction(writing.random.randint(930, 999), 10)
    large = Fraction(writing.random.randint(0, 60), 10)
    writing.tell("compulsory.retention", retention, f"{YEAR - 1}年，九年义务教育巩固率为{{value}}%。")
    writing.tell("compulsory.nonstandard_class_share", large, f"{YEAR - 1}年，义务教育非标准班额占比{{value}}%。")


def _leadership(writing: _Writing) -> None:
    meetings = Fraction(writing.random.randint(1, 8))
    lessons = Fraction(writing.random.randint(1, 9))
    writing.tell("leadership.ideology_studies", meetings, f"{YEAR - 1}年，专题研究教育系统意识形态工作{{value}}次。")
    writing.tell("leadership.political_lessons", lessons, f"{YEAR - 1}年，领导干部深入学校讲授思政课{{value}}节。")


def _remark(random: Random, number: int) -> str:
    """A paragraph without any fact that is graded: what fills reports."""
    village = f"{random.choice(FIRST)}{random.choice(SECOND)}"
    return (
        f"（{number}）{village}片区的学校坚持把课堂作为主阵地，听课评课{random.randint(20, 90)}次，"
        f"组织校际教研活动{random.randint(2, 30)}场，家长开放日参与{random.randint(200, 4000)}人次。"
        "各校结合实际开展读书、劳动与科技活动，学生的兴趣和特长得到发展，校园面貌有了变化。"
    )


def _printed(value: Fraction) -> str:
    text = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return text or "0"


def write(folder: Path, numbers: Sequence[int], gaps: float = 0.3, kilobytes: int = 0) -> list[Path]:
    """A folder for each county, with its report; the folders."""
    made = []
    for number in numbers:
        found = county(number, gaps, kilobytes)
        place = folder / f"{number:04d}{found.name}"
        place.mkdir(parents=True, exist_ok=True)
        (place / "自评报告.txt").write_text(found.text, encoding="utf-8")
        made.append(place)
    return made


if __name__ == "__main__":
    write(Path(sys.argv[1]), range(int(sys.argv[2])))
