"""Digests: SHA-256 over bytes, and over values in one canonical written form."""

import hashlib
import json
from collections.abc import Mapping, Sequence, Set
from datetime import date
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any

import attrs

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


def _plain(value: object) -> object:
    if isinstance(value, str):
        return str(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, IntEnum):
        return value.name
    if isinstance(value, int):
        return value
    if isinstance(value, Fraction | Decimal):
        return str(Fraction(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, Sequence):
        return [_plain(item) for item in value]
    kind: Any = type(value)
    if attrs.has(kind):
        plain: dict[str, object] = {"": kind.__name__}
        for field in attrs.fields(kind):
            item = getattr(value, field.name)
            if not isinstance(item, Place) and field.name != "place":
                plain[field.name] = _plain(item)
        return plain
    raise TypeError(f"no canonical form for {kind.__name__}")
