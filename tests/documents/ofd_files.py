"""OFD packages made by hand, as the writers of offices lay them out: lines of characters with their steps."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from tests.documents.packages import zipped

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.64
LEFT, TOP, RIGHT, BOTTOM = 28.0, 37.0, 182.0, 262.0
STEP = 10.0
# What cannot begin a line.
_CLOSING = "，。、；：！？）〕》」”%"


def text_object(text: str, x: float, y: float, size: float = SIZE, *, packed: bool = False, more: str = "") -> str:
    """A line of text whose box begins at x, y; `packed` writes equal steps as `g n v`."""
    steps = [size / 2 if character.isascii() else size for character in text[:-1]]
    if packed and steps and len(set(steps)) == 1:
        deltas = f"g {len(steps)} {steps[0]}"
    else:
        deltas = " ".join(f"{step:.3f}" for step in steps)
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {sum(steps) + size:.3f} {size}" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{0.88 * size:.3f}" DeltaX="{deltas}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A straight line."""
    return (
        f'<ofd:PathObject ID="2" Boundary="{x0} {y0} {max(x1 - x0, 0.1)} {max(y1 - y0, 0.1)}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def image(x: float, y: float, width: float, height: float) -> str:
    """The picture of `ofd(picture=…)`."""
    return f'<ofd:ImageObject ID="3" ResourceID="7" Boundary="{x} {y} {width} {height}"/>'


def laid_out(paragraphs: Sequence[str]) -> list[list[str]]:
    """Pages of objects: paragraphs with their first line indented, broken at the right margin, page numbers below."""
    pages: list[list[str]] = [[]]
    y = TOP
    for paragraph in paragraphs:
        for index, line in enumerate(_lines(paragraph)):
            if y > BOTTOM:
                pages.append([])
                y = TOP
            pages[-1].append(text_object(line, LEFT + (0 if index else 2 * SIZE), y, packed=index % 2 == 1))
            y += STEP
    for number, page in enumerate(pages, 1):
        page.append(text_object(f"— {number} —", 100, 280, 4.2))
    return pages


def ofd(
    pages: Sequence[Sequence[str]],
    template: Sequence[str] = (),
    picture: bytes | None = None,
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A package with those objects on its pages, and those of the template behind each."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    uses = '<ofd:Template TemplateID="9" ZOrder="Background"/>' if template else ""
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'{head}<ofd:OFD {OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{head}<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/Tpl_0/Content.xml": _content(template, ""),
        "Doc_0/DocumentRes.xml": f'{head}<ofd:Res {OFD} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="7" '
        'Type="Image"><ofd:MediaFile>image_7.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>',
    }
    if picture is not None:
        parts["Doc_0/Res/image_7.png"] = picture
    for number, objects in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = _content(objects, uses)
    return zipped({**parts, **(extra or {})})


def _content(objects: Sequence[str], before: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {OFD}>{before}<ofd:Content><ofd:Layer ID="1" Type="Body">'
        f"{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def _lines(paragraph: str) -> list[str]:
    lines = [""]
    room = RIGHT - LEFT - 2 * SIZE
    for character in paragraph:
        width = SIZE / 2 if character.isascii() else SIZE
        if room < width and character not in _CLOSING:
            lines.append("")
            room = RIGHT - LEFT
        lines[-1] += character
        room -= width
    return lines
