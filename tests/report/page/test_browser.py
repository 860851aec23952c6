"""The page in Chromium: both panes, keyboard, filters, no script, print; the browser has nothing to complain of."""

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from attrs import evolve

from rules_engine.messages import Language, Message
from rules_engine.scoring.verdict import Verdict
from tests.report import sample
from tests.report.page.conftest import HOSTILE

Open = Callable[..., Any]
IN_SIGHT = """element => {
  const box = element.getBoundingClientRect(), pane = element.closest('.pane').getBoundingClientRect();
  return box.top >= Math.max(0, pane.top) - 1 && box.bottom <= Math.min(innerHeight, pane.bottom) + 1;
}"""
# What a text and what lies behind it differ by, as WCAG reckons; backgrounds of ancestors where it has none.
CONTRASTS = """selectors => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const linear = share => share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  const light = colour => {
    const [r, g, b] = numbers(colour).map(value => linear(value / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = element => {
    let behind = element;
    while ((numbers(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
    const both = [light(getComputedStyle(element).color), light(getComputedStyle(behind).backgroundColor)];
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
  };
  const some = selector => [...document.querySelectorAll(selector)].slice(0, 40);
  return selectors.flatMap(s => some(s).map(element => [s, element.textContent.slice(0, 20), contrast(element)]));
}"""
FOCUS = """() => {
  const at = document.activeElement;
  return getComputedStyle(at.matches('input') ? at.nextElementSibling : at).outlineStyle;
}"""
UNNAMED = """[...document.querySelectorAll('a, button, input')].filter(element =>
  !(element.textContent || element.getAttribute('aria-label') || element.closest('label')?.textContent).trim()
).length"""


def focused(tab: Any) -> str:
    """What has the focus: its id, else where it leads."""
    found: str = tab.evaluate("document.activeElement.id || document.activeElement.getAttribute('href') || ''")
    return found


def cited_point(verdict: Verdict) -> str:
    """The last criterion that cites a figure of the report."""
    return next(
        id
        for id, finding in reversed(verdict.findings.items())
        if any(fact.origin == "mention" for fact in finding.facts)
    )


def test_choosing_a_criterion_shows_its_sentences(example: Verdict, opened: Open) -> None:
    tab, id = opened(example), cited_point(example)
    point = tab.locator(f'[id="c-{id}"]')
    assert not point.locator(".body").is_visible()
    point.locator(".pick").click()
    assert point.locator(".body").is_visible()
    assert point.locator(".pick").get_attribute("aria-expanded") == "true"
    assert point.locator(".pick").get_attribute("aria-current") == "true"
    marks = tab.locator(f'#text [data-to~="c-{id}"]')
    assert marks.count() > 0
    assert tab.locator("#text .chosen:not(.ref)").count() == marks.count()
    assert marks.first.evaluate(IN_SIGHT)
    assert str(tab.locator(f'#text .cited[data-to~="c-{id}"]').count()) in tab.locator("#said").text_content()
    point.locator(".pick").click()
    assert not point.locator(".body").is_visible()


def test_choosing_a_sentence_shows_its_criterion(example: Verdict, opened: Open) -> None:
    tab, id = opened(example), cited_point(example)
    figure = tab.locator(f'#text a.figure[href="#c-{id}"]').first
    figure.click()
    point = tab.locator(f'[id="c-{id}"]')
    assert "chosen" in point.get_attribute("class").split()
    assert point.locator(".body").is_visible()
    assert point.locator(".pick").evaluate(IN_SIGHT)
    assert focused(tab) == f"#c-{id}"
    tab.keyboard.press("Escape")
    assert focused(tab) == figure.get_attribute("id")
    assert figure.evaluate(IN_SIGHT)


def test_a_quotation_leads_to_its_place(example: Verdict, opened: Open) -> None:
    tab, id = opened(example), cited_point(example)
    tab.locator(f'[id="c-{id}"] .pick').click()
    quotation = tab.locator(f'[id="c-{id}"] blockquote a.where').first
    place = quotation.get_attribute("href")[1:]
    quotation.click()
    assert focused(tab) == place
    assert tab.locator(f'[id="{place}"]').evaluate(IN_SIGHT)


def test_the_keyboard_alone_does(example: Verdict, opened: Open) -> None:
    tab = opened(example)
    tab.keyboard.press("Tab")
    assert focused(tab) == "#sheet"
    tab.keyboard.press("Enter")
    picks = tab.locator(".pick")
    picks.first.focus()
    first, second = picks.nth(0).get_attribute("href"), picks.nth(1).get_attribute("href")
    tab.keyboard.press("ArrowDown")
    assert focused(tab) == second
    tab.keyboard.press("ArrowUp")
    assert focused(tab) == first
    tab.keyboard.press("Space")
    assert picks.first.get_attribute("aria-expanded") == "true"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.closest('#text') !== null")
    tab.keyboard.press("Escape")
    assert focused(tab) == first


def test_what_can_be_chosen_shows_its_focus(example: Verdict, opened: Open) -> None:
    tab = opened(example)
    for _ in range(12):
        tab.keyboard.press("Tab")
        assert tab.evaluate(FOCUS) != "none", tab.evaluate("document.activeElement.outerHTML.slice(0, 200)")


@pytest.mark.parametrize("kind", ["not_met", "partial", "asserted", "unknown", "met"])
def test_filters_leave_what_they_name(rich: Verdict, opened: Open, kind: str) -> None:
    tab = opened(rich)
    tab.locator(f'.filters label:has(input[value="{kind}"])').click()
    wanted = {f"c-{id}" for id, finding in rich.findings.items() if finding.status == kind}
    shown = {p.get_attribute("id") for p in tab.locator(".area .point").all() if p.is_visible()}
    assert shown == wanted
    assert str(len(wanted)) in tab.locator(f'.filters label:has(input[value="{kind}"])').text_content()
    tab.locator('.filters label:has(input[value="all"])').click()
    assert sum(p.is_visible() for p in tab.locator(".area .point").all()) == len(rich.findings)


def test_lists_are_filters_too(rich: Verdict, opened: Open) -> None:
    tab = opened(rich)
    for kind in ("apart", "unbound", "unread"):
        tab.locator(f'.filters label:has(input[value="{kind}"])').click()
        assert [n for n in ("apart", "unbound", "unread") if tab.locator(f"#{n}").is_visible()] == [kind]
    touched = {
        f"c-{id}" for id, f in rich.findings.items() if any(rich.relations[i].status != "ok" for i in f.relations)
    }
    tab.locator('.filters label:has(input[value="apart"])').click()
    assert {p.get_attribute("id") for p in tab.locator(".area .point").all() if p.is_visible()} == touched


def test_choosing_what_a_filter_hides_brings_it_back(example: Verdict, opened: Open) -> None:
    tab, id = opened(example), cited_point(example)
    tab.locator('.filters label:has(input[value="met"])').click()
    hidden = next(id for id, f in example.findings.items() if f.status == "not_met")
    tab.locator(f'#text .ref[href="#c-{hidden}"]').first.click()
    assert tab.locator(f'[id="c-{hidden}"] .body').is_visible()
    assert id


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_script_all_is_there(example: Verdict, opened: Open, language: str) -> None:
    tab = opened(example, language, script=False)
    assert not tab.locator(".tools").is_visible()
    assert all(body.is_visible() for body in tab.locator(".point .body").all())
    id = cited_point(example)
    tab.locator(f'#text a.figure[href="#c-{id}"]').first.click()
    assert tab.url.endswith(f"#c-{id}")
    assert tab.locator(f'[id="c-{id}"] .pick').evaluate(IN_SIGHT)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [360, 820, 1024, 1440, 1920])
def test_nothing_sticks_out(rich: Verdict, opened: Open, language: str, width: int) -> None:
    tab = opened(rich, language, width=width)
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    tab.locator('[data-do="open"]').click()
    assert tab.evaluate("[...document.querySelectorAll('.pane')].every(p => p.scrollWidth <= p.clientWidth)")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_screen_holds_the_outcome(example: Verdict, opened: Open, language: str) -> None:
    tab = opened(example, language)
    for selector in ("#grade", ".ruler", ".scores", ".areas", ".asked-short", ".beside .gates", ".result .gates"):
        box = tab.locator(selector).bounding_box()
        assert box["y"] + box["height"] <= 900, selector


@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_paper_all_is_unfolded_on_a4(example: Verdict, opened: Open, language: str) -> None:
    tab = opened(example, language)
    tab.locator('.filters label:has(input[value="met"])').click()
    sheets = list(pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True)))
    assert all(abs(w - 595) < 2 and abs(h - 842) < 2 for w, h in (sheet.get_size() for sheet in sheets))
    text = "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in sheets)
    tab.emulate_media(media="print")
    assert not tab.locator(".tools").is_visible()
    assert all(body.is_visible() for body in tab.locator(".point .body").all())
    for criterion in example.ruleset.criteria:
        title = "".join(Language(language).say(criterion.title).split())
        assert title[:8] in text, title


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_outcome_stands_on_one_sheet_of_paper(rich: Verdict, opened: Open, language: str) -> None:
    sheets = list(pypdfium2.PdfDocument(opened(rich, language).pdf(prefer_css_page_size=True)))
    first = " ".join(sheets[0].get_textpage().get_text_range().split())
    for area in rich.ruleset.areas:
        assert Language(language).say(area.title) in first
    assert Language(language).say(Message("Gates")) in first


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [360, 1000, 1440])
def test_titles_of_bands_stand_apart(rich: Verdict, opened: Open, language: str, width: int) -> None:
    tab = opened(rich, language, width=width)
    boxes = [text.bounding_box() for text in tab.locator(".band text").all()]
    edge = tab.locator(".ruler").bounding_box()
    for number, one in enumerate(boxes):
        assert edge["x"] - 1 <= one["x"] and one["x"] + one["width"] <= edge["x"] + edge["width"] + 1
        for other in boxes[:number]:
            beside = one["x"] + 1 >= other["x"] + other["width"] or other["x"] + 1 >= one["x"] + one["width"]
            assert beside or abs(one["y"] - other["y"]) > 12


def test_hostile_text_does_nothing(rich: Verdict, opened: Open) -> None:
    attacked = evolve(rich, head=evolve(rich.head, county=HOSTILE), submission=HOSTILE)
    tab = opened(attacked)
    assert tab.evaluate("typeof owned") == "undefined"
    expected = HOSTILE.replace("\u202e", "\\u202e").replace("\u200b", "\\u200b")
    assert tab.locator("h1").text_content() == expected
    assert expected in tab.locator("#text").text_content()
    assert tab.locator("img").count() == 0


def test_colours_can_be_read(rich: Verdict, opened: Open) -> None:
    tab = opened(rich)
    tab.locator('[data-do="open"]').click()
    selectors = [
        ".quiet",
        ".where",
        ".means",
        ".ref",
        ".sign",
        ".status",
        ".legend li",
        ".body dt",
        "a.figure",
        "a.words",
        ".filters span",
        ".stake",
    ]
    found = tab.evaluate(CONTRASTS, selectors)
    assert {selector for selector, _, _ in found} == set(selectors)
    assert [item for item in found if item[2] < 4.5 and "¶" not in item[1]] == []


def test_colour_is_not_the_only_sign(example: Verdict, opened: Open) -> None:
    tab = opened(example)
    told = {
        p.get_attribute("class").split()[1]: p.locator(".sign").first.text_content()
        for p in tab.locator(".area .point").all()
    }
    assert len(set(told.values())) == len(told)
    for point in tab.locator(".area .point .pick").all():
        assert point.locator(".status").text_content()


def test_what_is_drawn_is_told(example: Verdict, opened: Open) -> None:
    tab = opened(example, "en")
    assert "17.47" in tab.locator(".ruler").get_attribute("aria-label")
    for drawing in tab.locator("svg").all():
        assert drawing.evaluate("e => e.closest('[aria-hidden=true], [role=img]') !== null")
    assert tab.locator("main, header, footer").count() == 3
    assert tab.evaluate(UNNAMED) == 0


def test_a_veto_and_a_refused_plugin_stand_first(opened: Open) -> None:
    verdict = sample.verdict(sample.entry("falsified", 1))
    tab = opened(verdict)
    assert tab.locator(".warnings li").count() >= 1
    assert tab.locator(".gates .o-fired").count() == 1
    assert "fails" in tab.locator("#grade").get_attribute("class")
