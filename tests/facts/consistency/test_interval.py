from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rules_engine.facts.consistency.interval import ends, measure, size
from rules_engine.facts.mention import Mention
from rules_engine.places import Anchor
from rules_engine.values.ranges import Range

steps = st.sampled_from([Fraction(0), Fraction(1, 100), Fraction(1, 10), Fraction(1), Fraction(100), Fraction(10**6)])


@st.composite
def printed(draw):
    step = draw(steps)
    number = draw(st.integers(-(10**4), 10**4)) * (step or 1)
    span = (0, 1)
    return Mention(Anchor("a", "", "", 0, 1), "1", number, Range(number, number), "元", step, span, span)


@given(st.lists(printed(), min_size=1, max_size=3))
def test_the_ends_in_whole_numbers_are_those_of_the_intervals(mentions):
    unit = measure(*mentions)
    for mention, (low, high) in zip(mentions, ends(*mentions), strict=True):
        assert size(mention) == Range(Fraction(low, unit), Fraction(high, unit))
