"""Evidence tables as JSON: files, columns with their cells, rejected cells, remarks; and back, for a replay."""

from collections.abc import Mapping
from typing import Any

from rules_engine.facts.fact import Level
from rules_engine.facts.tables.evidence import Evidence
from rules_engine.facts.tables.read_table import Listing, Question, ReadTable, Reject, TableFile
from rules_engine.messages import LocalText, Message
from rules_engine.report.facts_json import Plain, fact_json, sentence_values


def table_json(table: ReadTable) -> Plain:
    """A table that was read."""
    return {
        "id": table.id,
        "title": _both(table.title),
        "level": table.level.name,
        "years": list(table.years),
        "rows": table.rows,
        "files": [
            {
                "document": file.document,
                "digest": file.digest,
                "grid": file.grid,
                "rows": file.rows,
                "columns": {
                    id: {"header": header, "unit": unit, "cells": cells}
                    for id, (header, unit, cells) in sorted(file.columns.items())
                },
                "extra": list(file.extra),
                "left_out": dict(sorted(file.left_out.items())),
            }
            for file in table.files
        ],
        "rejected": table.rejected,
        "reject_counts": [
            {"column": column, "code": code, "count": count}
            for (column, code), count in sorted(table.reject_counts.items())
        ],
        "rejects": [
            {
                "document": reject.document,
                "cell": reject.cell,
                "column": reject.column,
                "code": reject.code,
                "found": reject.found,
                "expected": _message(reject.expected),
            }
            for reject in table.rejects
        ],
        "remarks": [_message(remark) for remark in table.remarks],
        "listings": [
            {
                "title": _both(listing.title),
                "year": listing.year,
                "columns": [_both(column) for column in listing.columns],
                "rows": [list(row) for row in listing.rows],
            }
            for listing in table.listings
        ],
    }


def evidence_json(evidence: Evidence) -> Plain:
    """Everything that the tables of a submission yield, with the SQL that was run."""
    return {
        "tables": [{**table_json(table), "sql": list(table.script)} for table in evidence.tables],
        "facts": [fact_json(fact) for fact in evidence.facts],
        "questions": [question_json(question) for question in evidence.questions],
        "others": [other.place for other in evidence.others],
    }


def question_json(question: Question) -> Plain:
    """A file that looks like a table but was not read as one."""
    return {"document": question.document, "code": question.code, **_message(question.message)}


def table_of(plain: Mapping[str, Any]) -> ReadTable:
    """The table that `table_json` wrote."""
    return ReadTable(
        plain["id"],
        LocalText(**plain["title"]),
        tuple(
            TableFile(
                file["document"],
                file["digest"],
                file["grid"],
                file["rows"],
                {id: (c["header"], c["unit"], c["cells"]) for id, c in file["columns"].items()},
                tuple(file["extra"]),
                file["left_out"],
            )
            for file in plain["files"]
        ),
        Level[plain["level"]],
        tuple(plain["years"]),
        plain["rows"],
        tuple(
            Reject(r["document"], r["cell"], r["column"], r["code"], r["found"], _message_of(r["expected"]))
            for r in plain["rejects"]
        ),
        {(item["column"], item["code"]): item["count"] for item in plain["reject_counts"]},
        tuple(_message_of(remark) for remark in plain["remarks"]),
        (),
        tuple(
            Listing(
                LocalText(**listing["title"]),
                listing["year"],
                tuple(LocalText(**column) for column in listing["columns"]),
                tuple(tuple(row) for row in listing["rows"]),
            )
            for listing in plain["listings"]
        ),
    )


def question_of(plain: Mapping[str, Any]) -> Question:
    """The question that `question_json` wrote."""
    return Question(plain["document"], plain["code"], _message_of(plain))


def _message(message: Message) -> Plain:
    """A sentence with its values; titles, which the vocabulary gives in both languages, are kept in both."""
    titles = {name: _both(value) for name, value in message.values.items() if isinstance(value, LocalText)}
    return {"message": message.template, "values": {**sentence_values(message), **titles}}


def _message_of(plain: Mapping[str, Any]) -> Message:
    return Message(plain["message"], **{name: _value_of(value) for name, value in plain["values"].items()})


def _value_of(value: Any) -> object:
    if not isinstance(value, Mapping):
        return value
    return _message_of(value) if "message" in value else LocalText(**value)


def _both(text: LocalText) -> Plain:
    return {"zh": text.zh, "en": text.en}
