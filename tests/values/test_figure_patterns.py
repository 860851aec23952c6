"""One character behind the digits, or before them, tells whether to look further: it must never hide a figure."""

from pathlib import Path

import pytest

from rules_engine.records import evolve
from rules_engine.values import figure_patterns as tables
from rules_engine.values import quantities
from rules_engine.values.quantities import scan
from rules_engine.values.quantity import Quantity

PRINTED = {character for table in Path(tables.__file__).parent.glob("*.tsv") for character in table.read_text("utf-8")}
ASCII, MARKS = set(map(chr, range(32, 127))), set("，。；、：！？（）《》“”—–～·…％／－　\xa0\u2003")


class Every(frozenset[str]):
    def __contains__(self, _character: object) -> bool:
        return True


@pytest.mark.parametrize(
    "text",
    [
        "{}12所学校",
        "比例达到{}0.35，",
        "下降{}1.2%",
        "差异系数0.35{}",
        "差异系数0.35{}0.41",
        "经费12345{}",
        "经费3.5万{}",
        "学校12{}所",
        "2022{}学校",
        "分别为12{}15{}18人",
    ],
)
def test_a_look_at_one_character_hides_no_figure(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text.replace("{}", character) for character in sorted(PRINTED | ASCII | MARKS)]
    found = [[printed(quantity) for quantity in scan(one)] for one in texts]
    everything = evolve(tables.figure_patterns(), leads=Every(), goes_on=Every())
    monkeypatch.setattr(quantities, "figure_patterns", lambda: everything)
    looked_at = [[printed(quantity) for quantity in scan(one)] for one in texts]
    assert [one for one, few, all_ in zip(texts, found, looked_at, strict=True) if few != all_] == []
    assert any(found)


def printed(quantity: Quantity) -> tuple[object, ...]:
    return quantity.start, quantity.end, quantity.number, quantity.unit, quantity.step, quantity.value
