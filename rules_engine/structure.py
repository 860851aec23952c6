"""From YAML nodes to objects, strictly: every error at once, with its place, what was expected, the nearest key.

A class describes a form of YAML: its fields are the keys, their types what is read. It is an attrs class, or a plain
one that only YAML fills: annotated names, with a value where the key may be left out. Understood are `Scalar` and
`str` (both keep their place), `Id`, `bool`, `int`, `Fraction`, `date`, `LocalText`, `Literal`, `tuple[X, ...]`,
`Mapping[str, X]`, `Mapping[Id, X]`, `X | None`, attrs classes, and `Node` for what the caller reads itself.
A field `place: Place` takes the place of the mapping. `field(metadata=key("from"))`, or in a plain class
`Annotated[date, "from"]`, names a key that is no Python name.
"""

from collections.abc import Mapping
from functools import cache, partial
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from rules_engine import yaml_text
from rules_engine.errors import Problem, UnreadableRuleset, nearest
from rules_engine.messages import Message
from rules_engine.records import evolve
from rules_engine.yaml_text import List, Node, Scalar
from rules_engine.yaml_values import BROKEN, READERS, Id, Problems, Reader, missing_key, unknown_key, wrong

T = TypeVar("T")

_KEY = "yaml_key"


def key(name: str) -> dict[str, str]:
    """The metadata of an attrs field that is written under another key, such as `from`."""
    return {_KEY: name}


def structure(cls: type[T], tree: Node) -> T:
    """The tree as an instance of the class; raises UnreadableRuleset with every problem."""
    found, problems = collect(cls, tree)
    if problems or found is None:
        raise UnreadableRuleset(*problems)
    return found


def collect(cls: type[T], tree: Node) -> tuple[T | None, list[Problem]]:
    """What can be read, and every problem.

    Broken items of lists and mappings are left out, broken optional keys take their defaults, and what lacks a
    required key is None; a list of broken items only is broken.
    """
    problems: list[Problem] = []
    return collect_value(cls, tree, problems), problems


def collect_value(kind: type[T], node: Node, problems: list[Problem]) -> T | None:
    """One value of any kind that forms understand, or None; what is wrong with it is added to `problems`."""
    wanted: Any = kind
    found = _reader(wanted)(node, problems)
    return None if found is BROKEN else found


@cache
def _reader(kind: Any) -> Reader:
    if kind in READERS:
        return READERS[kind]
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _reader(arguments[0])
    if origin is Literal:
        return _choice_reader(arguments)
    if origin is tuple:
        return _list_reader(_reader(arguments[0]))
    if origin is Mapping:
        return _mapping_reader(arguments[0] is Id, _reader(arguments[1]))
    if origin in (Union, UnionType):
        if set(get_args(Node)) <= set(arguments):
            return READERS[Node]
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return _reader(inner)
    return _class_reader(kind)


def _choice_reader(words: tuple[str, ...]) -> Reader:
    def read(node: Node, problems: Problems) -> Any:
        if isinstance(node, Scalar) and node in words:
            return str(node)
        found = wrong(node, Message("one of {words}", words=", ".join(words)), problems)
        if isinstance(node, Scalar) and (near := nearest(node, words)):
            problems[-1] = evolve(problems[-1], nearest=near)
        return found

    return read


def _list_reader(item: Reader) -> Reader:
    def read(node: Node, problems: Problems) -> Any:
        if not isinstance(node, List):
            return wrong(node, Message("a list"), problems)
        found = tuple(one for each in node if (one := item(each, problems)) is not BROKEN)
        # A list nothing of which can be read is not an empty one.
        return BROKEN if node and not found else found

    return read


def _mapping_reader(ids: bool, value: Reader) -> Reader:
    def read(node: Node, problems: Problems) -> Any:
        if not isinstance(node, yaml_text.Mapping):
            return wrong(node, Message("a mapping"), problems)
        result = {}
        for own, each in node.items():
            if ids and READERS[Id](own, problems) is BROKEN:
                continue
            if (found := value(each, problems)) is not BROKEN:
                result[own] = found
        return result

    return read


def _class_reader(cls: Any) -> Reader:
    hints = _hints(cls)
    takes_place = "place" in hints
    fields = _fields(cls, hints)
    names = tuple(fields)
    required = tuple(name for name, (_, _, needed) in fields.items() if needed)
    made = cls if _is_attrs(cls) else partial(_filled, cls)

    def read(node: Node, problems: Problems) -> Any:
        if not isinstance(node, yaml_text.Mapping):
            advice = Message("The keys here are: {keys}.", keys=", ".join(names))
            return wrong(node, Message("a mapping"), problems, advice)
        values: dict[str, Any] = {"place": node.place} if takes_place else {}
        broken = False
        meant = set()
        for own, value in node.items():
            if own not in fields:
                problems.append(unknown_key(own, names))
                meant.add(problems[-1].nearest)
                continue
            alias, reader, needed = fields[own]
            found = reader(value, problems)
            if found is not BROKEN:
                values[alias] = found
            elif needed:
                broken = True
        for name in required:
            if name not in node:
                broken = True
                if name not in meant:
                    problems.append(missing_key(node, name))
        return BROKEN if broken else made(**values)

    return read


def _hints(cls: Any) -> dict[str, Any]:
    """The types of the fields; only types that are written as text need the long way."""
    hints: dict[str, Any] = cls.__annotations__
    return get_type_hints(cls) if any(isinstance(hint, str) for hint in hints.values()) else hints


def _fields(cls: Any, hints: Mapping[str, Any]) -> dict[str, tuple[str, Reader, bool]]:
    """By key: the name to fill, how its value is read, and whether it is required."""
    if _is_attrs(cls):
        import attrs

        return {
            field.metadata.get(_KEY, field.name): (
                field.alias,
                _reader(hints[field.name]),
                field.default is attrs.NOTHING,
            )
            for field in attrs.fields(cls)
            if field.init and field.name != "place"
        }
    return {
        (get_args(hint)[1] if get_origin(hint) is Annotated else name): (name, _reader(hint), not hasattr(cls, name))
        for name, hint in hints.items()
        if name != "place"
    }


def _is_attrs(cls: Any) -> bool:
    return hasattr(cls, "__attrs_attrs__")


def _filled(cls: Any, /, **values: Any) -> Any:
    found = cls()
    vars(found).update(values)
    return found
