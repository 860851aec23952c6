"""One plugin: loading it, and taking what its hooks describe. Whatever it does, it harms nobody else."""

import sys
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from functools import partial
from importlib import import_module
from itertools import islice
from typing import TypeVar

import pluggy

from rules_engine.hooks import specs
from rules_engine.hooks.descriptions import Contribution, vetted
from rules_engine.hooks.refusals import Refused, raised, unlike_the_specs, unusable_result

LIMIT = 10_000

Result = TypeVar("Result")


def collect(name: str, target: str) -> Contribution:
    """What the plugin at `target` (`module` or `module:object`) brings, vetted by itself; its mistakes never raise."""
    try:
        plugin = _attempt(name, "load", lambda: _loaded(target))
        # A host for every plugin: what one registers cannot touch another, and no order can matter.
        host = pluggy.PluginManager(specs.PROJECT)
        host.add_hookspecs(specs)
        _attempt(name, "register", lambda: host.register(plugin, name))
        problems = _attempt(name, "register", lambda: unlike_the_specs(name, plugin, host))
        if problems:
            raise Refused(*problems)
        found: dict[str, list[object]] = {}
        for hook in specs.HOOKS:
            found[hook] = []
            for implementation in getattr(host.hook, hook).get_hookimpls():
                found[hook] += _attempt(name, hook, partial(_exhausted, hook, implementation.function))
        return _attempt(name, "descriptions", lambda: vetted(found))
    except Refused as refused:
        return Contribution(problems=refused.problems)


def _loaded(target: str) -> object:
    module, _, path = target.partition(":")
    found: object = import_module(module)
    for attribute in filter(None, path.split(".")):
        found = getattr(found, attribute)
    return found


def _exhausted(hook: str, function: Callable[[], object]) -> list[object]:
    result = function()
    if not isinstance(result, Iterable) or isinstance(result, str | bytes):
        raise Refused(unusable_result(hook, result))
    items = list(islice(result, LIMIT + 1))
    if len(items) > LIMIT:
        raise Refused(unusable_result(hook, result, limit=LIMIT))
    return items


def _attempt(name: str, stage: str, action: Callable[[], Result]) -> Result:
    """What the action returns. What a plugin prints goes to stderr, for stdout may be somebody's JSON."""
    try:
        with redirect_stdout(sys.stderr):
            return action()
    except (Refused, KeyboardInterrupt):
        raise
    except BaseException as failure:
        from logging import getLogger

        getLogger(__name__).debug("plugin %s failed (%s)", name, stage, exc_info=True)
        raise Refused(raised(name, stage, failure)) from failure
