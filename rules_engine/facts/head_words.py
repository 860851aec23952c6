"""What a single head of a table tells by its words: a unit, a period, an aim or a bound, or that no figure is there."""

from functools import lru_cache

from rules_engine.facts.fact import Kind
from rules_engine.facts.tables.header_units import unit_of
from rules_engine.facts.tables.headers import bare
from rules_engine.facts.tables.words import plain, table_words
from rules_engine.regex import regex
from rules_engine.values.numerals import normalise
from rules_engine.values.period_text import find_periods
from rules_engine.values.periods import Period
from rules_engine.values.units import unit_table

YEAR = regex(r"(?:19|20)[0-9]{2}")
YEAR_WORDS = regex(r"(?:19|20)[0-9]{2}年?度?|[12][0-9]?月|[上下]半年|全年|年末|年底")
_BRACKETS = regex(r"[(\[【（]([^()\[\]【】（）]*)[)\]】）]")
_REMEMBERED = 4096


def kind_told(head: str) -> Kind:
    """What a number under the head is: an aim, a bound, or what was achieved."""
    text, words = plain(head), table_words()
    for word in words.unbound:
        text = text.replace(word, "")
    if any(word in text for word in words.aim):
        return "target"
    return "threshold" if any(word in text for word in words.bound) else "achieved"


@lru_cache(_REMEMBERED)
def unit_told(head: str) -> str:
    """The unit that a head prints: 金额（万元）, 金额/万元, 单位：万元; "" where it prints none."""
    text = plain(head)
    candidates = [inside.rpartition(":")[2] for inside in reversed(_BRACKETS.findall(text))]
    name = _BRACKETS.sub("", text)
    candidates += [name.rpartition("/")[2]] if "/" in name else []
    candidates += [name.rpartition(":")[2]] if ":" in name else []
    candidates += [name.rpartition(",")[2]] if "," in name else []
    return next((text for text in candidates if text and unit_of(text) is not None), "")


def is_unit(text: str) -> bool:
    """Whether a cell holds a unit alone."""
    return plain(text) in unit_table().printed


@lru_cache(_REMEMBERED)
def names_no_figure(head: str) -> bool:
    """Whether what stands under the head counts rows, dates or names: 序号, 日期, 电话号码."""
    words = table_words()
    text = bare(head)
    if not YEAR_WORDS.sub("", text):
        return False
    return text in words.no_figure or text.endswith(words.names) or plain(head) in words.no_figure


@lru_cache(_REMEMBERED)
def is_general(head: str) -> bool:
    """Whether a head tells no more than a period, a unit, or that here are values: 2022年, 数值, 完成情况."""
    text = YEAR_WORDS.sub("", bare(head))
    for word in table_words().general:
        text = text.replace(word, "")
    return not text or unit_of(text) is not None


@lru_cache(_REMEMBERED)
def period_told(heads: tuple[str, ...], year: int | None) -> Period | None:
    """The period that the nearest of the heads tells, in a table of a year; None where it tells several."""
    for head in heads:
        text = normalise(head)
        if YEAR.fullmatch(text.strip()):
            return Period(int(text))
        found = [period for _, _, period in find_periods(text, year, None)]
        changes = [period for period in found if period.change]
        if found:
            return changes[0] if len(changes) == 1 else found[0] if len(found) == 1 else None
    return None
