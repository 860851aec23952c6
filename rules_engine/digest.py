"""Digests: SHA-256 over bytes, and over values in one canonical written form."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from functools import cache
from typing import Any

from rules_engine.places import Place


def digest_bytes(data: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def canonical_json(value: object) -> str:
    """The value as JSON with sorted keys and no blanks; numbers are exact text, places are left out.

    attrs objects become mappings with their class's name, so that two kinds of nodes never look alike. Raises
    TypeError for values that have no canonical form, floats among them.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_json(value: object) -> str:
    """The SHA-256 of the canonical JSON (UTF-8)."""
    return digest_bytes(canonical_json(value).encode("utf-8", "surrogatepass"))


def digest_texts(value: Mapping[str, Any]) -> str:
    """What `digest_json` gives, for nothing but texts in mappings and lists: many times faster, for files are long."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return digest_bytes(text.encode("utf-8", "surrogatepass"))


def _plain(value: object) -> object:
    kind: Any = type(value)
    return value if kind is str else _form(kind)(value)


@cache
def _form(kind: Any) -> Callable[[Any], object]:
    """How values of a type are written; asked once per type, for a vocabulary has thousands of values."""
    if issubclass(kind, str):
        return str
    if issubclass(kind, IntEnum):
        return lambda value: value.name
    if kind is type(None) or issubclass(kind, int):
        return lambda value: value
    if issubclass(kind, Fraction | Decimal):
        return lambda value: str(Fraction(value))
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    if issubclass(kind, Mapping):
        return lambda value: {str(key): _plain(item) for key, item in value.items()}
    if issubclass(kind, Set):
        return lambda value: sorted((_plain(item) for item in value), key=canonical_json)
    if issubclass(kind, Sequence) and kind is not bytes:
        return lambda value: [_plain(item) for item in value]
    if issubclass(kind, Place):
        return lambda value: None
    if hasattr(kind, "__attrs_attrs__"):
        return _object_form(kind)
    raise TypeError(f"no canonical form for {kind.__name__}")


def _object_form(kind: Any) -> Callable[[Any], object]:
    import attrs

    names = [field.name for field in attrs.fields(kind) if field.name != "place"]

    def plain(value: object) -> object:
        found: dict[str, object] = {name: _plain(getattr(value, name)) for name in names}
        found[""] = kind.__name__
        return found

    return plain
