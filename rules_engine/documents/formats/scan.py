"""Photographs and scanned pages, recognised by Tesseract where it is installed; what it reads settles nothing."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from rules_engine.documents.document import Document
from rules_engine.documents.formats.lines import Glyph
from rules_engine.documents.formats.pages import Page, Table, compose
from rules_engine.documents.formats.programs import program, run_limited
from rules_engine.documents.formats.recognised import Picture, pictures_of, turned
from rules_engine.documents.formats.scan_rules import wiped
from rules_engine.documents.limits import CHILD_MEMORY_BYTES, PAGE_SCAN_SECONDS
from rules_engine.documents.refusals import unreadable
from rules_engine.errors import UnreadableDocument
from rules_engine.messages import Message
from rules_engine.records import evolve

if TYPE_CHECKING:
    import pypdfium2

_LANGUAGE = "chi_sim"
# Looks first which way up the page lies; the places it answers are those of the page as it lies.
_ANY_WAY_UP = ("--psm", "1")
_POINTS_PER_INCH = 72
_DOTS_PER_INCH = 300
_LONGEST_SIDE = 5000
_MOST_PICTURES = 20
# What Tesseract makes of the white beside a word.
_SPECKS = "“”‘’\"'|｜ "


def read(name: str, data: bytes) -> Document:
    """The uncertain document of an image: paragraphs `p1 ¶3`, a page for each picture that the file holds.

    Raises UnreadableDocument where Tesseract is not installed, saying what to install, or recognises nothing.
    """
    pictures, reason = _recognised(name, data, _MOST_PICTURES)
    if reason is not None or not any(picture.glyphs for picture in pictures):
        raise _not_read(name, reason or _nothing())
    pages = [
        Page(n, picture.width, picture.height, picture.glyphs, recognised=True) for n, picture in enumerate(pictures, 1)
    ]
    return compose(pages, name, data, ".png/.jpg/.tif", [Message("This file was recognised from an image.")])


def recognised_page(page: "pypdfium2.PdfPage", number: int) -> tuple[Page, Message | None]:
    """What a page of a PDF shows, in points, turned until its text runs level; or why it was not recognised."""
    width_of_page, height_of_page = page.get_size()
    nothing = Page(number, width_of_page, height_of_page, (), recognised=True)
    if missing() is not None:
        return nothing, missing()
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _LONGEST_SIDE / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    pixels, stride, width, height = bytes(bitmap.buffer), bitmap.stride, bitmap.width, bitmap.height
    bitmap.close()
    rows = [bytearray(pixels[start : start + width]) for start in range(0, stride * height, stride)]
    rules = wiped(rows, scale * _POINTS_PER_INCH)
    image = f"P5 {width} {height} 255\n".encode() + b"".join(rows)
    pictures, reason = _recognised("", image, 1)
    if reason is not None or not any(picture.glyphs for picture in pictures):
        return nothing, reason or _nothing()
    (picture,) = pictures
    glyphs: Sequence[Glyph] = list(placed(picture, 0.0, 0.0, picture.width / scale))
    tables: Sequence[Table] = ()
    if rules:
        from rules_engine.documents.formats.ruled import tables_within

        boxes = (turned(rule, width, height, picture.turn) for rule in rules)
        ruled = tables_within(((a / scale, b / scale, c / scale, d / scale) for a, b, c, d in boxes), glyphs)
        tables = [evolve(table, cells={at: text.strip(_SPECKS) for at, text in table.cells.items()}) for table in ruled]
        glyphs = [glyph for glyph in glyphs if not any(table.holds(glyph) for table in tables)]
    return Page(number, picture.width / scale, picture.height / scale, glyphs, tuple(tables), recognised=True), None


def recognised_image(data: bytes) -> tuple[Picture | None, Message | None]:
    """What an image shows, in dots; or why it was not recognised."""
    pictures, reason = _recognised("", data, 1)
    found = next((picture for picture in pictures if picture.glyphs), None)
    return found, reason or (None if found else _nothing())


def placed(picture: Picture, left: float, top: float, width: float) -> Iterator[Glyph]:
    """The glyphs of a picture that is shown at a place of a page in that width."""
    scale = width / picture.width if picture.width else 0.0
    for text, *edges in picture.glyphs:
        x0, y0, x1, y1 = (edge * scale for edge in edges)
        yield Glyph(text, left + x0, top + y0, left + x1, top + y1)


def nothing_recognised(name: str) -> UnreadableDocument:
    """The refusal of a file that holds only images of which nothing can be read."""
    return _not_read(name, missing() or _nothing())


@cache
def missing() -> Message | None:
    """What this machine lacks for reading images; None where it has all."""
    tesseract = program("tesseract")
    if tesseract is None:
        return Message("Reading images needs Tesseract, which is not on this machine.")
    code, listed = _run("", [tesseract, "--list-langs"], b"", 1)
    if code != 0 or _LANGUAGE.encode() not in listed.split():
        return Message("Tesseract on this machine lacks the data for simplified Chinese (chi_sim).")
    return None


def _recognised(name: str, data: bytes, pages: int) -> tuple[tuple[Picture, ...], Message | None]:
    tesseract, lacking = program("tesseract"), missing()
    if lacking is not None or tesseract is None:
        return (), lacking
    # It estimates the resolution from the height of the characters; told another one, it reads worse.
    command = [tesseract, "-", "-", "-l", _LANGUAGE, *(_ANY_WAY_UP if _knows_directions() else ()), "tsv"]
    code, answer = _run(name, command, data, pages)
    if code is None:
        return (), Message("Tesseract took too long over it and was stopped.")
    if code != 0:
        return (), Message("Tesseract cannot read it.")
    return pictures_of(answer.decode("utf-8", "replace")), None


@cache
def _knows_directions() -> bool:
    """Whether Tesseract can tell which way up a page lies."""
    tesseract = program("tesseract")
    return tesseract is not None and b"osd" in _run("", [tesseract, "--list-langs"], b"", 1)[1].split()


def _run(name: str, command: list[str], data: bytes, pages: int) -> tuple[int | None, bytes]:
    seconds = PAGE_SCAN_SECONDS * pages
    return run_limited(name, command, data, cpu_seconds=seconds, wall_seconds=seconds, memory_bytes=CHILD_MEMORY_BYTES)


def _nothing() -> Message:
    return Message("Tesseract recognised no text on it.")


def _not_read(name: str, reason: Message) -> UnreadableDocument:
    message = Message("This is an image, not a text; not read. {reason}", reason=reason)
    if missing() is None:
        return unreadable(name, message, "image", Message("Hand in the file that was printed or photographed."))
    advice = Message(
        "Install Tesseract with simplified Chinese (Debian and Ubuntu: apt-get install tesseract-ocr "
        "tesseract-ocr-chi-sim), or hand in the file that was printed or photographed."
    )
    return unreadable(name, message, "image", advice)
