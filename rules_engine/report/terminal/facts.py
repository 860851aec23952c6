"""Everything that was read, as lists: figures bound and not bound, claims and documents named, entries."""

from rules_engine.documents.document import Document
from rules_engine.facts.cell_heads import words_of_cells
from rules_engine.facts.mention import Claim, Mention
from rules_engine.messages import Language, Message
from rules_engine.report.terminal.enclosures import enclosures_told
from rules_engine.report.terminal.lines import Page
from rules_engine.report.terminal.telling import Naming
from rules_engine.report.words import FORMER, KIND, ORIGIN, RECOGNISED
from rules_engine.scoring.verdict import Read


def facts_told(read: Read, language: Language, columns: int = 100, colour: bool = False) -> str:
    """The lists, in the order of the text."""
    telling, page = Naming(read.vocabulary, language), Page(columns, colour)
    page.heading(telling.say(Message("Chapters and the areas they tell of ({count})", count=len(read.chapters))))
    for chapter in read.chapters:
        area = read.areas.get(chapter.area) or Message("no area")
        page.add(
            telling.say(Message("{rule} -> {outcome}", rule=chapter.heading, outcome=area)),
            indent=2 * chapter.level,
            hang=2,
        )
    documents = {document.name: document for document in read.documents}
    bound = [mention for mention in read.mentions if mention.fact or mention.formerly]
    free = [mention for mention in read.mentions if not (mention.fact or mention.formerly)]
    page.heading(telling.say(Message("Figures bound to a fact ({count})", count=len(bound))))
    for mention in bound:
        _figure(telling, page, mention, documents[mention.anchor.document])
    page.heading(telling.say(Message("Figures bound to no fact ({count})", count=len(free))))
    heads = {document.name: words_of_cells(document) for document in read.documents if document.grids}
    for mention in free:
        document = documents[mention.anchor.document]
        words = heads.get(document.name, {}).get(mention.anchor.start) or _clause(mention, document)
        _figure(telling, page, mention, document, words)
    page.heading(telling.say(Message("Claims and documents named ({count})", count=len(read.claims))))
    for claim in read.claims:
        _claim(telling, page, claim)
    enclosures_told(telling, page, read.enclosures)
    if read.tables or read.questions:
        from rules_engine.report.terminal.tables import tables_told

        tables_told(telling, page, read.tables, read.questions, read.proved, full=True)
    if read.entries:
        from rules_engine.report.terminal.entries import entries_told

        entries_told(telling, page, read.entries)
    if read.notes:
        page.heading(telling.say(Message("About the files ({count})", count=len(read.notes))))
        for note in read.notes:
            page.add(telling.say(note), indent=2, hang=2)
    return page.text()


def _figure(telling: Naming, page: Page, mention: Mention, document: Document, words: str = "") -> None:
    id = mention.fact or mention.formerly
    title = f"{id} {telling.fact(id)}" if id else f"- {' '.join(words.split())}"
    about = [telling.say(FORMER if mention.formerly else KIND[mention.kind])]
    if mention.period is not None:
        about.append(str(mention.period))
    if mention.scope:
        about.append(telling.scope(mention.fact, mention.scope))
    if document.uncertain_at(mention.anchor.start):
        about.append(telling.say(RECOGNISED))
    page.add(
        telling.say(
            Message(
                '{place} "{quote}" {title} ({about})',
                place=telling.place(mention.anchor),
                quote=telling.quoted(mention.quote),
                title=title,
                about=telling.listed(about),
            )
        ),
        indent=2,
        hang=2,
    )


def _clause(mention: Mention, document: Document) -> str:
    """The clause of a figure, which always holds the figure itself."""
    start, end = min(mention.clause[0], mention.anchor.start), max(mention.clause[1], mention.anchor.end)
    return document.text[start:end]


def _claim(telling: Naming, page: Page, claim: Claim) -> None:
    facts = [f"{id} {telling.range(claim.value, telling.unit(id))}" for id in claim.facts]
    page.add(
        telling.say(
            Message(
                '{place} "{quote}" {title} ({about})',
                place=telling.place(claim.anchor),
                quote=telling.quoted(claim.quote),
                title=telling.listed(facts),
                about=ORIGIN[claim.source],
            )
        ),
        indent=2,
        hang=2,
    )
