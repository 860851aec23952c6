import tempfile
from pathlib import Path

import pytest

from rules_engine.errors import UnreadableRuleset
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.vocabulary_load import load_vocabulary
from rules_engine.values.ranges import Range
from tests.facts.binding_samples import loaded

GOOD = """facts:
  a.total:
    title: {zh: 甲, en: A}
    unit: 所
    phrases: ["小学 共有|共计 #"]
    examples: [{text: "小学共有3所。", value: 3, period: 2022}, {text: "小学共有50余所。", low: 51, high: 59}]
    near_misses: ["初中共有3所。"]
"""


def problems(tmp_path: Path, names: tuple[str, ...] | None = None, **files: str) -> list[str]:
    folder = tmp_path / "vocabulary"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableRuleset) as caught:
        load_vocabulary(folder, names)
    return [str(problem) for problem in caught.value.problems]


def test_a_good_file_is_read_as_written() -> None:
    vocabulary = loaded(a=GOOD)
    entry = vocabulary.facts["a.total"]
    assert (entry.unit.name, entry.absent, entry.phrases) == (
        "所",
        Range.of(0).__class__(Range.of(0).low),
        ("小学 共有|共计 #",),
    )
    assert [(example.value.low, example.value.high) for example in entry.examples] == [(3, 3), (51, 59)]
    assert str(entry.examples[0].period) == "2022"
    assert (entry.place.line, entry.place.column) == (2, 3)


@pytest.mark.parametrize(
    ("unit", "more", "expected"),
    [
        ("'%'", "", Range()),
        ("'%'", "absent: [0, 100]", "[0,100]"),
        ("元", 'absent: ">= 0"', "[0,]"),
        ("人", "", "[0,]"),
        ("yes_no", "", "[0,1]"),
        ("百分点", "", Range()),
    ],
)
def test_what_a_missing_value_may_be(unit: str, more: str, expected: object) -> None:
    text = f"facts:\n  a.b:\n    title: {{zh: 甲, en: A}}\n    unit: {unit}\n" + (f"    {more}\n" if more else "")
    absent = loaded(a=text).facts["a.b"].absent
    shown = f"[{'' if absent.low is None else absent.low},{'' if absent.high is None else absent.high}]"
    assert shown == (expected if isinstance(expected, str) else "[,]")


def test_all_problems_of_all_files_come_at_once_at_their_places(tmp_path: Path) -> None:
    bad = """facts:
  a.total:
    title: {zh: 乙, en: B}
    unit: 所
  b.class:
    title: {zh: 乙, en: B}
    unit: 所
  b.units:
    title: {zh: 乙, en: B}
    unit: 所所
  b.words:
    title: {zh: 乙, en: B}
    unit: 人
    phrases: ["# 甲乙 # 丙丁", "甲#乙", "人", "甲乙||丙"]
    phrase: [x]
  b.links:
    title: {zh: 乙, en: B}
    unit: 人
    parts: [a.totl]
    part_of: a.total
    growth_of: a.total
  b.claims:
    title: {zh: 乙, en: B}
    unit: '%'
    claims: [{phrase: "均有增长", value: "much"}, {phrase: "均有增长", value: "yes"}]
    documents: ["改革 方案"]
    examples: [{text: 甲, value: 3, low: 1}, {text: 甲}, {text: 甲, value: 3, period: soon}]
    near_misses: [甲]
claims:
  - {phrase: "均有增长", facts: [b.claim], value: "> 0"}
"""
    found = problems(tmp_path, a=GOOD, b=bad)
    expected = [
        ("b.yaml:2:3", "already in vocabulary/a.yaml:2:3"),
        ("b.yaml:5:3", '"class" is a reserved word'),
        ("b.yaml:10:11", 'no unit "所所". Did you mean "所"?'),
        ("b.yaml:11:3", "it needs examples"),
        ("b.yaml:11:3", "it needs near_misses"),
        ("b.yaml:14:15", "stands twice"),
        ("b.yaml:14:28", "stands by itself"),
        ("b.yaml:14:35", "two or more characters"),
        ("b.yaml:14:40", "missing beside the sign |"),
        ("b.yaml:15:5", 'no key "phrase" here. Did you mean "phrases"?'),
        ("b.yaml:19:13", 'no fact "a.totl". Did you mean "a.total"?'),
        ("b.yaml:20:14", "is told in 所, this one in 人"),
        ("b.yaml:21:16", "told in %, not in 人"),
        ("b.yaml:25:38", 'found "much"'),
        ("b.yaml:25:71", 'found "yes"'),
        ("b.yaml:26:17", "Only a fact of the unit yes_no"),
        ("b.yaml:27:16", "either value, or low"),
        ("b.yaml:27:45", "either value, or low"),
        ("b.yaml:27:84", '"soon" is no period'),
        ("b.yaml:30:30", 'no fact "b.claim". Did you mean "b.claims"?'),
    ]
    missing = [
        item for item in expected if not any(f"vocabulary/{item[0]}:" in line and item[1] in line for line in found)
    ]
    assert not missing, "\n".join(found)
    assert len(found) == len(expected), "\n".join(found)


def test_formulas_are_read_and_their_units_checked(tmp_path: Path) -> None:
    text = (
        GOOD
        + """  b.share:
    title: {zh: 乙, en: B}
    unit: '%'
    formula: "share(a.total, a.totel)"
  b.circle:
    title: {zh: 乙, en: B}
    unit: 所
    formula: "b.circle + 1"
"""
    )
    found = problems(tmp_path, a=text)
    assert any("a.yaml:11:" in line and 'Did you mean "a.total"' in line for line in found)
    assert any("leads back to itself" in line for line in found)


def test_files_are_named_and_the_words_of_the_report_come_with_them(tmp_path: Path) -> None:
    assert (
        "Did you mean" in problems(tmp_path, ("funding", "fundng"), funding=GOOD, report="report: {targets: [力争]}")[0]
    )
    vocabulary = load_vocabulary(tmp_path / "vocabulary", ("funding",))
    assert vocabulary.words.targets == ("力争",)
    assert list(load_vocabulary(tmp_path / "vocabulary", ()).facts) == []


def test_a_ruleset_may_bring_its_own_facts(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "shared" / "a.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "own" / "b.yaml").write_text(GOOD.replace("a.total", "b.total"), encoding="utf-8")
    vocabulary: Vocabulary = load_vocabulary(tmp_path / "shared", ("a",), tmp_path / "own")
    assert list(vocabulary.facts) == ["a.total", "b.total"]


def test_the_digest_heeds_samples_but_neither_order_nor_comments(tmp_path: Path) -> None:
    def digest(*texts: str, samples: bool = True) -> str:
        folder = Path(tempfile.mkdtemp(dir=tmp_path))
        for number, text in enumerate(texts):
            (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
        return load_vocabulary(folder, samples=samples).digest

    other = GOOD.replace("a.total", "b.total")
    assert digest(GOOD, other) == digest(other, "# once more\n" + GOOD) == digest(GOOD, other, samples=False)
    assert digest(GOOD) != digest(GOOD.replace("初中共有3所", "初中共有4所"))


def test_without_samples_facts_have_none(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD, encoding="utf-8")
    (entry,) = load_vocabulary(tmp_path, samples=False).facts.values()
    assert (entry.examples, entry.near_misses) == ((), ())
    assert entry.phrases


def test_what_is_no_vocabulary_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRuleset, match="no vocabulary"):
        load_vocabulary(tmp_path)
    (tmp_path / "a.yaml").write_bytes("facts: 甲".encode("gb18030"))
    with pytest.raises(UnreadableRuleset, match="UTF-8"):
        load_vocabulary(tmp_path)
    assert len(problems(tmp_path, a="report: {targets: [甲]}", b="report: {targets: [乙]}")) == 1


RATE = """facts:
  a.share:
    title: {zh: 甲, en: A}
    unit: '%%'
    rate_of: %s
  a.part: {title: {zh: 乙, en: B}, unit: 人}
  a.money: {title: {zh: 丙, en: C}, unit: 元}
"""


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("[a.part]", "two other facts"),
        ("[a.part, a.share]", "two other facts"),
        ("[a.part, a.other]", 'no fact "a.other"'),
        ("[a.money, a.part]", "is not that of"),
    ],
)
def test_a_rate_is_of_two_other_facts_that_make_its_unit(tmp_path: Path, told: str, expected: str) -> None:
    [problem] = problems(tmp_path, a=RATE % told)
    assert expected in problem
