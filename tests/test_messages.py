"""The Chinese catalogue holds every sentence that the engine, the command line and the plugins can say."""

import string
from pathlib import Path

import babel.messages.pofile as pofile
import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

import rules_engine
import rules_engine_funding
import rules_engine_leadership
import rules_engine_pay_parity
import rules_engine_rulesets
import rules_engine_safety
from rules_engine.messages import Language, LocalText, Message

PACKAGES = (
    rules_engine,
    rules_engine_funding,
    rules_engine_leadership,
    rules_engine_pay_parity,
    rules_engine_rulesets,
    rules_engine_safety,
)
KEYWORDS = {"Message": (1,), "say": (1,)}
CLICKS = {"_": None, "ngettext": (1, 2)}


def _said(package: object, keywords: dict[str, tuple[int, ...] | None]) -> set[str]:
    folder = Path(str(package.__file__)).parent  # type: ignore[attr-defined]
    found = extract_from_dir(str(folder), method_map=[("**.py", "python")], keywords=keywords)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    file = Path(rules_engine.__file__).parent / "locale" / "zh_CN" / "LC_MESSAGES" / "rules_engine.po"
    with file.open("rb") as stream:
        return pofile.read_po(stream, locale="zh_CN")


@pytest.fixture(scope="module")
def sources() -> set[str]:
    return {text for package in PACKAGES for text in _said(package, KEYWORDS)}


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _id(message: object) -> str:
    found = message.id  # type: ignore[attr-defined]
    return found if isinstance(found, str) else found[0]


def test_every_sentence_is_translated(catalogue: Catalog, sources: set[str]) -> None:
    translated = {_id(message) for message in catalogue if message.id and message.string and not message.fuzzy}
    assert len(sources) > 300
    assert sorted(sources - translated) == []


def test_nothing_is_translated_that_nobody_says(catalogue: Catalog, sources: set[str]) -> None:
    clicks = _said(click, CLICKS)
    assert sorted({_id(message) for message in catalogue if message.id} - sources - clicks) == []


def test_translations_have_the_same_fields(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id:
            translated = message.string if isinstance(message.string, str) else message.string[0]
            assert _fields(translated) == _fields(_id(message)), message.id


def test_translations_are_chinese(catalogue: Catalog, sources: set[str]) -> None:
    for message in catalogue:
        text = _id(message)
        words = [word for word in text.split() if word.isalpha()]
        if text in sources and len(words) > 2:
            assert any("\u4e00" <= mark <= "\u9fff" for mark in message.string), text


def test_a_message_is_said_in_both_languages() -> None:
    message = Message('There is no ruleset "{name}".', name="x")
    assert Language("en").say(message) == 'There is no ruleset "x".'
    assert Language("zh").say(message) == "没有评价方案“x”。"
    assert Language("zh").say(LocalText("督导", "inspection")) == "督导"
    nested = Message("{rule} -> {outcome}", rule=LocalText("甲", "a"), outcome=Message("met"))
    assert Language("zh").say(nested) == "甲 → 达到"
    assert Language("zh").say("") == ""
