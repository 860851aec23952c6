"""Diagrams (SmartArt) and charts of a `.docx`: their words as lines, their numbers as tables, as Word keeps them."""

from collections.abc import Iterator, Mapping

from rules_engine.documents.formats.composition import Composition, Shown
from rules_engine.documents.formats.number_formats import shown_number
from rules_engine.documents.formats.package import Package
from rules_engine.documents.formats.xml_parts import Element, child, local, parse_part

_MOST_POINTS = 10_000


def add_drawings(made: Composition, package: Package, parts: Mapping[str, tuple[str, str]]) -> int:
    """Adds the words of diagrams and the numbers of charts behind the text; how many drawings were read."""
    read = charts = 0
    for kind, part in sorted(set(parts.values())):
        if part not in package:
            continue
        if kind == "diagramData":
            made.paragraph("\n".join(_words(parse_part(package, part))), label="diagram ")
            read += 1
        elif kind == "chart":
            charts += 1
            root = parse_part(package, part)
            before = made.length
            made.paragraph(_title(root), label=f"chart {charts} ")
            made.grid(f"chart {charts}", _rows(root))
            read += made.length > before
    return read


def _words(diagram: Element) -> Iterator[str]:
    for point in diagram.iter("{*}pt"):
        for paragraph in point.iter("{*}p"):
            text = "".join(item.text or "" for item in paragraph.iter("{*}t"))
            if text.strip():
                yield text


def _title(chart: Element) -> str:
    title = child(chart, "chart", "title")
    return "".join(item.text or "" for item in title.iter("{*}t")) if title is not None else ""


def _rows(chart: Element) -> Iterator[tuple[int, Mapping[int, Shown]]]:
    """A row of heads, then one for each category with the value of every series."""
    heads: dict[int, Shown] = {}
    rows: dict[int, dict[int, Shown]] = {}
    for column, series in enumerate(chart.iter("{*}ser"), 2):
        heads[column] = Shown("".join(_points(child(series, "tx")).get(0, ("", ""))[:1]))
        for index, (text, _) in _points(child(series, "cat"), child(series, "xVal")).items():
            rows.setdefault(index, {}).setdefault(1, Shown(text))
        for index, (text, code) in _points(child(series, "val"), child(series, "yVal")).items():
            rows.setdefault(index, {})[column] = shown_number(text, code, from_1904=False)
    yield 1, heads
    for index in sorted(rows)[:_MOST_POINTS]:
        yield index + 2, rows[index]


def _points(*sources: Element | None) -> dict[int, tuple[str, str]]:
    """The points that a chart keeps of its sheet, by their index: the text and its number format."""
    found: dict[int, tuple[str, str]] = {}
    for source in sources:
        for cache in source if source is not None else ():
            for kept in cache.iter("{*}strCache", "{*}numCache", "{*}strLit", "{*}numLit"):
                code = child(kept, "formatCode")
                format_code = (code.text or "General") if code is not None else "General"
                for point in kept:
                    value = child(point, "v") if local(point) == "pt" else None
                    index = point.get("idx", "")
                    if value is not None and index.isdecimal() and len(index) < 7:
                        found[int(index)] = value.text or "", format_code
    return found
