"""The folder of pages: an index, a page for each submission, one for each criterion; each leads to the others."""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pypdfium2
import pytest

from examples.made_up_counties import county, write
from rules_engine.pipeline import evaluate
from rules_engine.report.comparison.county import file_name
from tests.cli.commands import run
from tests.report.page.conftest import HOSTILE

CRITERION = "preschool.gross_enrolment"


class Page(HTMLParser):
    """The links and ids of a page, its table heads, and whatever it would fetch."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.heads: list[dict[str, str | None]] = []
        self.fetched: list[str] = []
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))
        if tag == "th":
            self.heads.append(found)
        if "src" in found or tag in ("link", "img", "iframe", "base"):
            self.fetched.append(str(found))


def test_a_page_for_each_submission_and_each_criterion(pages: Path, handed: Sequence[Path]) -> None:
    criteria = evaluate(handed[0]).ruleset.criteria
    assert {file.stem for file in (pages / "criteria").iterdir()} == {criterion.id for criterion in criteria}
    assert len(list((pages / "counties").iterdir())) == len(handed) - 1
    assert sorted(file.name for file in pages.iterdir()) == ["counties", "criteria", "index.html"]


def test_every_link_leads_to_an_id_of_a_page_and_nothing_is_fetched(pages: Path) -> None:
    known = {file: Page(file) for file in pages.rglob("*.html")}
    for file, page in known.items():
        assert page.fetched == []
        assert len(page.ids) == len(set(page.ids)), file.name
        for link in page.links:
            name, _, id = link.partition("#")
            assert ":" not in name and not name.startswith("/"), link
            target = (file.parent / unquote(name)).resolve() if name else file
            assert target in known, link
            assert not id or unquote(id) in known[target].ids, link


def test_from_a_criterion_to_a_county_and_back(pages: Path) -> None:
    page = Page(pages / "criteria" / f"{CRITERION}.html")
    rows = [id for id in page.ids if id.startswith("k-")]
    to = [link for link in page.links if link.endswith(f"#c-{CRITERION}")]
    assert len(rows) == len(to) == len(list((pages / "counties").iterdir()))
    for row, link in zip(rows, to, strict=True):
        back = Page(pages / "criteria" / unquote(link.partition("#")[0])).links
        assert f"../criteria/{CRITERION}.html#{row}" in back
        assert f"../index.html#{row}" in back


def test_the_cited_sentence_the_figure_and_the_suggestion_stand_side_by_side(pages: Path) -> None:
    made = next(c for c in map(county, range(2, 8)) if CRITERION in c.truth)
    text = (pages / "criteria" / f"{CRITERION}.html").read_text("utf-8")
    row = next(line for line in text.split("<tr ") if f">{made.name}<" in line)
    sentence = next(line for line in made.text.splitlines() if "学前三年毛入园率" in line)
    assert sentence.rstrip("。") in row
    assert f'data-order="{float(made.truth[CRITERION]):g}"' in row
    assert "3.00 / 3.00" in row or "0.00 / 3.00" in row


def test_tables_are_told_to_a_screen_reader(pages: Path) -> None:
    for file in (pages / "index.html", pages / "criteria" / f"{CRITERION}.html"):
        heads = Page(file).heads
        assert heads and all(head.get("scope") in ("col", "row") for head in heads)
        assert [head["aria-sort"] for head in heads if "aria-sort" in head] in (["descending"], [])


def test_rows_stand_in_the_order_of_the_confirmed_score(pages: Path) -> None:
    text = (pages / "index.html").read_text("utf-8")
    rows = re.findall(r'<tr id="k-\d+">.*', text)
    scores = [[float(score) for score in re.findall(r'<td class="num">(\d+\.\d\d)</td>', row)][:3] for row in rows]
    assert scores == sorted(scores, reverse=True) and len(scores) > 8


def test_what_failed_is_listed_with_its_reason(pages: Path) -> None:
    assert "无报告" in (pages / "index.html").read_text("utf-8").partition('id="failed"')[2]


def test_numbers_of_people_are_masked_on_every_page(pages: Path) -> None:
    for file in pages.rglob("*.html"):
        text = file.read_text("utf-8")
        assert not [number for number in ("13812345678", "51012319900101123X", "53222222") if number in text]
    assert any("138********" in file.read_text("utf-8") for file in (pages / "counties").iterdir())


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("梁平区", "counties/0007-梁平区.html"),
        ("../../etc/passwd", "counties/0007-etc-passwd.html"),
        ("CON", "counties/0007-CON.html"),
        ("a:b*c?<d>|e\\f\"g'h", "counties/0007-a-b-c-d-e-f-g-h.html"),
        ("\u202e\u200b\0\n\ud800", "counties/0007.html"),
        ("13812345678", "counties/0007-138.html"),
        ("县" * 300, f"counties/0007-{'县' * 40}.html"),
        ("ＡＢ．", "counties/0007-AB.html"),
    ],
)
def test_a_file_has_a_name_that_every_system_can_write(name: str, file: str) -> None:
    assert file_name(7, name) == file


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page; fails where it complains or asks for anything but pages of the folder."""
    contexts, wrong = [], []

    def open_page(file: Path, width: int = 1280, script: bool = True) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: wrong.append(message.text))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("dialog", lambda dialog: wrong.append(dialog.message))
        tab.on("request", lambda request: None if request.url.startswith("file:") else wrong.append(request.url))
        tab.goto(file.as_uri())
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


SORTED_BY_NAME = """() => {
  const names = [...document.querySelector('table').tBodies[0].rows].map(row => row.cells[0].dataset.order);
  const sorted = names.slice().sort((one, other) => one.localeCompare(other, document.documentElement.lang));
  return names.length > 3 && names.every((name, place) => name === sorted[place]);
}"""


def column(tab: Any, number: int) -> list[str]:
    """The texts of a column of the first table, from the top."""
    found: list[str] = tab.evaluate(
        "n => [...document.querySelector('table').tBodies[0].rows].map(row => row.cells[n].textContent)", number
    )
    return found


def test_a_column_sorts_by_its_head(pages: Path, opened: Callable[..., Any]) -> None:
    tab = opened(pages / "index.html")
    head = tab.locator("#counties thead th").nth(5)
    head.locator("[role=button]").click()
    best = [float(text) for text in column(tab, 5)]
    assert best == sorted(best, reverse=True)
    assert head.get_attribute("aria-sort") == "descending"
    head.locator("[role=button]").press("Enter")
    assert [float(text) for text in column(tab, 5)] == sorted(best)
    assert head.get_attribute("aria-sort") == "ascending"
    assert tab.locator("[aria-sort]").count() == 1
    assert head.text_content().strip() in tab.locator("#said").text_content()
    tab.locator("#counties thead [role=button]").first.press(" ")
    assert tab.evaluate(SORTED_BY_NAME)


def test_figures_sort_by_value_and_what_is_not_told_comes_last(pages: Path, opened: Callable[..., Any]) -> None:
    tab = opened(pages / "criteria" / f"{CRITERION}.html")
    tab.locator("thead th").nth(3).locator("[role=button]").click()
    found = tab.evaluate("[...document.querySelectorAll('tbody tr')].map(row => row.cells[3].dataset.order ?? null)")
    told = [float(value) for value in found if value is not None]
    assert told == sorted(told, reverse=True) and len(told) > 3
    assert None in found and all(value is None for value in found[len(told) :])


def test_links_work_from_page_to_page(pages: Path, opened: Callable[..., Any]) -> None:
    tab = opened(pages / "index.html")
    tab.locator("#counties tbody a").first.click()
    assert tab.locator("#grade").is_visible()
    tab.locator(f'[id="c-{CRITERION}"] .pick').click()
    tab.locator(f'[id="c-{CRITERION}"] .compare a').click()
    row = tab.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert tab.locator(f'[id="{row}"]').is_visible()
    tab.locator(f'[id="{row}"] th a').click()
    assert tab.locator(f'[id="c-{CRITERION}"] .body').is_visible()
    tab.locator("header nav a").click()
    assert tab.url.endswith(f"index.html#{row}")


def test_a_quotation_leads_into_the_text_of_the_county(pages: Path, opened: Callable[..., Any]) -> None:
    tab = opened(pages / "criteria" / f"{CRITERION}.html")
    place = tab.locator("blockquote a.where").first
    id = unquote(place.get_attribute("href").partition("#")[2])
    place.click()
    assert tab.locator(f'#text [id="{id}"]').is_visible()


def test_without_script_all_is_there_in_order(pages: Path, opened: Callable[..., Any]) -> None:
    tab = opened(pages / "index.html", script=False)
    confirmed = [float(text) for text in column(tab, 3)]
    assert confirmed == sorted(confirmed, reverse=True)
    assert tab.locator("[role=button]").count() == 0
    assert not tab.locator(".hint").first.is_visible()
    tab.locator("#criteria tbody a").first.click()
    assert tab.locator("table tbody tr").count() == len(confirmed)


def test_hostile_names_appear_literally(pages: Path, opened: Callable[..., Any]) -> None:
    shown = HOSTILE.replace("\u202e", "\\u202e").replace("\u200b", "\\u200b")
    for file in (pages / "index.html", pages / "criteria" / f"{CRITERION}.html"):
        tab = opened(file)
        assert shown in [link.text_content() for link in tab.locator("tbody th a").all()]
        assert tab.evaluate("typeof owned") == "undefined"
        assert tab.locator("img").count() == 0


@pytest.mark.parametrize("width", [360, 820, 1280])
def test_nothing_sticks_out(pages: Path, opened: Callable[..., Any], width: int) -> None:
    for file in (pages / "index.html", pages / "criteria" / f"{CRITERION}.html"):
        tab = opened(file, width=width)
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_on_paper_it_is_a4_and_the_head_is_repeated(pages: Path, opened: Callable[..., Any], tmp_path: Path) -> None:
    tab = opened(pages / "index.html")
    sheets = list(pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True)))
    assert all(abs(w - 842) < 2 and abs(h - 595) < 2 for w, h in (sheet.get_size() for sheet in sheets))
    head = "".join(tab.locator("#criteria thead th").nth(1).text_content().split())
    texts = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in sheets]
    assert sum(head in text for text in texts) > 1


def test_a_folder_of_folders_and_a_zip_of_folders_are_opened(tmp_path: Path) -> None:
    folder = tmp_path / "全市"
    write(folder, range(3))
    (folder / ".DS_Store").write_bytes(b"")
    shutil.make_archive(str(folder / "第四"), "zip", write(tmp_path / "more", [3])[0])
    opened = run("evaluate", folder, "--html", tmp_path / "out", "--lang", "zh")
    assert [line.split()[0] for line in opened.out.splitlines()] == [county(number).name for number in range(4)]
    assert (tmp_path / "out" / "index.html").is_file()
    for wrapped in (False, True):
        packed = tmp_path / f"{wrapped}.zip"
        with zipfile.ZipFile(packed, "w") as file:
            for report in sorted(folder.rglob("*.txt")):
                inside = report.relative_to(folder).as_posix()
                file.write(report, f"全市/{inside}" if wrapped else inside)
            file.writestr("__MACOSX/._x", b"")
        done = run("evaluate", packed, "--lang", "zh")
        assert done.out.splitlines() == opened.out.splitlines()[:3], done.err


def test_a_folder_whose_files_lie_in_folders_is_one_submission(tmp_path: Path) -> None:
    report = write(tmp_path / "made", [0])[0] / "自评报告.txt"
    for name in ("一、报告", "二、附件"):
        (tmp_path / "县" / name).mkdir(parents=True)
    shutil.copy(report, tmp_path / "县" / "一、报告")
    (tmp_path / "县" / "二、附件" / "说明.txt").write_text("校园安全情况说明。", "utf-8")
    done = run("evaluate", tmp_path / "县", "--html", tmp_path / "one.html", "--lang", "zh")
    assert "得分：" in done.out
    assert (tmp_path / "one.html").is_file()


def test_the_folder_that_cannot_be_made_is_told_before_anything_is_evaluated(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    folders = write(tmp_path / "made", range(2))
    done = run("evaluate", *folders, "--html", tmp_path / "file", "--lang", "zh")
    assert done.code == 2 and done.out == "" and "file" in done.err
