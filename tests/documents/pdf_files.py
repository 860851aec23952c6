"""PDF files made by hand: every character where the test wants it, no fonts needed."""

import zlib
from collections.abc import Sequence

A4 = (595, 842)


def text(
    words: str, x: float, y: float, size: float = 12, *, mode: int = 0, matrix: str = "1 0 0 1"
) -> tuple[str, ...]:
    """A line of text whose baseline begins at x, y (from the lower left corner), each character `size` wide."""
    return ("text", words, f"BT {mode} Tr /F1 {size} Tf {matrix} {x} {y} Tm <%s> Tj ET")


def draw(operators: str) -> tuple[str, ...]:
    """Anything else that a page draws."""
    return ("draw", "", operators)


def ruled(
    rows: Sequence[Sequence[str]], x: float, y: float, width: float = 100, height: float = 24
) -> list[tuple[str, ...]]:
    """A table whose upper left corner is at x, y; an empty text leaves its cell empty."""
    columns = max(len(row) for row in rows)
    bottom, right = y - height * len(rows), x + width * columns
    items = [draw(f"{x} {y - height * i} m {right} {y - height * i} l S") for i in range(len(rows) + 1)]
    items += [draw(f"{x + width * i} {y} m {x + width * i} {bottom} l S") for i in range(columns + 1)]
    for i, row in enumerate(rows):
        items += [text(cell, x + 4 + width * j, y - height * i - 16) for j, cell in enumerate(row) if cell]
    return items


def picture() -> list[tuple[str, ...]]:
    """A grey image over the whole page."""
    return [draw(f"q {A4[0]} 0 0 {A4[1]} 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q")]


def pdf(
    pages: Sequence[Sequence[tuple[str, ...]]], *, rotate: int = 0, encrypt: bool = False, content: bytes | None = None
) -> bytes:
    """A file of these pages; `encrypt` locks it with a password nobody knows, `content` replaces all pages' own."""
    characters = sorted({character for page in pages for item in page for character in item[1]})
    codes = {character: code for code, character in enumerate(characters, 1)}
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    mapping = "".join(f"<{codes[c]:04x}> <{c.encode('utf-16-be').hex()}>\n" for c in characters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(characters)} beginbfchar\n{mapping}endbfchar\n"
        "endcmap end end"
    )
    objects += [
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R]"
        " /ToUnicode 6 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        " /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 >>",
        "<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880"
        " /Descent -120 /CapHeight 700 /StemV 80 >>",
    ]
    bodies = [o.encode("latin-1") for o in objects] + [_stream(cmap.encode())]
    kids = []
    for page in pages:
        operators = [item[2] % "".join(f"{codes[c]:04x}" for c in item[1]) if item[1] else item[2] for item in page]
        bodies.append(_stream(content or "\n".join([*operators, ""]).encode("latin-1")))
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {A4[0]} {A4[1]}] /Rotate {rotate} /Contents {len(bodies)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(bodies)} 0 R")
    bodies[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _file(bodies, encrypt=encrypt)


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)


def _file(bodies: Sequence[bytes], *, encrypt: bool) -> bytes:
    data, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    keys = f"/O <{'ab' * 32}> /U <{'cd' * 32}>"
    lock = f"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 {keys} >>"
    data += f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R {lock if encrypt else ''} >>\n".encode()
    return data + b"startxref\n%d\n%%%%EOF\n" % start
