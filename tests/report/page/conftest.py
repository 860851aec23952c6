"""Pages of several submissions, and a browser to look at them with."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from rules_engine.messages import Language
from rules_engine.pipeline import evaluate
from rules_engine.report.page import page
from rules_engine.scoring.verdict import Verdict
from tests.cli.commands import EXAMPLE
from tests.tables import generator

ZH = Language("zh")
HOSTILE = "<img src=x onerror=owned=1>{{7*7}}</script><script>owned=1</script>\u202e反向\u200b&amp;"
PERSON = "联系人电话13812345678，身份证号51012319900101123X，办公室023-53222222。"


def with_text(folder: Path, sentence: str) -> Path:
    """The example with a sentence in it."""
    shutil.copytree(EXAMPLE, folder)
    report = next(folder.glob("*.txt"))
    text = report.read_text("utf-8")
    at = text.index("安全") + text[text.index("安全") :].index("\n")
    report.write_text(text[:at] + sentence + text[at:], "utf-8")
    return folder


def parsed(verdict: Verdict, language: Language = ZH) -> LexborHTMLParser:
    return LexborHTMLParser(page(verdict, language))


@pytest.fixture(scope="session")
def example() -> Verdict:
    return evaluate(EXAMPLE)


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    """A submission with tables that hold names, a file that cannot be read, numbers of people, hostile text."""
    folder = with_text(
        tmp_path_factory.mktemp("rich") / "submission", f"全县中小学专职保安配备率达90%。{PERSON}{HOSTILE}"
    )
    settings = folder / "submission.yaml"
    settings.unlink()
    generator.safety().write(folder / "安防.xlsx")
    payroll = generator.payroll()
    payroll.plant("number", 3, payroll.header[-1], "abc")
    payroll.write(folder / "工资.xlsx")
    (folder / "坏文件.xlsx").write_bytes(b"PK\x03\x04broken")
    return evaluate(folder)


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens the page of a verdict; fails where the page complains or asks for anything but itself."""
    contexts, wrong = [], []

    def open_page(
        verdict: Verdict, language: str = "zh", width: int = 1440, height: int = 900, script: bool = True
    ) -> Any:
        file = tmp_path / f"{language}.html"
        file.write_text(page(verdict, Language(language)), "utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=script)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: wrong.append(message.text))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("dialog", lambda dialog: wrong.append(dialog.message))
        tab.on("request", lambda request: wrong.append(request.url) if request.url != file.as_uri() else None)
        tab.goto(file.as_uri())
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
