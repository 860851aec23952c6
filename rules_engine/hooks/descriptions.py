"""What a plugin described, vetted: types, ids, parameters. Everything wrong is told at once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from keyword import iskeyword
from pathlib import Path
from typing import TypeVar, get_args

from rules_engine.checks.check import Check, Parameter, ParameterKind
from rules_engine.documents.reader import Reader
from rules_engine.errors import Problem, nearest
from rules_engine.hooks.specs import RulesetFolder
from rules_engine.messages import LocalText, Message
from rules_engine.records import frozen
from rules_engine.values.units import unit_named, unit_table

KINDS: tuple[str, ...] = get_args(ParameterKind)
RESERVED = frozenset({"kind"})
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_RULESET = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_SUFFIX = re.compile(r"\.[a-z0-9]+")

Description = TypeVar("Description")


@frozen(eq=False, repr=False)
class Contribution:
    """What one plugin brings, each kind sorted by name; nothing where `problems` refuse it."""

    checks: tuple[Check, ...] = ()
    readers: tuple[Reader, ...] = ()
    rulesets: tuple[RulesetFolder, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def things(self) -> Iterator[tuple[str, str]]:
        """Every id that must be nobody else's, as (kind, id)."""
        yield from (("check", check.id) for check in self.checks)
        yield from (("reader", reader.name) for reader in self.readers)
        yield from (("suffix", suffix) for reader in self.readers for suffix in reader.suffixes)
        yield from (("ruleset", folder.name) for folder in self.rulesets)


def vetted(found: Mapping[str, Sequence[object]]) -> Contribution:
    """What the hooks gave, by hook, as a contribution; all problems of all of it instead where there is one."""
    problems: list[Problem] = []
    checks = _typed(Check, "rules_engine_checks", found, problems)
    readers = _typed(Reader, "rules_engine_readers", found, problems)
    rulesets = _typed(RulesetFolder, "rules_engine_rulesets", found, problems)
    for check in checks:
        problems += _check(check)
    for reader in readers:
        problems += _reader(reader)
    for folder in rulesets:
        problems += _ruleset(folder)
    if not problems:
        problems += _twice(Contribution(tuple(checks), tuple(readers), tuple(rulesets)).things)
    if problems:
        return Contribution(problems=tuple(problems))
    return Contribution(
        tuple(sorted(checks, key=lambda check: check.id)),
        tuple(sorted(readers, key=lambda reader: reader.name)),
        tuple(sorted(rulesets, key=lambda folder: folder.name)),
    )


def _typed(
    expected: type[Description], hook: str, found: Mapping[str, Sequence[object]], problems: list[Problem]
) -> list[Description]:
    fitting = []
    for position, item in enumerate(found.get(hook, ()), 1):
        if isinstance(item, expected):
            fitting.append(item)
        else:
            message = Message(
                "Item {position} of {hook} is {type}, not {expected}.",
                position=position,
                hook=hook,
                type=type(item).__name__,
                expected=expected.__name__,
            )
            problems.append(Problem(None, message, code="wrong_type"))
    return fitting


def _check(check: Check) -> Iterator[Problem]:
    if not _is_id(check.id):
        yield _refused_id(check.id)
    if not isinstance(check.title, LocalText):
        yield _untitled(check.id)
    if (check.build is None) == (check.decide is None):
        message = Message('The check "{id}" needs exactly one of build and decide.', id=check.id)
        yield Problem(None, message, code="build_or_decide")
    elif not callable(check.build or check.decide):
        message = Message('What decides the check "{id}" is no function.', id=check.id)
        yield Problem(None, message, code="build_or_decide")
    if not isinstance(check.parameters, tuple):
        message = Message('The parameters of the check "{id}" are no tuple.', id=check.id)
        yield Problem(None, message, code="wrong_type")
        return
    for parameter in check.parameters:
        yield from _parameter(check.id, parameter)
    counts = Counter(getattr(parameter, "name", None) for parameter in check.parameters)
    for name in (name for name, count in counts.items() if count > 1):
        message = Message('The check "{id}" has the parameter "{name}" twice.', id=check.id, name=name)
        yield Problem(None, message, code="parameter")


def _parameter(id: str, parameter: object) -> Iterator[Problem]:
    if not isinstance(parameter, Parameter):
        message = Message(
            'The check "{id}" has a parameter that is {type}, not Parameter.',
            id=id,
            type=type(parameter).__name__,
        )
        yield Problem(None, message, code="wrong_type")
        return
    name = parameter.name
    if not _fits(_NAME, name) or name in RESERVED:
        message = Message('The check "{id}" cannot have a parameter named "{name}".', id=id, name=name)
        advice = Message('Use small letters, digits and "_", beginning with a letter, and not "kind".')
        yield Problem(None, message, advice=advice, code="parameter")
    if not isinstance(parameter.title, LocalText):
        yield _untitled(f"{id}: {name}")
    if parameter.kind not in KINDS:
        message = Message(
            'The parameter "{name}" of "{id}" is of the unknown kind "{kind}".', id=id, name=name, kind=parameter.kind
        )
        advice = Message("The kinds are: {kinds}.", kinds=", ".join(KINDS))
        yield Problem(None, message, nearest(str(parameter.kind), KINDS), advice, "parameter")
    if bool(parameter.choices) != (parameter.kind == "choice"):
        message = Message(
            'The parameter "{name}" of "{id}": choices belong to the kind "choice", and only there.', id=id, name=name
        )
        yield Problem(None, message, code="parameter")
    if parameter.unit is not None and unit_named(parameter.unit) is None:
        message = Message(
            'The parameter "{name}" of "{id}" asks for the unknown unit "{unit}".',
            id=id,
            name=name,
            unit=parameter.unit,
        )
        yield Problem(None, message, nearest(parameter.unit, unit_table().units), code="parameter")


def _reader(reader: Reader) -> Iterator[Problem]:
    if not _fits(_NAME, reader.name):
        yield _refused_id(reader.name)
    suffixes: object = reader.suffixes
    if not isinstance(suffixes, tuple) or not suffixes or not all(_fits(_SUFFIX, one) for one in suffixes):
        message = Message('The reader "{id}" needs a tuple of suffixes such as ".docx".', id=reader.name)
        yield Problem(None, message, code="reader")
    if not callable(reader.read):
        message = Message('What the reader "{id}" reads with is no function.', id=reader.name)
        yield Problem(None, message, code="reader")


def _ruleset(folder: RulesetFolder) -> Iterator[Problem]:
    if not _fits(_RULESET, folder.name):
        yield Problem(
            None,
            Message('"{id}" is no name of a ruleset.', id=folder.name),
            advice=Message('Use small letters, digits and "-", beginning with a letter.'),
            code="id",
        )
    path: object = folder.path
    if not isinstance(path, Path):
        message = Message(
            'The path of the ruleset "{id}" is {type}, not Path.', id=folder.name, type=type(path).__name__
        )
        yield Problem(None, message, code="wrong_type")
    elif not (path / "ruleset.yaml").is_file():
        message = Message('The folder of the ruleset "{id}" holds no ruleset.yaml.', id=folder.name)
        yield Problem(None, message, code="ruleset")


def _twice(things: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    for (_, id), count in sorted(Counter(things).items()):
        if count > 1:
            yield Problem(None, Message('"{id}" is described twice.', id=id), code="clash")


def _is_id(id: object) -> bool:
    return _fits(_ID, id) and not any(map(iskeyword, str(id).split(".")))


def _fits(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _refused_id(id: object) -> Problem:
    advice = Message(
        'Use small letters, digits and "_", joined by dots, each part beginning with a letter, none a Python keyword.'
    )
    return Problem(None, Message('"{id}" is no id.', id=id), advice=advice, code="id")


def _untitled(id: str) -> Problem:
    message = Message('"{id}" needs a title in both languages.', id=id)
    return Problem(None, message, advice=Message("Write LocalText(zh=..., en=...)."), code="title")
