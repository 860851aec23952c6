"""Why a plugin is refused: every reason as a problem that says what to do."""

import inspect
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pluggy

from rules_engine.errors import Problem, RulesEngineError, nearest
from rules_engine.hooks.specs import HOOKS, PROJECT
from rules_engine.messages import Message

ORDERING = ("wrapper", "hookwrapper", "tryfirst", "trylast")
NOUNS = {
    "check": Message("check"),
    "reader": Message("reader"),
    "suffix": Message("file suffix"),
    "ruleset": Message("ruleset"),
}
SIGNATURE = Message("A hook is a function without arguments, marked with @hookimpl.")


class Refused(RulesEngineError):
    """One plugin cannot be used; the others can."""


def raised(name: str, stage: str, failure: BaseException) -> Problem:
    """The plugin's own code failed while it was loaded or registered, or in the hook that `stage` names."""
    values = {
        "plugin": name,
        "stage": Message("while it was loaded") if stage == "load" else stage,
        "error": type(failure).__name__,
        "text": _told(failure),
    }
    if stage == "register":
        return Problem(None, _misfit(name, failure), advice=SIGNATURE, code="register")
    if isinstance(failure, SystemExit):
        message = Message('The plugin "{plugin}" tried to end the program ({stage}).', **values)
    elif stage == "load":
        message = Message('The plugin "{plugin}" cannot be loaded: {error}: {text}.', **values)
    else:
        message = Message('The plugin "{plugin}" failed in {stage}: {error}: {text}.', **values)
    return Problem(
        None,
        message,
        advice=Message(
            "Update or uninstall it, or leave it out with --without-plugin {plugin}; --debug shows where it failed.",
            plugin=name,
        ),
        code="load" if stage == "load" else "collect",
    )


def _misfit(name: str, failure: BaseException) -> Message:
    """Which hook asks for arguments, where pluggy refused it for that."""
    plugin = getattr(failure, "plugin", None)
    for hook in dir(plugin):
        function = getattr(plugin, hook, None)
        if not inspect.isroutine(function) or not hasattr(function, f"{PROJECT}_impl"):
            continue
        if arguments := ", ".join(inspect.signature(function).parameters):
            return Message(
                'The hook "{hook}" of the plugin "{plugin}" asks for arguments ({arguments}); hooks get none.',
                hook=hook,
                plugin=name,
                arguments=arguments,
            )
    return Message('The plugin "{plugin}" does not fit the hooks ({error}).', plugin=name, error=type(failure).__name__)


def _told(failure: BaseException) -> str:
    try:
        return " ".join(str(failure).split()) or "-"
    except Exception:  # noqa: BLE001  even the failure's own text is the plugin's code
        return "-"


def unusable_result(hook: str, result: object, limit: int | None = None) -> Problem:
    """A hook gave something else than a list of descriptions, or one without end."""
    if limit is not None:
        message = Message("{hook} returned more than {limit} descriptions.", hook=hook, limit=limit)
    else:
        message = Message("{hook} returned {type}.", hook=hook, type=type(result).__name__)
    return Problem(None, message, advice=Message("A hook returns a list of descriptions."), code="wrong_type")


def unlike_the_specs(name: str, plugin: object, host: pluggy.PluginManager) -> list[Problem]:
    """All that is wrong with the hooks of a registered plugin, sorted by the function's name."""
    problems = [*_misspelt(host, plugin), *_ordered(host, plugin), *_unmarked(plugin)]
    if not problems and not host.get_hookcallers(plugin):
        problems.append(
            Problem(
                None,
                Message('The plugin "{plugin}" implements no hook.', plugin=name),
                advice=Message("The hooks are: {hooks}.", hooks=", ".join(HOOKS)),
                code="no_hook",
            )
        )
    return problems


def _misspelt(host: pluggy.PluginManager, plugin: object) -> Iterator[Problem]:
    for caller in sorted(host.get_hookcallers(plugin) or (), key=lambda c: c.name):
        if caller.name not in HOOKS:
            yield Problem(
                None,
                Message('There is no hook "{hook}".', hook=caller.name),
                nearest(caller.name, HOOKS),
                Message("The hooks are: {hooks}.", hooks=", ".join(HOOKS)),
                "unknown_hook",
            )


def _ordered(host: pluggy.PluginManager, plugin: object) -> Iterator[Problem]:
    for caller in sorted(host.get_hookcallers(plugin) or (), key=lambda c: c.name):
        for implementation in caller.get_hookimpls():
            wishes = [option for option in ORDERING if getattr(implementation, option)]
            if wishes:
                yield Problem(
                    None,
                    Message(
                        'The hook "{hook}" asks for {option}; no hook is wrapped, and no order matters.',
                        hook=caller.name,
                        option=", ".join(wishes),
                    ),
                    advice=SIGNATURE,
                    code="wrapper",
                )


def _unmarked(plugin: object) -> Iterator[Problem]:
    for name in dir(plugin):
        if not name.startswith(f"{PROJECT}_"):
            continue
        function = getattr(plugin, name)
        if inspect.isroutine(function) and not hasattr(function, f"{PROJECT}_impl"):
            yield Problem(
                None,
                Message('The function "{hook}" is named like a hook but not marked.', hook=name),
                nearest(name, HOOKS) if name not in HOOKS else None,
                Message("Put @hookimpl above it, or rename it."),
                "unmarked_hook",
            )


def clashes(
    brought: Mapping[str, Iterable[tuple[str, str]]], kept: Iterable[tuple[str, str]]
) -> Mapping[str, Sequence[Problem]]:
    """The problems of every plugin that brings a thing (kind, id) which is built in or which another brings too."""
    owners: dict[tuple[str, str], list[str]] = {thing: [""] for thing in kept}
    for plugin in sorted(brought):
        for thing in brought[plugin]:
            owners.setdefault(thing, []).append(plugin)
    problems: dict[str, list[Problem]] = {}
    for (kind, id), names in sorted(owners.items()):
        for plugin in names if len(names) > 1 else ():
            if plugin:
                problems.setdefault(plugin, []).append(_clash(kind, id, [n for n in names if n != plugin]))
    return problems


def _clash(kind: str, id: str, others: Sequence[str]) -> Problem:
    if "" in others:
        message = Message('The {kind} "{id}" is built in.', kind=NOUNS[kind], id=id)
        advice = Message(
            "The built-in one stays in use and the plugin is refused; the plugin's author must rename its own."
        )
    else:
        message = Message(
            'The {kind} "{id}" is brought by another plugin too: {plugins}.',
            kind=NOUNS[kind],
            id=id,
            plugins=", ".join(others),
        )
        advice = Message("Leave one of them out with --without-plugin; until then neither is used.")
    return Problem(None, message, advice=advice, code="clash")
