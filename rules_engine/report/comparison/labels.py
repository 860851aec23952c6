"""What the pages on several submissions call their parts."""

from collections.abc import Mapping
from functools import cache

from rules_engine.messages import Language, Message
from rules_engine.report.page.labels import LABELS as PAGE
from rules_engine.report.words import SCORE

LABELS: Mapping[str, Message] = {
    "index": Message("Submissions side by side"),
    "all_counties": PAGE["all_counties"],
    "counties": Message("Submissions"),
    "county": Message("County"),
    "submission": Message("Submission"),
    "year": Message("Year"),
    "grade": Message("Grade or open grades"),
    **SCORE,
    "differences": Message("Differences"),
    "requests": Message("To ask for"),
    "unread": Message("Notes on files"),
    "failed": Message("Not evaluated"),
    "problem": Message("Problem"),
    "criteria": Message("Criteria"),
    "criterion": Message("Criterion"),
    "area": PAGE["area"],
    "maximum": PAGE["maximum"],
    "spread": Message("Outcomes"),
    "suggestion": Message("Suggestion"),
    "points": Message("Points"),
    "figure": Message("Figure"),
    "sentence": Message("Cited sentence"),
    "why": Message("Why, and what to ask for"),
    "silent": PAGE["no_evidence"],
    "ask_for": PAGE["ask_for"],
    "rule": PAGE["rule"],
    "parameters": PAGE["parameters"],
    "basis": PAGE["basis"],
    "note": PAGE["note"],
    "between": Message("; "),
    "order": Message("Sorted by the confirmed score, the highest first."),
    "sort_hint": Message("Choose the head of a column to sort by it."),
    "upwards": Message("upwards"),
    "downwards": Message("downwards"),
    "to_table": Message("To the table"),
    "masked": PAGE["masked"],
    "engine": PAGE["engine"],
    "ruleset": PAGE["ruleset"],
    "record": PAGE["record"],
}
# The script fills in the column.
SORTED = Message("Sorted by {column}", column="{column}")


@cache
def labels(code: str) -> Mapping[str, str]:
    """The labels in a language, by key."""
    say = Language(code).say
    return {key: say(label) for key, label in LABELS.items()}
