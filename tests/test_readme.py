import re
from pathlib import Path

import pytest

from rules_engine.cli.group import COMMANDS
from tests.cli.commands import EXAMPLE, ROOT, run

READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
SHOWN = re.compile(r"(<!-- evaluate --lang (?:zh|en) -->\n```\n)(.*?)(```\n<!-- end -->)", re.DOTALL)
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_readme_shows_the_real_first_screen(language: str, request: pytest.FixtureRequest) -> None:
    report = run("evaluate", EXAMPLE, "--lang", language).out
    screen = report.split("\n" + "-" * 100, 1)[0].rstrip("\n") + "\n"
    readme = READMES[language]
    text = readme.read_text(encoding="utf-8")
    if request.config.getoption("--write-golden"):
        text = SHOWN.sub(lambda found: found[1] + screen + found[3], text)
        readme.write_text(text, encoding="utf-8", newline="\n")
    found = SHOWN.search(text)
    assert found is not None
    assert found[2] == screen


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_every_page_of_docs_is_in_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    pages = [page.relative_to(ROOT / "docs").as_posix() for page in ROOT.glob("docs/**/*.md")]
    assert [page for page in pages if page != "index.md" and f"({page})" not in index] == []


@pytest.mark.parametrize("readme", READMES.values(), ids=READMES)
def test_every_command_is_named(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"rules-engine {name}" not in text and f"| {name}" not in text] == []
