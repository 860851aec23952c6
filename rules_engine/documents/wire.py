"""Documents and refusals as bytes, for the way out of a parser's own process: JSON, which can run nothing."""

import json
from collections.abc import Iterable
from typing import Any

from rules_engine.documents.document import Block, Cell, Document, Grid
from rules_engine.errors import Problem, UnreadableDocument
from rules_engine.messages import Message
from rules_engine.places import Place


def written_document(document: Document) -> bytes:
    """The document as JSON."""
    return _bytes(
        {
            "digest": document.digest,
            "text": document.text,
            "encoding": document.encoding,
            "uncertain": document.uncertain,
            "blocks": [[block.name, block.start, block.end, block.kind] for block in document.blocks],
            "grids": [
                [
                    grid.name,
                    [[[c.row, c.column, c.start, c.end, c.text, c.number] for c in row] for row in grid.rows],
                    grid.spans,
                ]
                for grid in document.grids
            ],
            "notes": [_message(note) for note in document.notes],
            "recognised": document.recognised,
        }
    )


def written_problems(problems: Iterable[Problem]) -> bytes:
    """The reasons of a refusal as JSON."""
    return _bytes(
        {
            "problems": [
                [_message(problem.message), _message(problem.advice), problem.nearest, problem.code]
                for problem in problems
            ]
        }
    )


def read_answer(name: str, data: bytes) -> Document:
    """The document; raises UnreadableDocument with the reasons where those were written, ValueError for other bytes."""
    answer = json.loads(data)
    if not isinstance(answer, dict):
        raise ValueError(name)
    if "problems" in answer:
        raise UnreadableDocument(
            *(
                Problem(Place(name), _read_message(message), nearest, _read_message(advice) if advice else None, code)
                for message, advice, nearest, code in answer["problems"]
            )
        )
    return Document(
        name,
        answer["digest"],
        answer["text"],
        tuple(Block(*block) for block in answer["blocks"]),
        answer["encoding"],
        tuple(
            Grid(grid, tuple(tuple(Cell(*c) for c in row) for row in rows), tuple((a, b, c) for a, b, c in spans))
            for grid, rows, spans in answer["grids"]
        ),
        answer["uncertain"],
        tuple(map(_read_message, answer["notes"])),
        tuple((start, end) for start, end in answer["recognised"]),
    )


def _bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _message(message: Message | None) -> Any:
    if message is None:
        return None
    values = {
        name: {"message": _message(value)}
        if isinstance(value, Message)
        else value
        if isinstance(value, int)
        else str(value)
        for name, value in message.values.items()
    }
    return [message.template, values]


def _read_message(item: Any) -> Message:
    template, values = item
    return Message(
        template,
        **{
            name: _read_message(value["message"]) if isinstance(value, dict) else value
            for name, value in values.items()
        },
    )
