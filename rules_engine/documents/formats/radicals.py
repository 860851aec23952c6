"""Kangxi radicals and their like, mapped to the ordinary characters that they stand for."""

from functools import cache
from pathlib import Path


@cache
def ordinary_forms() -> dict[int, str]:
    """Code points of unusual forms, each with the one character that it stands for."""
    forms: dict[int, str] = {}
    for line in Path(__file__).with_name("radicals.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, ordinary = line.split("\t")
            forms[int(code, 16)] = ordinary
    return forms


def ordinary(text: str) -> str:
    """The text with ordinary characters (⾦ becomes 金), of the same length."""
    return text if text.isascii() else text.translate(ordinary_forms())
