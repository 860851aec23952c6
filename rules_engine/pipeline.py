"""The flow: files → documents → facts → findings → scores → verdict."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rules_engine.choice import all_words, choose, chosen, loaded, report_words
from rules_engine.documents.document import Document
from rules_engine.documents.submission import Settings, Submission, read_submission
from rules_engine.errors import RulesEngineError
from rules_engine.facts.head import Head, read_head
from rules_engine.facts.reading import Contents, read_contents
from rules_engine.facts.tables.agreement import agreed
from rules_engine.facts.tables.evidence import Evidence, Law
from rules_engine.facts.tables.files import may_hold_tables, table_alone
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.hooks.host import Host, load_plugins
from rules_engine.records import evolve, frozen
from rules_engine.ruleset.locate import locate
from rules_engine.ruleset.model import Ruleset, Waiver
from rules_engine.ruleset.tailor import tailor
from rules_engine.scoring.chapters import chapters
from rules_engine.scoring.decide import decide, law_of, newest_law
from rules_engine.scoring.period import evaluated_period
from rules_engine.scoring.verdict import Read, Verdict
from rules_engine.version import __version__

if TYPE_CHECKING:
    from rules_engine.facts.entry import Entry
    from rules_engine.facts.fact import Fact
    from rules_engine.facts.tables.catalogue import Tables

_NONE: "tuple[Entry, ...]" = ()


def evaluate(
    path: Path | str,
    ruleset: str | Path | None = None,
    *,
    period: int | None = None,
    as_of: date | None = None,
    facts: Path | str | None = None,
    entries: Path | str | Sequence[Path | str] | Mapping[str, Sequence[Path]] | None = None,
    plugins: Host | None = None,
) -> Verdict:
    """The verdict on a submission: a report file, or a folder with a report and, if wanted, a submission.yaml.

    `ruleset` is a name or folder (else that of submission.yaml, else the one that answers the scheme named in the
    report's head); `period` the evaluated year; `as_of` the day that dates reviews; `facts` a YAML file of an
    inspector's entries, `entries` a sheet that one filled in, several, a folder of sheets, or sheets by the digests of
    the reports that they were made for; `plugins` those of `load_plugins()`, which is called
    where none are given. Prints nothing, keeps nothing.

    Raises UnreadableSubmission, UnreadableDocument, UnreadableRuleset or WrongUse, each with every problem found.
    """
    host = load_plugins() if plugins is None else plugins
    submission = read_submission(Path(path), report_words(host, ruleset).titles, readers=host.readers)
    return evaluate_submission(
        submission, host, ruleset, period=period, as_of=as_of, facts=facts, entries=entries or ()
    )


def evaluate_submission(
    submission: Submission,
    host: Host,
    ruleset: str | Path | None = None,
    *,
    period: int | None = None,
    as_of: date | None = None,
    facts: Path | str | None = None,
    entries: "Path | str | Sequence[Path | str | Entry] | Mapping[str, Sequence[Path]]" = (),
    evidence: Evidence | None = None,
) -> Verdict:
    """The verdict on a submission already read; `facts` and `entries` are as for `evaluate`, or entries read before.

    `evidence` is what its tables yielded when they were read before; else they are read now.
    """
    settings = submission.settings
    head = read_head(submission.report, report_words(host, ruleset))
    if settings.county:
        head = evolve(head, county=settings.county)
    folder, reason = choose(ruleset, submission, head, host)
    rules = _tailored(loaded(folder, host), settings)
    year = evaluated_period(period, settings.period, head, as_of)
    if evidence is None:
        evidence = _evidence(submission, rules.vocabulary, law_of(rules, year.year))
    rules = evolve(rules, vocabulary=evidence.joined(rules.vocabulary))
    reading = partial(read_contents, evidence.documents, rules.vocabulary, submission.report, head, evidence.facts)
    contents = reading()
    held, entered = agreed(contents.facts), _NONE
    if facts or entries:
        entered = _entries_of(facts, entries, rules, contents, evidence.documents, submission.report, year.year)
        contents, held = _with_entries(reading, contents, entered, rules.vocabulary)
    decision = decide(rules, held, year.year, contents.relations, entered)
    return Verdict(
        engine=__version__,
        ruleset=rules,
        ruleset_reason=reason,
        submission=submission.name,
        documents=evidence.documents,
        head=head,
        period=year,
        entries=entered,
        facts=held,
        mentions=contents.mentions,
        claims=contents.claims,
        relations=contents.relations,
        chapters=chapters(evidence.documents, contents.sections, rules.areas),
        findings=decision.findings,
        sheet=decision.sheet,
        scores=decision.scores,
        bands=decision.bands,
        gates=decision.gates,
        grades=decision.grades,
        plugins=host.records,
        flags=decision.flags if contents.facts else (*decision.flags, "nothing_read"),
        requests=decision.requests,
        notes=submission.notes,
        report=submission.report.name,
        enclosures=contents.enclosures,
        tables=evidence.tables,
        questions=evidence.questions,
    )


def _tailored(rules: Ruleset, settings: Settings) -> Ruleset:
    waived = {item.criterion: Waiver(item.approver, item.basis) for item in settings.not_applicable}
    return tailor(rules, settings.not_selected, waived)


def _entries_of(
    facts: Path | str | None,
    entries: "Path | str | Sequence[Path | str | Entry] | Mapping[str, Sequence[Path]]",
    rules: Ruleset,
    contents: Contents,
    documents: Sequence[Document],
    report: Document,
    year: int | None,
) -> "tuple[Entry, ...]":
    """The entries of a file of facts, then those of sheets, which are held against what was read."""
    entered: tuple[Entry, ...] = ()
    if facts:
        from rules_engine.facts.entries import read_entries

        entered = read_entries(Path(facts), rules.vocabulary)
    sheets: Sequence[Path] | Mapping[str, Sequence[Path]]
    if isinstance(entries, Mapping):
        sheets = entries
    else:
        given = (entries,) if isinstance(entries, Path | str) else entries
        entered += tuple(entry for entry in given if not isinstance(entry, Path | str))
        sheets = [Path(sheet) for sheet in given if isinstance(sheet, Path | str)]
    if not sheets:
        return entered
    from rules_engine.report.entry_sheet.reading import ReadByProgram
    from rules_engine.report.entry_sheet.several import sheets_for
    from rules_engine.report.entry_sheet.together import read_sheets

    read = ReadByProgram(rules, contents.mentions, contents.facts, documents, report, year)
    return (*entered, *read_sheets(sheets_for(report, sheets), read))


def _with_entries(
    reading: Callable[..., Contents], contents: Contents, entered: "tuple[Entry, ...]", vocabulary: Vocabulary
) -> tuple[Contents, "tuple[Fact, ...]"]:
    """What is read once the figures are bound as inspectors told, and the facts with their entries beside."""
    from rules_engine.facts.entry import beside_entries, rebindings

    bindings = rebindings(entered)
    told = reading(bindings=bindings) if bindings else contents
    return told, beside_entries(agreed(told.facts), contents.facts, entered, vocabulary)


@frozen(eq=False, repr=False)
class FoundEvidence:
    """The evidence tables of a submission, and the vocabulary that knows their facts."""

    evidence: Evidence
    vocabulary: Vocabulary


def read_evidence(
    path: Path | str,
    ruleset: str | Path | None = None,
    *,
    period: int | None = None,
    plugins: Host | None = None,
) -> FoundEvidence:
    """The evidence tables alone: of a submission, with or without a report, or of a single file that is a table.

    Where nothing tells the ruleset, the only one installed gives the parameters; `period` is the year they are of;
    without a report, that of their newest editions.
    """
    host = load_plugins() if plugins is None else plugins
    words = report_words(host, ruleset)
    submission = table_alone(Path(path), host.readers) or read_submission(
        Path(path), words.titles, readers=host.readers, report_needed=False
    )
    alone = not submission.report.name
    head = Head() if alone else read_head(submission.report, words)
    found = chosen(ruleset, submission, head, host)
    if found is None and len(host.rulesets) == 1:
        found = next(iter(host.rulesets.values())), "option"
    rules = loaded(found[0], host) if found else None
    vocabulary = rules.vocabulary if rules else all_words(host)
    if rules and period is not None:
        law = law_of(rules, period)
    elif rules and alone:
        law = newest_law(rules)
    else:
        law = _law_read(rules, submission, head)
    evidence = _evidence(submission, vocabulary, law)
    return FoundEvidence(evidence, evidence.joined(vocabulary))


def declared_tables(host: Host, ruleset: str | Path | None = None) -> "Tables":
    """The evidence tables that a ruleset's vocabulary declares, or those of all installed rulesets."""
    from rules_engine.facts.tables.catalogue import tables_of

    if ruleset is None:
        return tables_of(all_words(host))
    return tables_of(loaded(locate(str(ruleset), host.rulesets), host).vocabulary)


def _law_read(rules: Ruleset | None, submission: Submission, head: Head) -> Law:
    """The parameters of the year that would be evaluated; the newest where nothing tells it."""
    if rules is None:
        return Law()
    try:
        return law_of(rules, evaluated_period(None, submission.settings.period, head, None).year)
    except RulesEngineError:
        return newest_law(rules)


def _evidence(submission: Submission, vocabulary: Vocabulary, law: Law) -> Evidence:
    """What the evidence tables of a submission yield; nothing is loaded where no file can be one."""
    report = submission.report.name
    if not vocabulary.table_sources or not may_hold_tables(submission.documents, report, submission.files):
        return Evidence(submission.documents)
    from rules_engine.facts.tables.reading import read_tables

    return read_tables(submission.documents, report, submission.files, vocabulary, law)


def read(
    path: Path | str,
    ruleset: str | Path | None = None,
    *,
    facts: Path | str | None = None,
    entries: Path | str | Sequence[Path | str] | None = None,
    plugins: Host | None = None,
) -> Read:
    """Everything a submission says, before anything is judged; the parameters and errors are those of `evaluate`.

    Where no ruleset is given and the report's head names none, the vocabularies of all installed rulesets are read.
    A sheet of `entries` is of one ruleset, so that raises WrongUse then.
    """
    host = load_plugins() if plugins is None else plugins
    words = report_words(host, ruleset)
    submission = read_submission(Path(path), words.titles, readers=host.readers)
    head = read_head(submission.report, words)
    found = choose(ruleset, submission, head, host) if entries else chosen(ruleset, submission, head, host)
    rules = loaded(found[0], host) if found else None
    vocabulary = rules.vocabulary if rules else all_words(host)
    evidence = _evidence(submission, vocabulary, _law_read(rules, submission, head))
    vocabulary = evidence.joined(vocabulary)
    reading = partial(read_contents, evidence.documents, vocabulary, submission.report, head, evidence.facts)
    contents, entered = reading(), _NONE
    if rules and entries:
        own = evolve(_tailored(rules, submission.settings), vocabulary=vocabulary)
        entered = _entries_of(facts, entries, own, contents, evidence.documents, submission.report, None)
        contents, _ = _with_entries(reading, contents, entered, vocabulary)
    elif facts:
        from rules_engine.facts.entries import read_entries

        entered = read_entries(Path(facts), vocabulary)
    areas = rules.areas if rules else ()
    return Read(
        evidence.documents,
        vocabulary,
        contents.mentions,
        contents.claims,
        contents.relations,
        entered,
        chapters(evidence.documents, contents.sections, areas),
        {area.id: area.title for area in areas},
        submission.notes,
        rules.language if rules else "zh",
        contents.enclosures,
        tuple(fact for fact in agreed(contents.facts) if fact.origin == "table"),
        evidence.tables,
        evidence.questions,
        tuple(fact for fact in contents.facts if fact.origin in ("mention", "claim", "document")),
    )
