"""Classes of attrs, made without the source that attrs writes and compiles for each of them.

A command starts cold, and attrs takes a sixth to a half of a millisecond for each class; here it is a fiftieth
(decision 005). Type checkers read `define`, `frozen`, `field` and `evolve` as those of attrs, of which there is here
what the engine uses. attrs itself knows the classes too: whoever asks `attrs.fields` gets them, made at that moment.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

NOTHING: Any = object()
# Whoever makes this many of a class makes thousands, for which a function of its own pays.
MANY = 100

_set = object.__setattr__


class Field:
    """What `field()` says of a field."""

    __slots__ = ("default", "eq", "factory", "hash", "init", "kw_only", "repr")

    def __init__(
        self,
        *,
        default: Any = NOTHING,
        factory: Callable[[], Any] | None = None,
        init: bool = True,
        kw_only: bool = False,
        eq: bool = True,
        hash: bool | None = None,
        repr: bool = True,
    ) -> None:
        self.default = default
        self.factory = factory
        self.init = init
        self.kw_only = kw_only
        self.eq = eq
        self.hash = eq if hash is None else hash
        self.repr = repr

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.init and self.default is NOTHING and self.factory is None


Fields = Mapping[str, Field]
_REQUIRED = Field()


def _define(
    cls: Any = None,
    *,
    frozen: bool = False,
    init: bool = True,
    eq: bool = True,
    order: bool = False,
    repr: bool = True,
) -> Any:
    if cls is None:
        return partial(_define, frozen=frozen, init=init, eq=eq, order=order, repr=repr)
    body = dict(vars(cls))
    fields: dict[str, Field] = {}
    for name in body.get("__annotations__", ()):
        value = body.pop(name, NOTHING)
        fields[name] = _REQUIRED if value is NOTHING else value if isinstance(value, Field) else Field(default=value)
    slotted = not any(type(value) is cached_property for value in body.values())
    del body["__dict__"], body["__weakref__"]
    body["__slots__"] = tuple(fields) if slotted else ("__dict__",)
    body["__qualname__"] = cls.__qualname__
    body["__record_fields__"] = fields
    body["__attrs_attrs__"] = _ATTRIBUTES
    body["__match_args__"] = tuple(name for name, field in fields.items() if field.init and not field.kw_only)
    body["__setstate__"] = _restore
    if repr:
        body.setdefault("__repr__", _shown)
    if eq:
        body |= _comparison(fields, order)
        body.setdefault("__hash__", _hashing(fields) if frozen else None)
    if frozen:
        body["__setattr__"] = body["__delattr__"] = _refuse
    made = type(cls)(cls.__name__, cls.__bases__, body)
    setters = {name: vars(made)[name].__set__ if slotted else _setter(name) for name in fields}
    own = "__init__" if init else "__attrs_init__"
    setattr(made, own, _initialiser(made, own, fields, setters))
    return made


def _setter(name: str) -> Callable[[Any, Any], None]:
    return lambda record, value: _set(record, name, value)


def _initialiser(
    cls: Any, own: str, fields: Fields, setters: Mapping[str, Callable[[Any, Any], None]]
) -> Callable[..., None]:
    """One function for all classes, which makes way for a faster one where many instances are made."""
    puts = tuple(setters.values())
    names = cls.__match_args__
    plain = len(names) == len(fields)
    every = tuple(fields.values())
    least = sum(field.required for field in every)
    afterwards = getattr(cls, "__attrs_post_init__", None)
    left = MANY

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807
        nonlocal left
        left -= 1
        if left <= 0:
            from rules_engine.record_source import initialiser

            setattr(cls, own, initialiser(cls, own, fields, setters))
        if named or not plain or not least <= len(values) <= len(puts):
            values = tuple(_completed(cls, fields, names, values, named))
        elif len(values) < len(puts):
            rest = every[len(values) :]
            values += tuple([field.default if field.factory is None else field.factory() for field in rest])
        for put, value in zip(puts, values):  # noqa: B905  what a caller has yet to set is left out at the end
            if value is not NOTHING:
                put(self, value)
        if afterwards is not None:
            afterwards(self)

    return __init__


def _completed(
    cls: Any, fields: Fields, names: tuple[str, ...], values: tuple[Any, ...], named: dict[str, Any]
) -> list[Any]:
    """A value for each field; `NOTHING` for what only `__attrs_post_init__` sets."""
    given = dict(zip(names, values))  # noqa: B905  their numbers are compared below
    wrong = [name for name in named if name in given or name not in fields or not fields[name].init]
    lacking = [name for name, field in fields.items() if field.required and name not in given and name not in named]
    if wrong or lacking or len(values) > len(names):
        raise TypeError(f"{cls.__name__} of {len(values)} values: {wrong} cannot be given, {lacking} must be")
    given |= named
    return [
        given[name] if name in given else field.default if field.factory is None else field.factory()
        for name, field in fields.items()
    ]


def _shown(self: Any) -> str:
    names = [name for name, field in self.__record_fields__.items() if field.repr]
    return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"


def _key(names: tuple[str, ...]) -> Callable[[Any], Any]:
    return attrgetter(*names) if names else lambda record: ()


def _comparison(fields: Fields, order: bool) -> dict[str, Any]:
    key = _key(tuple(name for name, field in fields.items() if field.eq))

    def __eq__(self: Any, other: object) -> Any:  # noqa: N807
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def __lt__(self: Any, other: object) -> Any:  # noqa: N807
        return key(self) < key(other) if other.__class__ is self.__class__ else NotImplemented

    def __le__(self: Any, other: object) -> Any:  # noqa: N807
        return key(self) <= key(other) if other.__class__ is self.__class__ else NotImplemented

    # For > and >= Python asks the other side for these.
    return {"__eq__": __eq__, "__lt__": __lt__, "__le__": __le__} if order else {"__eq__": __eq__}


def _hashing(fields: Fields) -> Callable[[Any], int]:
    key = _key(tuple(name for name, field in fields.items() if field.hash))
    return lambda record: hash(key(record))


def _refuse(self: Any, _name: str, *_value: Any) -> None:
    from attrs.exceptions import FrozenInstanceError

    raise FrozenInstanceError


def _restore(self: Any, state: Any) -> None:
    """What pickle and copy call, past what refuses to be set."""
    for name, value in ((state[1] if isinstance(state, tuple) else state) or {}).items():
        _set(self, name, value)


def _evolve(record: Any, **changes: Any) -> Any:
    fields: Fields = record.__record_fields__
    kept = {name: getattr(record, name) for name, field in fields.items() if field.init and name not in changes}
    return type(record)(**kept, **changes)


class _Attributes:
    """The fields as attrs describes them, made when attrs is asked."""

    def __get__(self, _instance: object, owner: Any) -> Any:
        from rules_engine.record_source import attributes

        return attributes(owner)


_ATTRIBUTES = _Attributes()

if TYPE_CHECKING:
    from attrs import define as define
    from attrs import evolve as evolve
    from attrs import field as field
    from attrs import frozen as frozen
else:
    define, evolve, field, frozen = _define, _evolve, Field, partial(_define, frozen=True)
