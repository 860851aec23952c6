"""The page as a file: whole, self-contained, everything cited, hostile text as text, people's numbers masked."""

import re
import string
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from rules_engine.facts.fact import Citation
from rules_engine.messages import Language
from rules_engine.pipeline import evaluate
from rules_engine.report import comparison
from rules_engine.report.masks import masked
from rules_engine.report.page import compose, page, page_file
from rules_engine.report.page.printed import printed
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import STATUS
from rules_engine.scoring.verdict import Verdict
from tests.cli.commands import EXAMPLE
from tests.report import sample
from tests.report.page.conftest import HOSTILE, parsed

ZH, EN = Language("zh"), Language("en")


def text_of(verdict: Verdict, language: Language = ZH) -> str:
    tree = parsed(verdict, language)
    tree.strip_tags(["style", "script"])
    return tree.body.text()


@pytest.fixture(params=["example", "rich", "sample"])
def verdict(request: pytest.FixtureRequest) -> Verdict:
    if request.param == "sample":
        return sample.verdict(sample.entry("accidents", 1), sample.entry("falsified", 0))
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("language", [ZH, EN], ids=["zh", "en"])
def test_nothing_comes_from_elsewhere(verdict: Verdict, language: Language) -> None:
    tree = parsed(verdict, language)
    for node in tree.css("[src], [href], [action], [data], link, iframe, object, embed, img"):
        assert (node.attributes.get("href") or "").startswith("#"), node.html
    style = tree.css_first("style").text()
    assert set(re.findall(r"url\(([^)]*)\)", style)) <= {"#hatch", "#dots"}
    assert "@import" not in style


@pytest.mark.parametrize("language", [ZH, EN], ids=["zh", "en"])
def test_links_lead_somewhere_and_names_are_given_once(verdict: Verdict, language: Language) -> None:
    tree = parsed(verdict, language)
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    wanted = {node.attributes["href"][1:] for node in tree.css("[href]")}
    wanted |= {id for node in tree.css("[data-to]") for id in node.attributes["data-to"].split()}
    wanted |= {
        id
        for name in ("aria-controls", "aria-labelledby")
        for node in tree.css(f"[{name}]")
        for id in node.attributes[name].split()
    }
    assert wanted <= set(ids)


def test_every_criterion_is_there_with_outcome_and_points(verdict: Verdict) -> None:
    tree, telling = parsed(verdict, EN), Telling(verdict, EN)
    for criterion in verdict.ruleset.criteria:
        finding = verdict.findings[criterion.id]
        point = tree.css_first(f'[id="c-{criterion.id}"]')
        assert finding.status in point.attributes["data-kinds"].split() or finding.status == "error"
        shown = point.css_first(".pick").text()
        assert EN.say(STATUS[finding.status]) in shown
        assert telling.points(finding.maximum) in shown
        assert EN.say(criterion.title) in shown


@pytest.mark.parametrize("name", ["example", "rich"])
def test_every_citation_is_marked_where_it_stands(name: str, request: pytest.FixtureRequest) -> None:
    verdict: Verdict = request.getfixturevalue(name)
    tree = parsed(verdict)
    cited = 0
    for finding in verdict.findings.values():
        for fact in finding.facts:
            for citation in fact.citations:
                if citation.anchor is None or citation.anchor.start == citation.anchor.end:
                    continue
                cited += 1
                marks = tree.css(f'#text [data-to~="c-{finding.criterion}"]')
                whole = "".join(mark.text() for mark in marks)
                text = next(d.text for d in verdict.documents if d.name == citation.anchor.document)
                words = printed(masked(text)[0][citation.anchor.start : citation.anchor.end])
                assert words in whole
                assert any(
                    f"o-{finding.status}" in ref.attributes["class"]
                    for ref in tree.css(f'#text .ref[href="#c-{finding.criterion}"]')
                )
    assert cited


def test_every_figure_is_marked(example: Verdict) -> None:
    tree = parsed(example)
    marked = [node.text() for node in tree.css("#text .document .figure")]
    assert marked == [printed(mention.quote) for mention in sorted(example.mentions, key=lambda m: m.anchor.start)]
    free = [mention for mention in example.mentions if not mention.fact]
    assert len(tree.css("#unbound li[id]")) == len(free)
    assert {node.text() for node in tree.css("#text .document .figure.o-unbound")} <= {m.quote for m in free}


def test_the_text_is_the_report(example: Verdict) -> None:
    tree = parsed(example)
    for node in tree.css("#text .document .refs, #text .document .where, #text .document .tells"):
        node.decompose()
    shown = [
        node.text()
        for node in tree.css("#text .document p, #text .document h4, #text .document h5, #text .document h6")
    ]
    document = example.documents[0]
    assert shown == [printed(document.text[block.start : block.end]) for block in document.blocks]


def test_figures_that_do_not_fit_are_told_with_their_places(example: Verdict) -> None:
    tree = parsed(example)
    apart = [relation for relation in example.relations if relation.status != "ok"]
    assert apart
    assert len(tree.css("#apart article")) == len(apart)
    for index, relation in enumerate(example.relations):
        if relation.status != "ok":
            item = tree.css_first(f'[id="r-{index}"]')
            assert ZH.say(relation.statement) in item.text()
            assert len(item.css("blockquote")) == len(relation.mentions) + len(relation.citations)


def test_unread_files_are_told(rich: Verdict) -> None:
    assert any("坏文件.xlsx" in node.text() for node in parsed(rich).css("#unread li"))


def test_numbers_of_people_are_masked_and_the_mask_is_told(rich: Verdict, example: Verdict) -> None:
    whole = page(rich, ZH)
    for number in ("13812345678", "51012319900101123X", "53222222"):
        assert number not in whole
    tree = parsed(rich)
    assert "138********" in tree.css_first("#text").text()
    assert [node.text() for node in tree.css("#text .notice")] == ["本文中有 3 处身份证号、电话号码或银行卡号已遮盖。"]
    assert tree.css("footer .notice")
    assert not parsed(example).css(".notice")
    assert "158688.7251万元" in parsed(example).css_first("#text").text()
    assert "渝教函〔2023〕464号" in parsed(example).css_first("#text").text()


def test_numbers_of_people_in_quotations_are_masked(example: Verdict) -> None:
    name, finding = next((id, f) for id, f in example.findings.items() if f.facts)
    fact = evolve(finding.facts[0], citations=(Citation("请致电13812345678核实", None, "督学13912345678"),))
    quoted = evolve(
        example, findings={**example.findings, name: evolve(finding, facts=(fact,))}, entries=(sample.entered(fact),)
    )
    whole = page(quoted, ZH)
    assert "请致电138********核实" in whole
    assert "13812345678" not in whole
    assert "13912345678" not in whole


def hostile(verdict: Verdict, words: str) -> Verdict:
    """The verdict with words in the county's name, the submission's, the file's and the notes."""
    from rules_engine.messages import Message

    document = evolve(verdict.documents[0], name=f"{words}.txt")
    anchors = {id(m): evolve(m, anchor=evolve(m.anchor, document=document.name)) for m in verdict.mentions}
    return evolve(
        verdict,
        head=evolve(verdict.head, county=words, title=words),
        submission=words,
        documents=(document,),
        report=document.name,
        mentions=tuple(anchors.values()),
        notes=(Message('Cannot write "{path}": {reason}.', path=words, reason=words),),
    )


@pytest.mark.parametrize("language", [ZH, EN], ids=["zh", "en"])
def test_hostile_text_stays_text(example: Verdict, rich: Verdict, language: Language) -> None:
    plain, attacked = parsed(example, language), parsed(hostile(example, HOSTILE), language)
    expected = HOSTILE.replace("\u202e", "\\u202e").replace("\u200b", "\\u200b")
    assert attacked.css_first("h1").text() == expected
    assert attacked.css_first("title").text().count(expected) == 1
    assert expected in attacked.css_first("#unread").text()
    for tree in (attacked, parsed(rich, language)):
        assert len(tree.css("script")) == len(plain.css("script")) == 1
        assert not tree.css("img, iframe, [onerror], [onclick], [onload]")
        assert expected in tree.body.text()
    for mark in "\u202e\u200b":
        assert mark not in page(rich, language)


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_name_appears_as_it_is(words: str) -> None:
    verdict = sample.verdict()
    shown = parsed(evolve(verdict, head=evolve(verdict.head, county=words))).css_first("h1").text()
    assert shown == printed(masked(words)[0])


def test_the_same_verdict_gives_the_same_bytes(verdict: Verdict) -> None:
    assert page_file(verdict, ZH) == page_file(verdict, ZH)


def test_scripts_and_styles_are_named_by_their_digests(example: Verdict) -> None:
    tree = parsed(example)
    policy = tree.css_first("meta[http-equiv]").attributes["content"]
    for name in ("script", "style"):
        digest = b64encode(sha256(tree.css_first(name).text().encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not tree.css("[style]")


def test_the_templates_hold_no_words() -> None:
    rooms = [Path(compose.__file__).parent, Path(comparison.__file__).parent]
    for file in (file for room in rooms for file in sorted(room.glob("*.html"))):
        text = file.read_text("utf-8")
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.DOTALL)
        left = re.sub(r"<[^>]*>", "", text, flags=re.DOTALL)
        assert not set(left) & set(string.ascii_letters), left.split()


def test_both_languages(example: Verdict) -> None:
    zh, en = parsed(example, ZH), parsed(example, EN)
    assert (zh.css_first("html").attributes["lang"], en.css_first("html").attributes["lang"]) == ("zh-CN", "en")
    for selector in ("#sheet-title", "#text-title", "#asked-title", "#stages-title", "legend", ".hint"):
        chinese, english = zh.css_first(selector).text(), en.css_first(selector).text()
        assert re.search("[\u4e00-\u9fff]", chinese)
        assert not re.search("[\u4e00-\u9fff]", english)


def test_the_real_report_is_small(shared_data: Path) -> None:
    verdict = evaluate(shared_data / "liangping-2023.txt")
    for language in (ZH, EN):
        assert len(page_file(verdict, language)) < 600_000


def test_the_command_writes_it(tmp_path: Path) -> None:
    from tests.cli.commands import run

    file = tmp_path / "页 面.html"
    ran = run("evaluate", EXAMPLE, "--html", file, "--lang", "zh")
    assert ran.code == 3
    assert file.read_bytes() == page_file(evaluate(EXAMPLE), ZH)
