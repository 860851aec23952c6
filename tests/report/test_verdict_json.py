import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import rules_engine
from rules_engine.digest import digest_json
from rules_engine.report.facts_json import number
from rules_engine.report.verdict_json import FORMAT, verdict_json
from tests.report import sample


@pytest.fixture(scope="session")
def schema() -> dict[str, Any]:
    file = Path(rules_engine.__file__).parent / "report" / "verdict.schema.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _problems(record: object, schema: dict[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in Draft202012Validator(schema).iter_errors(record)]


def test_the_schema_is_one_and_closed(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    objects = [part for part in _parts(schema) if "properties" in part]
    assert all(part["additionalProperties"] is False for part in objects)
    assert all(set(part["required"]) == set(part["properties"]) for part in objects)


def _parts(value: object) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(part for item in value.values() for part in _parts(item))]
    if isinstance(value, list):
        return [part for item in value for part in _parts(item)]
    return []


def test_the_sample_fits_the_schema(schema: dict[str, Any]) -> None:
    record = verdict_json(sample.verdict(sample.entry("guards", 100)))
    assert _problems(record, schema) == []


def test_the_example_fits_the_schema(schema: dict[str, Any]) -> None:
    example = Path(__file__).parents[2] / "examples" / "liangping-2023"
    assert _problems(verdict_json(rules_engine.evaluate(example)), schema) == []


def test_the_digest_covers_everything_else() -> None:
    record = verdict_json(sample.verdict())
    rest = {key: value for key, value in record.items() if key != "digest"}
    assert record["digest"] == digest_json(rest)
    assert record["format"] == FORMAT


def test_no_floats_and_no_sentences_of_one_language() -> None:
    text = json.dumps(verdict_json(sample.verdict()), ensure_ascii=False)

    def refuse(literal: str) -> None:
        raise AssertionError(f"a float: {literal}")

    json.loads(text, parse_float=refuse)
    assert "differs from an increase" not in text


def test_numbers_are_exact() -> None:
    from fractions import Fraction

    assert number(Fraction("93.20")) == "93.2"
    assert number(Fraction(2000, 3)) == "2000/3"
    assert Fraction(number(Fraction(-1, 7))) == Fraction(-1, 7)


def test_findings_cite_document_and_characters() -> None:
    record = verdict_json(sample.verdict())
    finding = next(f for f in record["findings"] if f["criterion"] == "enrolment")
    (citation,) = finding["facts"][0]["citations"]
    text = record["documents"][0]["text"]
    anchor = citation["anchor"]
    assert text[anchor["start"] : anchor["end"]] == citation["quote"] == "毛入园率达93.2%"
    assert finding["rule"] == "enrolment >= param.least_enrolment"
