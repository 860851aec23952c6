"""Full stops of a Latin keyboard, which end sentences where people type no others: 全面加强.2022年,…."""

from rules_engine.regex import regex

# Behind a word or a share, but not as in 一.基本情况, 3.5, 元/人.年, or a name in Latin letters.
_STOP = regex(
    r"[.．](?=\d{4}年|[^\w.．]|[^\W\d_A-Za-z年月天日]|\Z)(?:(?<=[^\W\d_A-Za-z][.．])|(?<=[%％][.．]))"
    r"(?<!^[一二三四五六七八九十][.．])(?<!\n[一二三四五六七八九十][.．])"
)


def with_full_stops(text: str) -> str:
    """The text with 。 for each of them; every offset stays."""
    return _STOP.sub("。", text) if "." in text or "．" in text else text
