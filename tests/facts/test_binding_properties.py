from hypothesis import given, settings
from hypothesis import strategies as st

from rules_engine.facts.compatibility import tolerance
from rules_engine.facts.fact import Kind
from rules_engine.values.units import PLAIN, unit_named, unit_table
from tests.facts.binding_samples import VOCABULARY, bound

LAWS = settings(max_examples=150, deadline=None)

labels = sorted(
    {word for entry in VOCABULARY.facts.values() for p in entry.phrases for word in p.replace("|", " ").split()} - {"#"}
)
figures = st.builds(
    lambda number, unit: f"{number}{unit}",
    st.one_of(st.integers(1, 9999), st.decimals(0, 99, places=2)),
    st.sampled_from(["人", "所", "个", "%", "万元", "亿元", "次", "节", "亩", "元", "学时", "个百分点", ""]),
)
pieces = st.one_of(
    figures,
    st.sampled_from(labels),
    st.sampled_from(
        [
            "，",
            "、",
            "；",
            "。",
            "其中",
            "比上年",
            "增加",
            "增长",
            "达到",
            "共有",
            "由",
            "提高到",
            "（",
            "）",
            " ",
            "\n",
            "全县",
        ]
    ),
)
texts = st.lists(pieces, min_size=1, max_size=24).map(lambda parts: "甲" + "".join(parts))
kinds = st.sampled_from(["achieved", "target", "threshold", "problem"])


@LAWS
@given(texts)
def test_no_figure_is_bound_to_a_fact_of_another_dimension(text: str) -> None:
    for mention in bound(text):
        if mention.fact:
            entry = VOCABULARY.facts[mention.fact]
            own = unit_named(mention.unit) or PLAIN
            same = own.dimension == entry.unit.dimension or mention.unit == ""
            counted = own.dimension == "items" and entry.unit.dimension in {"schools", "classes", "times", "lessons"}
            per_head = own.dimension == "money" and entry.unit.dimension == "money/persons"
            done = {own.dimension, entry.unit.dimension} == {"times", "lessons"}
            assert same or counted or per_head or done, (mention.quote, mention.fact)


@LAWS
@given(texts, kinds)
def test_every_figure_comes_back_once_and_bound_at_most_once(text: str, kind: Kind) -> None:
    mentions = bound(text, kind=kind)
    assert len({mention.anchor for mention in mentions}) == len(mentions)
    assert all(mention.kind == kind for mention in mentions)
    taken = [(m.fact, m.period, m.clause) for m in mentions if m.fact]
    assert len(taken) == len(set(taken))


@LAWS
@given(texts)
def test_binding_is_settled_by_the_text_alone(text: str) -> None:
    assert bound(text) == bound(text)


@LAWS
@given(texts, texts)
def test_another_paragraph_changes_nothing(text: str, other: str) -> None:
    alone = [mention.fact for mention in bound(text)]
    with_other = [mention.fact for mention in bound(f"{text}。\n丙。\n{other}")][: len(alone)]
    assert alone == with_other


def test_what_is_so_or_not_and_what_is_rated_takes_no_figure() -> None:
    for name in ("yes_no", "rating"):
        unit = unit_table().units[name]
        assert all(tolerance(printed, unit) is None for printed in unit_table().units)
