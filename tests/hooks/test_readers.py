from rules_engine.documents.kind import OFFICE_SUFFIXES, SUFFIXES
from rules_engine.hooks.refusals import clashes


def test_office_formats_are_built_in() -> None:
    kept = [("suffix", suffix) for suffix in OFFICE_SUFFIXES]
    found = clashes({"mine": [("reader", "minutes"), ("suffix", ".docx")], "other": [("suffix", ".md")]}, kept)
    assert list(found) == ["mine"]
    assert ".docx" in str(found["mine"][0])


def test_every_office_format_has_a_kind() -> None:
    known = {suffix for suffixes in SUFFIXES.values() for suffix in suffixes}
    assert set(OFFICE_SUFFIXES) <= known
