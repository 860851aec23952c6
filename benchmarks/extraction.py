"""How well figures are read: the engine's reading scored against labelled files, with recall and precision.

`extraction.py [FOLDER …]`: by default the labelled texts of ../shared/data, where they are at hand, and those of
tests/extraction. A file `NAME.facts.tsv` labels `NAME.txt` by quote, indicator, value, unit, period and note;
`relations.tsv` beside it names arithmetic relations. `extraction/labels.tsv` tells which fact of the vocabulary an
indicator is; `extraction/unlabelled.tsv` lists figures that are rightly read although no row names them.
Each set of texts gets a line for figures, kind, period, binding and relations; what went wrong is listed below it.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from attrs import field, frozen, mutable

from rules_engine.hooks.host import Host, load_plugins
from rules_engine.messages import Language
from rules_engine.pipeline import read
from rules_engine.report.facts_json import facts_json
from rules_engine.ruleset.load import load_ruleset
from rules_engine.values.units import unit_named

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "data"
REPORTS = ROOT / "tests" / "extraction" / "reports"
TABLES = Path(__file__).parent / "extraction"
GOALS = {"figures": 99.5, "kind": 98.0, "period": 98.0, "binding": 95.0}
RULESET = "chongqing-county-2023"
CHANGES = ("_delta", "_growth", "_growth2")
# Other relations are between a figure and words, which no row of relations.tsv tells.
ARITHMETIC = ("sum", "part", "growth", "rate", "ratio", "same")
PERIODS = {"十四五": "2021..2025"}

Row = Mapping[str, str]
Plain = dict[str, Any]


@mutable
class Score:
    """Right ones of those labelled and of those found, and what went wrong."""

    right: int = 0
    labelled: int = 0
    found: int = 0
    wrong: list[str] = field(factory=list)

    def told(self) -> str:
        """Recall and precision with what they are shares of."""
        recall, precision = _share(self.right, self.labelled), _share(self.right, self.found)
        return f"recall {recall} ({self.right}/{self.labelled}), precision {precision} ({self.right}/{self.found})"


@frozen
class Scores:
    """All that is scored in one set of texts; `mapped` and `named` count labels outside context and meta."""

    figures: Score = field(factory=Score)
    kind: Score = field(factory=Score)
    period: Score = field(factory=Score)
    binding: Score = field(factory=Score)
    relations: Score = field(factory=Score)
    counts: Counter[str] = field(factory=Counter)


def main(folders: Sequence[str]) -> None:
    """Print the scores of each folder of labelled texts."""
    host = load_plugins()
    vocabulary = load_ruleset(host.rulesets[RULESET], host.checks).vocabulary
    facts = {id: id for id in vocabulary.facts}
    facts |= {
        row["indicator"]: row["fact"] for row in _rows(TABLES / "labels.tsv") if row["fact"].split("|")[0] in facts
    }
    extra = {(row["file"], row["quote"]) for row in _rows(TABLES / "unlabelled.tsv")}
    chosen = [Path(folder) for folder in folders] or [SHARED, *sorted(REPORTS.iterdir())]
    for folder in chosen:
        texts = sorted(path for path in folder.rglob("*.txt") if _labels_of(path).exists())
        if not texts:
            print(f"{folder.name}: no labelled texts here")
            continue
        scores = Scores()
        relations: dict[str, list[Row]] = defaultdict(list)
        for row in _rows(folder / "relations.tsv"):
            relations[row["file"]].append(row)
        for text in texts:
            _score(text, host, facts, extra, relations[text.stem], scores)
        _print(folder.name, len(texts), scores)


def _rows(path: Path) -> list[Row]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _labels_of(text: Path) -> Path:
    return text.with_name(f"{text.stem}.facts.tsv")


def _score(
    path: Path,
    host: Host,
    facts: Mapping[str, str],
    extra: set[tuple[str, str]],
    relations: Sequence[Row],
    scores: Scores,
) -> None:
    record = facts_json(read(path, plugins=host), Language("zh"))
    text = record["documents"][0]["text"]
    mentions: list[Plain] = record["mentions"]
    taken: dict[int, Row] = {}
    for row in _rows(_labels_of(path)):
        scores.figures.labelled += 1
        number = _found(row, text, mentions, taken)
        if number is None:
            scores.figures.wrong.append(f"{path.stem}: not read: {row['quote']} = {row['value']} {row['unit']}")
            _binding(path.stem, row, None, facts, scores)
            continue
        scores.figures.right += number not in taken
        scores.figures.found += number not in taken
        scores.figures.labelled -= number in taken
        taken[number] = row
        _kind(path.stem, row, mentions[number], scores.kind)
        _period(path.stem, row, mentions[number], scores.period)
        _binding(path.stem, row, mentions[number], facts, scores)
    for number, mention in enumerate(mentions):
        if number not in taken and not _is_listed(path.stem, mention, text, extra):
            scores.figures.found += 1
            beside = text[max(mention["start"] - 12, 0) : mention["end"] + 6]
            scores.figures.wrong.append(f"{path.stem}: no row: {beside!r} → {mention['value']} {mention['unit']}")
            if mention["fact"]:
                scores.counts["unlabelled bound"] += 1
    _relations(path.stem, relations, record["relations"], scores.relations)


def _found(row: Row, text: str, mentions: Sequence[Plain], taken: Mapping[int, Row]) -> int | None:
    """The number of the mention that a row labels: within one of its quotes, with its value and unit."""
    quote = row["quote"].replace("\\n", "\n")
    spans = [(m.start(), m.end()) for m in re.finditer(re.escape(quote), text)]
    fits = [
        number
        for number, mention in enumerate(mentions)
        if any(mention["start"] < end and start < mention["end"] for start, end in spans) and _is_value(row, mention)
    ]
    free = [number for number in fits if number not in taken or taken[number]["indicator"] == row["indicator"]]
    return min(free or fits, default=None, key=lambda number: (number in taken, number))


def _is_value(row: Row, mention: Plain) -> bool:
    unit = row["unit"].replace("元/生", "元")
    value = Fraction(row["value"])
    own, printed = unit_named(unit), unit_named(mention["unit"].replace("元/生", "元"))
    if unit.startswith("("):
        return Fraction(mention["value"]) == value
    if own is not None and printed is not None:
        return own.dimension == printed.dimension and value * own.factor == Fraction(mention["value"]) * printed.factor
    return unit == mention["unit"] and Fraction(mention["value"]) == value


def _kind(file: str, row: Row, mention: Plain, score: Score) -> None:
    head = row["indicator"].split(".")[0]
    wanted = head if head in ("target", "threshold") else ""
    got = mention["kind"] if mention["kind"] in ("target", "threshold") else ""
    score.labelled += 1
    score.found += 1
    if wanted == got:
        score.right += 1
    else:
        score.wrong.append(f"{file}: {row['quote']}: {mention['kind']}, labelled {row['indicator']}")


def _period(file: str, row: Row, mention: Plain, score: Score) -> None:
    wanted = (
        PERIODS.get(row["period"], row["period"]).replace(" vs ", "/").replace("春", "-spring").replace("秋", "-autumn")
    )
    if not wanted:
        return
    got = mention["period"] or ""
    changes = row["indicator"].endswith(CHANGES)
    score.labelled += 1
    score.found += bool(got)
    if wanted == got or (changes and got.split("/")[0] == wanted):
        score.right += 1
    else:
        score.wrong.append(f"{file}: {row['quote']}: {got or 'none'}, labelled {wanted}")


def _binding(file: str, row: Row, mention: Plain | None, facts: Mapping[str, str], scores: Scores) -> None:
    indicator = row["indicator"]
    wanted = facts.get(indicator) or facts.get(indicator.split(".", 1)[1]) or ""
    outside = indicator.startswith(("context.", "meta."))
    got = mention["fact"] if mention else None
    if not outside:
        scores.counts["labels"] += 1
        scores.counts["mapped"] += bool(wanted)
        if not wanted:
            scores.counts[f"unmapped {indicator}"] += 1
    scores.binding.labelled += bool(wanted)
    scores.binding.found += bool(got)
    if got and got in wanted.split("|"):
        scores.binding.right += 1
    elif got or wanted:
        scores.counts["wrong"] += bool(got)
        where = f"{file}: {row['quote']}"
        scores.binding.wrong.append(
            f"{'WRONG' if got else 'none'} {where}: {got}, labelled {indicator}, {wanted or 'no fact'}"
        )


def _is_listed(file: str, mention: Plain, text: str, extra: set[tuple[str, str]]) -> bool:
    for name, quote in extra:
        if name == file:
            for found in re.finditer(re.escape(quote.replace("\\n", "\n")), text):
                if found.start() < mention["end"] and mention["start"] < found.end():
                    return True
    return False


def _relations(file: str, rows: Sequence[Row], raised: Sequence[Plain], score: Score) -> None:
    wanted = [row for row in rows if row["verdict"] != "ok"]
    left = [relation for relation in raised if relation["status"] != "ok" and relation["kind"] in ARITHMETIC]
    score.labelled += len(wanted)
    score.found += len(left)
    for row in wanted:
        status = {"mismatch": "contradictory"}.get(row["verdict"], row["verdict"])
        numbers = set(re.findall(r"\d+(?:\.\d+)?", row["expression"]))
        fits = [r for r in left if r["status"] == status and _holds(r, row["stated"], numbers)]
        if fits:
            score.right += 1
            left.remove(fits[0])
        else:
            score.wrong.append(f"{file}: not raised: {row['expression']}")
    score.wrong += [f"{file}: raised, no row: {r['kind']} {r['status']}: {r['statement']}" for r in left]


def _holds(relation: Plain, stated: str, numbers: set[str]) -> bool:
    printed = set(re.findall(r"\d+(?:\.\d+)?", " ".join([relation["statement"], *relation["quotes"]])))
    return stated in printed or len(numbers & printed) > 1


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "–"


def _print(name: str, texts: int, scores: Scores) -> None:
    counts = scores.counts
    print(f"== {name}: {texts} texts")
    for title in ("figures", "kind", "period", "binding", "relations"):
        score: Score = getattr(scores, title)
        print(f"{title:10} {score.told()}" + (f"  (goal {GOALS[title]} %)" if title in GOALS else ""))
    wrong = _share(counts["wrong"], scores.binding.labelled)
    print(f"bound to a wrong fact {wrong} ({counts['wrong']}; goal at most 0.5 %)")
    print(
        f"labels mapped {_share(counts['mapped'], counts['labels'])} ({counts['mapped']}/{counts['labels']}; goal 90 %)"
    )
    for line in _told(scores):
        print(f"  {line}")


def _told(scores: Scores) -> Iterator[str]:
    for title in ("figures", "kind", "period", "binding", "relations"):
        score: Score = getattr(scores, title)
        yield from (f"{title}: {line}" for line in score.wrong)
    unmapped = sorted(key.split()[1] for key in scores.counts if key.startswith("unmapped "))
    if unmapped:
        yield f"no fact for: {', '.join(unmapped)}"


if __name__ == "__main__":
    main(sys.argv[1:])
