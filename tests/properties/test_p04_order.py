"""P4: the order in which facts, criteria, files, plugins and keys come changes nothing."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from rules_engine.digest import canonical_json, digest_json
from rules_engine.documents import submission
from rules_engine.facts.fact import Level
from rules_engine.hooks import host
from rules_engine.hooks.found import find_candidates
from tests.properties.submissions import asked, known, outcome, rulesets

_WALK = os.walk


@given(st.data())
def test_the_order_of_facts_changes_nothing(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets())
    ids = asked(ruleset)
    every = (Level.E0, Level.E1, Level.E2)
    facts = (*data.draw(known(ids, every)), *data.draw(known(ids, every)))
    shuffled = tuple(data.draw(st.permutations(facts)))
    one, other = outcome(ruleset, facts), outcome(ruleset, shuffled)
    assert one.sheet == other.sheet
    assert one.grades == other.grades
    assert {id: (f.status, f.low, f.high) for id, f in one.findings.items()} == {
        id: (f.status, f.low, f.high) for id, f in other.findings.items()
    }


@given(st.data())
def test_the_order_of_criteria_changes_no_points(data: st.DataObject) -> None:
    ruleset = data.draw(rulesets())
    facts = data.draw(known(asked(ruleset), (Level.E0, Level.E1, Level.E2)))
    shuffled = evolve(ruleset, areas=tuple(data.draw(st.permutations(ruleset.areas))))
    one, other = outcome(ruleset, facts), outcome(shuffled, facts)
    assert one.total.scores == other.total.scores
    assert one.grades == other.grades
    assert one.findings == other.findings


@given(st.data())
def test_the_order_of_files_on_disk_changes_nothing(data: st.DataObject) -> None:
    names = ("自评报告.txt", "附件一.txt", "附件二/名单.txt", "附件二/台账.txt", "附件三.txt")
    with TemporaryDirectory() as folder:
        for name in names:
            file = Path(folder, name)
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"某县{file.stem}\n全县幼儿园41所。\n", encoding="utf-8")
        with patch("os.walk", walk_in_an_order_of(data)):
            one = submission.read_submission(Path(folder), ("自评报告",))
        other = submission.read_submission(Path(folder), ("自评报告",))
    assert [document.name for document in one.documents] == [document.name for document in other.documents]
    assert one.report.name == other.report.name


def walk_in_an_order_of(data: st.DataObject) -> Callable[[Path], Iterator[tuple[str, list[str], list[str]]]]:
    """What `os.walk` does on a disk that lists names in a drawn order."""

    def walk(path: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        for folder, subfolders, files in _WALK(path):
            subfolders[:] = data.draw(st.permutations(subfolders))
            yield folder, subfolders, list(data.draw(st.permutations(files)))

    return walk


@given(st.data())
def test_the_order_in_which_plugins_are_found_changes_nothing(data: st.DataObject) -> None:
    candidates = tuple(data.draw(st.permutations(find_candidates())))
    with patch.object(host, "find_candidates", lambda: candidates):
        one = host.load_plugins()
    other = host.load_plugins()
    assert list(one.checks) == list(other.checks)
    assert list(one.rulesets.items()) == list(other.rulesets.items())
    assert one.records == other.records


_texts = st.text("甲乙丙丁abc", max_size=3)


@given(st.data())
def test_the_order_of_keys_changes_no_byte(data: st.DataObject) -> None:
    value = data.draw(st.dictionaries(_texts, st.dictionaries(_texts, _texts)))
    keys = data.draw(st.permutations(list(value)))
    shuffled = {key: dict(data.draw(st.permutations(list(value[key].items())))) for key in keys}
    assert canonical_json(shuffled) == canonical_json(value)
    assert digest_json(shuffled) == digest_json(value)
