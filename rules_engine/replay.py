"""A recorded verdict computed again: from the same inputs, entries, plugins and ruleset comes the same digest."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from rules_engine.choice import report_words
from rules_engine.digest import digest_json
from rules_engine.documents.document import Block, Document, grids_of
from rules_engine.documents.submission import NotApplicable, Settings, Submission, read_submission
from rules_engine.errors import Problem, UnreadableSubmission, system_reason
from rules_engine.facts.entry import Entry
from rules_engine.facts.fact import Citation, Fact, Level
from rules_engine.facts.mention import Mention
from rules_engine.facts.tables.evidence import Evidence
from rules_engine.hooks.host import Host, load_plugins
from rules_engine.messages import Message
from rules_engine.pipeline import evaluate_submission
from rules_engine.places import Anchor, Place
from rules_engine.records import evolve, frozen
from rules_engine.report.differences import differences
from rules_engine.report.tables_json import question_of, table_of
from rules_engine.report.verdict_json import FORMAT, verdict_json
from rules_engine.ruleset.load import load_ruleset
from rules_engine.ruleset.locate import locate
from rules_engine.values.periods import Period
from rules_engine.values.ranges import Range

MOST_BYTES = 200_000_000


@frozen
class Replayed:
    """The digest recorded and the one computed now, and what differs, causes first."""

    recorded: str
    recomputed: str
    differences: tuple[Message, ...]

    @property
    def same(self) -> bool:
        """Whether both digests are one."""
        return self.recorded == self.recomputed


def replay(
    file: Path, submission: Path | None = None, ruleset: str | None = None, entries: Sequence[Path] = ()
) -> Replayed:
    """The verdict of a JSON file computed again, from the files of `submission` or else from the texts it carries.

    `ruleset` tells where the ruleset is now, if not installed under its recorded name; `entries` are sheets to be
    taken instead of the entries that were recorded. Raises UnreadableSubmission
    where the file is no verdict of ours or was changed after it was written, and whatever evaluating raises.
    """
    record = read_record(file)
    try:
        host = _host(record)
        handed_in = _recorded(record)
        if submission is not None:
            handed_in = read_submission(submission, report_words(host, ruleset).titles, readers=host.readers)
        verdict = evaluate_submission(
            handed_in,
            host,
            ruleset or (record["ruleset"]["name"] if record["ruleset"]["reason"] == "option" else None),
            period=record["period"]["year"] if record["period"]["reason"] == "option" else None,
            as_of=date.fromisoformat(record["period"]["as_of"])
            if record["period"]["as_of_reason"] == "option"
            else None,
            entries=entries or tuple(map(_entry, record["entries"])),
            evidence=None if submission is not None else _evidence(record, handed_in, host, ruleset),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _foreign(file) from error
    now = verdict_json(verdict)
    if ruleset is not None:
        # The place of the ruleset was told anew; why it was chosen is what was recorded.
        now["ruleset"]["reason"] = record["ruleset"]["reason"]
        now["digest"] = digest_json({key: value for key, value in now.items() if key != "digest"})
    return Replayed(record["digest"], now["digest"], tuple(differences(record, now)))


def read_record(file: Path) -> Mapping[str, Any]:
    """The record in a JSON file, unchanged since it was written; raises UnreadableSubmission otherwise."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _foreign(file)
        record = json.loads(file.read_bytes())
    except OSError as error:
        message = Message("This file cannot be opened: {reason}.", reason=system_reason(error))
        raise UnreadableSubmission(Problem(Place(str(file)), message, code="unreadable")) from error
    except (ValueError, RecursionError) as error:
        raise _foreign(file) from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise _foreign(file)
    try:
        found = digest_json({key: value for key, value in record.items() if key != "digest"})
    except TypeError as error:
        raise _foreign(file) from error
    if record.get("digest") != found:
        message = Message("This verdict was changed after it was written: its digest does not fit its content.")
        advice = Message("Evaluate the submission again.")
        raise UnreadableSubmission(Problem(Place(str(file)), message, advice=advice, code="changed_verdict"))
    return record


def _foreign(file: Path) -> UnreadableSubmission:
    message = Message("This file is not a verdict that rules-engine evaluate --json wrote for one submission.")
    return UnreadableSubmission(Problem(Place(str(file)), message, code="not_a_verdict"))


def _host(record: Mapping[str, Any]) -> Host:
    """The plugins of today without those that were left out then."""
    host = load_plugins()
    left_out = {plugin["name"] for plugin in record["plugins"] if plugin["status"] == "left_out"}
    left_out &= {plugin.name for plugin in host.records}
    return load_plugins(frozenset(left_out)) if left_out else host


def _recorded(record: Mapping[str, Any]) -> Submission:
    documents = tuple(_document(document) for document in record["documents"])
    report = next(document for document in documents if document.name == record["report"])
    notes = tuple(map(_note, record["notes"]))
    return Submission(record["submission"], report, documents, _settings(record), notes)


def _evidence(record: Mapping[str, Any], handed_in: Submission, host: Host, ruleset: str | None) -> Evidence | None:
    """What the tables yielded then: the record holds their facts and the places of their cells, not their rows."""
    if not record["tables"] and not record["questions"]:
        return None
    from rules_engine.facts.tables.catalogue import table_entries, tables_of

    tables = tuple(table_of(table) for table in record["tables"])
    files = {file.document for table in tables for file in table.files}
    facts = [_fact(fact) for fact in record["facts"] if fact["origin"] == "table"]
    folder = locate(ruleset or record["ruleset"]["name"], host.rulesets)
    vocabulary = load_ruleset(folder, host.checks).vocabulary
    declared = tables_of(vocabulary)
    return Evidence(
        handed_in.documents,
        tuple(
            evolve(fact, citations=tuple(c for c in fact.citations if c.anchor and c.anchor.document in files))
            for fact in facts
        ),
        tables,
        tuple(question_of(question) for question in record["questions"]),
        table_entries({table.id: declared[table.id] for table in tables if table.id in declared}, vocabulary),
    )


def _note(plain: Mapping[str, Any]) -> Message:
    values = {name: _note(value) if isinstance(value, dict) else value for name, value in plain["values"].items()}
    template = plain["message"]
    return Message(template, **values)


def _settings(record: Mapping[str, Any]) -> Settings:
    """What submission.yaml said, as far as the verdict rests on it."""
    ruleset, period = record["ruleset"], record["period"]
    return Settings(
        period=period["year"] if period["reason"] == "submission" else None,
        ruleset=ruleset["name"] if ruleset["reason"] == "submission" else "",
        not_applicable=tuple(
            NotApplicable(item["criterion"], item["approver"], item["basis"]) for item in ruleset["not_applicable"]
        ),
        not_selected=tuple(ruleset["not_selected"]),
    )


def _document(plain: Mapping[str, Any]) -> Document:
    blocks = tuple(Block(b["name"], b["start"], b["end"], b["kind"]) for b in plain["blocks"])
    recognised = tuple((start, end) for start, end in plain["recognised"])
    return Document(
        plain["name"],
        plain["digest"],
        plain["text"],
        blocks,
        plain["encoding"],
        grids_of(plain["text"], blocks),
        uncertain=plain["uncertain"],
        recognised=recognised,
    )


def _fact(plain: Mapping[str, Any]) -> Fact:
    return Fact(
        plain["id"],
        _range(plain["value"]),
        Level[plain["level"]],
        plain["kind"],
        plain["origin"],
        tuple(_citation(citation) for citation in plain["citations"]),
        None if plain["period"] is None else Period.parse(plain["period"]),
        plain["scope"],
        plain["qualifier"],
        plain["printed"],
        Fraction(plain["step"]),
    )


def _entry(plain: Mapping[str, Any]) -> Entry:
    return Entry(
        plain["kind"],
        plain["author"],
        None if plain["date"] is None else date.fromisoformat(plain["date"]),
        plain["reason"],
        plain["source"],
        None if plain["fact"] is None else _fact(plain["fact"]),
        None if plain["figure"] is None else _figure(plain["figure"]),
        plain["criterion"] or "",
        plain["outcome"],
        None if plain["points"] is None else Fraction(plain["points"]),
        None if plain["proved"] is None else _fact(plain["proved"]),
    )


def _figure(plain: Mapping[str, Any]) -> Mention:
    return Mention(
        Anchor(**plain["anchor"]),
        plain["quote"],
        Fraction(plain["number"]),
        _range(plain["value"]),
        plain["unit"],
        Fraction(plain["step"]),
        _stretch(plain["clause"]),
        _stretch(plain["sentence"]),
        plain["kind"],
        None if plain["period"] is None else Period.parse(plain["period"]),
        plain["qualifier"],
        plain["part"],
        plain["section"],
        plain["fact"] or "",
        plain["scope"],
        plain.get("formerly") or "",
    )


def _stretch(plain: list[int]) -> tuple[int, int]:
    start, end = plain
    return start, end


def _range(plain: Mapping[str, Any]) -> Range:
    low, high = (None if plain[end] is None else Fraction(plain[end]) for end in ("low", "high"))
    return Range(low, high, plain["low_open"], plain["high_open"])


def _citation(plain: Mapping[str, Any]) -> Citation:
    anchor = plain["anchor"]
    return Citation(plain["quote"], None if anchor is None else Anchor(**anchor), plain["author"])
