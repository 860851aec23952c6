import csv
from collections import Counter

import pytest


def rows(folder):
    with (folder / "relations.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def texts(folder):
    return {path.stem: path for path in [*folder.glob("*.txt"), *(folder / "reports").glob("*.txt")]}


def test_every_labelled_relation_has_its_status_and_nothing_else_is_raised(shared_data, weigh):
    facts = {"221271万元": "spent", "1225万元": "budget_change", "0.07%": "budget_growth"}
    expected = {name: Counter() for name in texts(shared_data)}
    for row in rows(shared_data):
        if row["verdict"] != "ok":
            expected[row["file"]]["contradictory" if row["verdict"] == "mismatch" else row["verdict"]] += 1
    found = {
        name: Counter(relation.status for relation in weigh(path.read_text(encoding="utf-8"), facts))
        for name, path in texts(shared_data).items()
    }
    assert found == expected


@pytest.mark.parametrize("mark", [("，", ","), ("：", ":"), ("（", "("), ("）", ")"), ("；", ";")])
def test_marks_of_either_width_read_alike(shared_data, weigh, mark):
    text = (shared_data / "liangping-2023.txt").read_text(encoding="utf-8")
    codes = [relation.code for relation in weigh(text)]
    assert [relation.code for relation in weigh(text.replace(*mark))] == codes
