"""What few records need: an initialiser of a class's own, and its fields as attrs describes them."""

from collections.abc import Callable, Mapping
from typing import Any

from rules_engine.records import NOTHING, Fields


def initialiser(
    cls: Any, name: str, fields: Fields, setters: Mapping[str, Callable[[Any, Any], None]]
) -> Callable[..., None]:
    """The function that attrs would write: an argument and a line for each field."""
    known: dict[str, Any] = {"NOTHING": NOTHING}
    arguments, lines = ["self"], []
    # Where nothing stands in the way a field is set at half the cost.
    put = "self.{} = {}" if cls.__setattr__ is object.__setattr__ else "set_{}(self, {})"
    keywords: list[str] = []
    for own, field in fields.items():
        known[f"set_{own}"], known[f"default_{own}"] = setters[own], field.default
        known[f"make_{own}"] = field.factory
        made = f"make_{own}()" if field.factory else f"default_{own}"
        if not field.init:
            lines += [put.format(own, made)] if made != f"default_{own}" or field.default is not NOTHING else []
            continue
        argument = own if field.required else f"{own}=NOTHING" if field.factory else f"{own}=default_{own}"
        (keywords if field.kw_only else arguments).append(argument)
        lines.append(put.format(own, f"{f'{made} if {own} is NOTHING else ' if field.factory else ''}{own}"))
    if hasattr(cls, "__attrs_post_init__"):
        lines.append("self.__attrs_post_init__()")
    head = ", ".join([*arguments, *(["*", *keywords] if keywords else [])])
    source = f"def {name}({head}):\n " + "\n ".join(lines or ["pass"])
    exec(compile(source, f"<{cls.__qualname__}>", "exec"), known)
    made_function: Callable[..., None] = known[name]
    return made_function


def attributes(owner: Any) -> Any:
    """What `attrs.fields` gives."""
    import attrs

    described = {
        name: attrs.field(
            default=attrs.Factory(field.factory)
            if field.factory
            else attrs.NOTHING
            if field.default is NOTHING
            else field.default,
            init=field.init,
            kw_only=field.kw_only,
            eq=field.eq,
            hash=field.hash,
            repr=field.repr,
            alias=name,
            type=owner.__annotations__[name],
        )
        for name, field in owner.__record_fields__.items()
    }
    return attrs.fields(attrs.make_class(owner.__name__, described))
