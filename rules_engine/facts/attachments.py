"""What documents handed in beside the report say of its figures: the level they give them, with both citations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rules_engine.documents.document import Document
from rules_engine.facts.enclosures import Enclosure
from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.head import Head
from rules_engine.records import evolve
from rules_engine.regex import regex
from rules_engine.values.ranges import Range, meet

_ABOVE = regex(r"^.*?(?:自治区|省|市|自治州|盟|地区)(?=.)")
_HEAD_BLOCKS = 14


def attested(
    facts: Sequence[Fact],
    documents: Sequence[Document],
    report: Document,
    head: Head,
    enclosures: Iterable[Enclosure],
) -> Iterator[Fact]:
    """The facts in their order, those at E2 that an attachment of the same body bears out.

    A figure of the report that an attachment states too stands at E2 with both citations, and so does the attachment's.
    What an attachment alone states stands at E2 where the report names that document, it is the county's own, and it
    tells the period; the place where the report names it is its second citation. All else stays as it was read: a
    document that nobody names may speak of another county or another year.
    """
    attachments = {document.name: document for document in documents if document.name != report.name}
    named = {e.found_in: _named_at(report, e) for e in enclosures if e.found_in in attachments and e.anchors}
    own = {name for name in named if _is_own(attachments[name], head.county)}
    stated: dict[str, list[Fact]] = defaultdict(list)
    told: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if _is_figure(fact):
            where = _document(fact)
            if where in attachments:
                stated[fact.id].append(fact)
            elif where == report.name:
                told[fact.id].append(fact)
    for fact in facts:
        yield _raised(fact, stated, told, report.name, named, own) if _is_figure(fact) else fact


def _raised(
    fact: Fact,
    stated: Mapping[str, Sequence[Fact]],
    told: Mapping[str, Sequence[Fact]],
    report: str,
    named: Mapping[str, Citation],
    own: Iterable[str],
) -> Fact:
    where = _document(fact)
    by_report = where == report
    if not by_report and all(other is not fact for other in stated[fact.id]):
        return fact
    witness = next((other for other in (stated if by_report else told)[fact.id] if _agree(fact, other)), None)
    if witness is not None:
        return _at_e2(fact, witness.citations[0])
    if where in own and fact.period is not None:
        return _at_e2(fact, named[where])
    return fact


def _at_e2(fact: Fact, citation: Citation) -> Fact:
    return evolve(fact, level=max(fact.level, Level.E2), citations=(*fact.citations, citation))


def _is_figure(fact: Fact) -> bool:
    return fact.origin == "mention" and fact.kind in ("achieved", "problem") and not fact.uncertain


def _document(fact: Fact) -> str:
    anchor = fact.citations[0].anchor
    return anchor.document if anchor else ""


def _agree(fact: Fact, other: Fact) -> bool:
    """Whether both print one figure: of one scope and period, equal within the rounding of what is printed."""
    if fact.scope != other.scope or (fact.period and other.period and fact.period != other.period):
        return False
    return meet(_printed(fact), _printed(other)) is not None


def _printed(fact: Fact) -> Range:
    half, value = fact.step / 2, fact.value
    return Range(None if value.low is None else value.low - half, None if value.high is None else value.high + half)


def _named_at(report: Document, enclosure: Enclosure) -> Citation:
    anchor = enclosure.anchors[0]
    return Citation("".join(report.text[anchor.start : anchor.end].split()), anchor)


def _is_own(document: Document, county: str) -> bool:
    """Whether the name of the file or its heading tells the report's own county."""
    name = _ABOVE.sub("", county) or county
    heading = "".join(document.text[block.start : block.end] for block in document.blocks[:_HEAD_BLOCKS])
    return bool(name) and name in "".join((document.name + heading).split())
