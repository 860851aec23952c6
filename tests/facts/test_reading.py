import gc
from collections.abc import Iterator

import pytest

from rules_engine.documents.text import read_text
from rules_engine.facts.reading import read_contents
from tests.facts.binding_samples import VOCABULARY


@pytest.fixture
def collector() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_is_left_as_it_was(collector: None, collects: bool) -> None:
    (gc.enable if collects else gc.disable)()
    read_contents([read_text("报告.txt", "全县有小学16所。".encode())], VOCABULARY)
    assert gc.isenabled() is collects
    with pytest.raises(AttributeError):
        read_contents([None], VOCABULARY)  # type: ignore[list-item]
    assert gc.isenabled() is collects


def test_reading_makes_nothing_that_only_the_collector_could_free(collector: None) -> None:
    document = read_text("报告.txt", "教育经费总收入21.27亿元，比上年18.39亿元增加2.88亿元，增长15.66%。".encode())
    read_contents([document], VOCABULARY)
    gc.collect()
    gc.disable()
    contents = read_contents([document], VOCABULARY)
    assert contents.mentions
    assert gc.collect() == 0
