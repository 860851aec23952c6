import pytest

from rules_engine.errors import UnreadableRuleset, WrongUse
from rules_engine.ruleset.locate import answering, locate, normal_scheme
from tests.ruleset.tiny import tiny_ruleset


def test_a_ruleset_is_found_by_name_or_by_folder(tmp_path):
    folder = tiny_ruleset(tmp_path)
    assert locate("tiny", {"tiny": folder}) == folder
    assert locate(str(folder), {}) == folder


def test_an_unknown_name_tells_the_nearest_and_the_option(tmp_path):
    with pytest.raises(WrongUse) as raised:
        locate("tinny", {"tiny": tmp_path, "other": tmp_path})
    assert str(raised.value) == (
        'There is no ruleset "tinny". Did you mean "tiny"? Give --ruleset one of: other, tiny; or a folder.'
    )


@pytest.mark.parametrize("name", ["", "\0", "x" * 5000])
def test_odd_names_are_unknown_names(name):
    with pytest.raises(WrongUse):
        locate(name, {})


def test_a_folder_without_ruleset_yaml_is_told(tmp_path):
    with pytest.raises(WrongUse, match=r"holds no ruleset\.yaml"):
        locate(str(tmp_path), {})


@pytest.mark.parametrize("number", ["教函〔2023〕1号", "教函[2023]1号", "教函（2023） 1 号", "教函【2023】1号"])
def test_a_ruleset_answers_its_scheme_however_the_number_is_printed(tmp_path, number):
    folder = tiny_ruleset(tmp_path)
    assert answering(number, {"b": folder, "a": folder}) == ("a", "b")
    assert normal_scheme(number) == "教函〔2023〕1号"


def test_another_scheme_is_answered_by_nobody(tmp_path):
    assert answering("教函〔2024〕1号", {"tiny": tiny_ruleset(tmp_path)}) == ()


def test_only_ruleset_yaml_is_read_for_a_scheme(tmp_path):
    folder = tiny_ruleset(tmp_path, alpha="- broken: [", parameters="x")
    assert answering("教函〔2023〕1号", {"tiny": folder}) == ("tiny",)


def test_an_unreadable_ruleset_hides_no_other_and_is_told_where_none_answers(tmp_path):
    good, bad = tiny_ruleset(tmp_path / "a"), tiny_ruleset(tmp_path / "b", ruleset="a: [")
    assert answering("教函〔2023〕1号", {"good": good, "bad": bad}) == ("good",)
    with pytest.raises(UnreadableRuleset):
        answering("教函〔2024〕1号", {"good": good, "bad": bad})


def test_what_is_no_option_is_not_advised(tmp_path):
    with pytest.raises(WrongUse) as raised:
        locate("tinny", {"tiny": tmp_path}, option=False)
    assert str(raised.value) == 'There is no ruleset "tinny". Did you mean "tiny"? Give one of: tiny; or a folder.'


def test_a_path_is_no_name_and_no_names_are_not_listed():
    with pytest.raises(WrongUse) as raised:
        locate("/no/such/folder", {})
    told = 'There is no folder "/no/such/folder". No rulesets are installed; give --ruleset a folder.'
    assert str(raised.value) == told
