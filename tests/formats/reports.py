"""The example report written in every format that offices use."""

import csv
import html
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

import docx
import openpyxl
import pytest
import typst
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from rules_engine.documents.formats.programs import program
from tests.documents.ofd_files import laid_out, ofd

_NUMBERS = (
    (re.compile(r"[一二三四五六七八九十]+、"), "chineseCounting", "%1、"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "chineseCounting", "（%2）"),
    (re.compile(r"[0-9]+．"), "decimal", "%3．"),
)
_FONT = "Noto Serif CJK SC"


def write_docx(paragraphs: Iterable[str], path: Path) -> None:
    """A document whose list numbers are numbering: none of them stands in its text."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (_, style, text) in enumerate(_NUMBERS)
    )
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{levels}'
            "</w:abstractNum>"
        ),
    )
    for number in (90, 91, 92, 93, 94, 95, 96):
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="90"/>'
                + ('<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride>' if number > 90 else "")
                + "</w:num>"
            )
        )
    items = 90
    for text in paragraphs:
        level = next((level for level, (mark, _, _) in enumerate(_NUMBERS) if mark.match(text)), None)
        written = document.add_paragraph()
        if level is None:
            written.add_run(text)
            continue
        items += level == 2 and text.startswith("1．")
        properties = written._p.get_or_add_pPr()
        numbered = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", level), ("w:numId", items if level == 2 else 90)):
            element = OxmlElement(tag)
            element.set(qn("w:val"), str(value))
            numbered.append(element)
        properties.append(numbered)
        written.add_run(_NUMBERS[level][0].sub("", text, count=1))
    for written in document.paragraphs:
        written.paragraph_format.first_line_indent = Pt(24)
        for run in written.runs:
            run.font.size = Pt(12)
            run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    document.sections[0].left_margin = Cm(2.8)
    document.save(str(path))


def write_xlsx(paragraphs: Iterable[str], path: Path) -> None:
    """A sheet with a paragraph in each cell of its first column."""
    book = openpyxl.Workbook()
    for row, text in enumerate(paragraphs, 1):
        book.active.cell(row, 1, text)
    book.save(path)


def write_csv(paragraphs: Iterable[str], path: Path) -> None:
    """One column, in GB18030 as spreadsheets of offices write it."""
    stream = StringIO()
    csv.writer(stream).writerows([text] for text in paragraphs)
    path.write_bytes(stream.getvalue().encode("gb18030"))


def page(paragraphs: Iterable[str], charset: str) -> str:
    """A page of a portal: menus and a footer around the text."""
    body = "\n".join(
        f"<p style='text-indent:2em;margin:0'>&#12288;&#12288;{html.escape(text)}</p>" for text in paragraphs
    )
    return (
        f'<html lang="zh-CN"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        f"<title>政府信息公开</title><style>body{{font-family:'{_FONT}'}}.x{{display:none}}</style></head><body>"
        '<ul class="menu"><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul>'
        f"<table><tr><td>{body}</td></tr></table><p class=x>占比99%</p><script>var a = '<p>占比98%</p>'</script>"
        "</body></html>"
    )


def write_html(paragraphs: Iterable[str], path: Path, charset: str) -> None:
    """The page in that charset, whatever of GB18030 pages call gb2312."""
    path.write_bytes(page(paragraphs, charset).encode("gb18030" if charset == "gb2312" else charset))


def write_chromium_pdf(paragraphs: Iterable[str], path: Path) -> None:
    """What a browser prints, its head and foot lines on every page."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("Chromium is not on this machine")
    source = path.with_suffix(".print.html")
    write_html(paragraphs, source, "utf-8")
    profile = path.with_suffix(".profile")
    subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={profile}",
            f"--print-to-pdf={path}",
            source.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    source.unlink()


def write_typst_pdf(paragraphs: Iterable[str], path: Path, head: str = "梁平区自评报告") -> None:
    """Justified text with indented first lines, a running head and page numbers."""
    strings = ("#" + '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in paragraphs)
    settings = (
        f'#set page(numbering: "— 1 —", header: [{head}])\n'
        f'#set text(font: "{_FONT}", lang: "zh", size: 14pt)\n'
        "#set par(justify: true, leading: 1em, spacing: 1em, first-line-indent: (amount: 2em, all: true))\n\n"
    )
    if not any(_FONT in family for family in typst.Fonts().families()):
        pytest.skip("the Noto CJK fonts are not on this machine")
    source = path.with_suffix(".typ")
    source.write_text(settings + "\n\n".join(strings), encoding="utf-8")
    typst.compile(str(source), output=str(path))
    source.unlink()


def convert(source: Path, path: Path, filter_name: str = "") -> None:
    """What LibreOffice makes of a file, by the suffix of `path`."""
    office = program("soffice", "libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine")
    folder = path.parent / f"{path.name}.made"
    suffix = path.suffix[1:]
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            f"{suffix}:{filter_name}" if filter_name else suffix,
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    (folder / f"{source.stem}.{suffix}").rename(path)


def write(paragraphs: list[str], format_name: str, folder: Path) -> Path:
    """The report in a format; the path of the file to hand in."""
    path = folder / f"report.{format_name.partition(' ')[0]}"
    source = folder / "source"
    source.mkdir()
    match format_name:
        case "docx":
            write_docx(paragraphs, path)
        case "doc" | "rtf" | "odt" | "wps" | "html by LibreOffice" | "pdf by LibreOffice":
            write_docx(paragraphs, source / "report.docx")
            made = path.with_suffix(".doc") if format_name == "wps" else path
            convert(source / "report.docx", made)
            made.rename(path)
        case "xlsx":
            write_xlsx(paragraphs, path)
        case "xls" | "ods":
            write_xlsx(paragraphs, source / "report.xlsx")
            convert(source / "report.xlsx", path)
        case "csv":
            write_csv(paragraphs, path)
        case "html in UTF-8":
            write_html(paragraphs, path, "utf-8")
        case "html in GB":
            write_html(paragraphs, path, "gb2312")
        case "pdf by Chromium":
            write_chromium_pdf(paragraphs, path)
        case "pdf by typst":
            write_typst_pdf(paragraphs, path)
        case "ofd":
            path.write_bytes(ofd(laid_out(paragraphs)))
        case "zip":
            write_docx(paragraphs, source / "report.docx")
            with zipfile.ZipFile(path, "w") as package:
                package.write(source / "report.docx", "材料/自评报告.docx")
        case _:
            raise ValueError(format_name)
    return path
