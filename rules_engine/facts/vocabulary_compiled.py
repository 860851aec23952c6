"""A vocabulary as it was read when the engine was built, found by the digest of its files (decision 009)."""

import marshal
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from rules_engine.facts.binding_index import phrases_of
from rules_engine.facts.phrase_index import PhraseIndex
from rules_engine.facts.vocabulary import ClaimWords, FactEntry, ReportWords, TableSource, Vocabulary
from rules_engine.messages import LocalText
from rules_engine.places import Place
from rules_engine.records import field, frozen
from rules_engine.values.ranges import Range
from rules_engine.values.units import Unit, unit_named
from rules_engine.yaml_text.compiled import remembered

# What decides how files become a vocabulary: a copy made by other code than this is none.
_CODE = (
    *(f"facts/vocabulary{part}.py" for part in ("", "_compiled", "_facts", "_form", "_links", "_load")),
    *(f"facts/{name}.py" for name in ("binding_index", "phrase_index", "phrase_sets", "phrases", "turns", "words")),
    *("facts/turns.tsv", "digest.py", "ids.py", "structure.py", "yaml_values.py"),
    *("values/number.py", "values/ranges.py"),
    *("values/units.py", "values/units.tsv"),
    *("yaml_text/__init__.py", "yaml_text/events.py"),
)
_ROOT = Path(__file__).parents[1]
# Fields that need not say anything.
_SAID = FactEntry.__match_args__[FactEntry.__match_args__.index("phrases") :]
_VERSION = 2
_TITLE, _UNIT, _ABSENT, _PLACE = (FactEntry.__match_args__.index(name) for name in ("title", "unit", "absent", "place"))


@frozen(eq=False, repr=False)
class FactsOnDemand(Mapping[str, FactEntry]):
    """The facts of a compiled vocabulary: an evaluation makes those that it meets, a fifth of them."""

    flat: Mapping[str, bytes]
    _made: dict[str, FactEntry] = field(factory=dict)

    def __getitem__(self, id: str) -> FactEntry:
        found = self._made.get(id)
        if found is None:
            found = self._made[id] = _fact(list(marshal.loads(self.flat[id])))
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.flat)

    def __len__(self) -> int:
        return len(self.flat)

    def __contains__(self, id: object) -> bool:
        return id in self.flat


def compiled_vocabulary(paths: Sequence[Path]) -> Vocabulary | None:
    """What reading these files without samples gives, or None where nobody compiled just these."""
    try:
        texts = {file_name(path): path.read_bytes() for path in paths}
        flat = remembered(_key(texts))
    except OSError:
        return None
    return None if flat is None else _vocabulary(marshal.loads(flat), texts)


def compiled_form(paths: Sequence[Path], vocabulary: Vocabulary) -> tuple[bytes, bytes]:
    """The key and the bytes to remember, for a vocabulary read without samples from these files."""
    numbers = {id: number for number, id in enumerate(vocabulary.facts)}
    flat: Any = (
        tuple(numbers),
        tuple(unit.name for unit in vocabulary.units.values()),
        {name: tuple(map(numbers.__getitem__, vocabulary.saying(name))) for name in _SAID},
        tuple(marshal.dumps(_flat_fact(entry), _VERSION) for entry in vocabulary.facts.values()),
        tuple((c.phrase, c.facts, _flat_range(c.value), _flat_place(c.place)) for c in vocabulary.claims),
        tuple(getattr(vocabulary.words, name) for name in ReportWords.__match_args__),
        vocabulary.digest,
        tuple(source.name for source in vocabulary.table_sources),
        phrases_of(vocabulary).flattened(),
    )
    return _key({file_name(path): path.read_bytes() for path in paths}), marshal.dumps(flat, _VERSION)


def file_name(path: Path) -> str:
    """What problems and places call a file of a vocabulary."""
    return f"{path.parent.name}/{path.name}"


def _key(texts: dict[str, bytes]) -> bytes:
    return _digest({"": _code(_CODE), **texts})


@cache
def _code(names: tuple[str, ...]) -> bytes:
    return _digest({name: (_ROOT / name).read_bytes() for name in names})


def _digest(files: dict[str, bytes]) -> bytes:
    total = sha256()
    for name, data in files.items():
        total.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        total.update(data)
    return total.digest()


def _flat_fact(entry: FactEntry) -> tuple[Any, ...]:
    values: list[Any] = [getattr(entry, name) for name in FactEntry.__match_args__]
    values[_TITLE] = (entry.title.zh, entry.title.en)
    values[_UNIT] = entry.unit.name
    values[_ABSENT] = _flat_range(entry.absent)
    values[_PLACE] = _flat_place(entry.place)
    return tuple(values)


def _flat_range(value: Range) -> tuple[Any, ...]:
    ends = (None if end is None else end.as_integer_ratio() for end in (value.low, value.high))
    return (*ends, value.low_open, value.high_open)


def _flat_place(place: Place) -> tuple[Any, ...]:
    return tuple(getattr(place, name) for name in Place.__match_args__)


def _vocabulary(flat: tuple[Any, ...], texts: dict[str, bytes]) -> Vocabulary:
    ids, units, said, facts, claims, words, digest, sources, phrases = flat
    found = Vocabulary(
        FactsOnDemand(dict(zip(ids, facts, strict=True))),
        tuple(ClaimWords(phrase, ids, _range(*value), Place(*place)) for phrase, ids, value, place in claims),
        ReportWords(*words),
        digest,
        tuple(TableSource(name, _text(texts[name])) for name in sources),
    )
    found.made[PhraseIndex] = PhraseIndex.of_flat(phrases)
    known = {name: unit_named(name) for name in set(units)}
    found.made[Unit] = {id: known[name] for id, name in zip(ids, units, strict=True)}
    for name, numbers in said.items():
        found.made[name] = tuple(map(ids.__getitem__, numbers))
    return found


def _fact(values: list[Any]) -> FactEntry:
    values[_TITLE] = LocalText(*values[_TITLE])
    values[_UNIT] = unit_named(values[_UNIT])
    values[_ABSENT] = _range(*values[_ABSENT])
    values[_PLACE] = Place(*values[_PLACE])
    return FactEntry(*values)


def _range(low: tuple[int, int] | None, high: tuple[int, int] | None, low_open: bool, high_open: bool) -> Range:
    first = None if low is None else Fraction(*low)
    last = first if low == high else None if high is None else Fraction(*high)
    return Range(first, last, low_open, high_open)


def _text(data: bytes) -> str:
    """As text files are read, whatever ends their lines."""
    return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
