"""Full stops of a Latin keyboard end sentences where those of a Chinese one would."""

import pytest

from rules_engine.facts.full_stops import with_full_stops


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全面加强.全区有学校", "全面加强。全区有学校"),
        ("全面加强.2022年", "全面加强。2022年"),
        ("68.4万人. 现有学校", "68.4万人。 现有学校"),
        ("占26.8%.其中", "占26.8%。其中"),
        ("优秀．\n二是", "优秀。\n二是"),
        ("等次为优秀.", "等次为优秀。"),
        # none of these ends a sentence
        ("增加2.88亿元", "增加2.88亿元"),
        ("1.党的领导\n2．经费", "1.党的领导\n2．经费"),
        ("一.基本情况\n二.经费", "一.基本情况\n二.经费"),
        ("每生650元/生.年", "每生650元/生.年"),
        ("见附件.docx 与 www.gov.cn", "见附件.docx 与 www.gov.cn"),
        ("表3.2和版本v1.0", "表3.2和版本v1.0"),
    ],
)
def test_where_a_point_is_a_full_stop(text: str, expected: str) -> None:
    found = with_full_stops(text)
    assert found == expected
    assert len(found) == len(text)
