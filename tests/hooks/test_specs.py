import inspect
import subprocess
import sys
from pathlib import Path

import pluggy
import pytest

import rules_engine.api
from rules_engine.hooks import specs

DOCS = Path(__file__).parents[2] / "docs" / "plugin-authors.md"


@pytest.mark.parametrize("hook", specs.HOOKS)
def test_a_hook_has_no_argument_and_is_plain(hook: str) -> None:
    manager = pluggy.PluginManager(specs.PROJECT)
    manager.add_hookspecs(specs)
    caller = getattr(manager.hook, hook)
    assert caller.spec.argnames == ()
    assert not caller.is_historic()
    assert not caller.spec.opts["firstresult"]


def test_the_list_of_hooks_is_complete() -> None:
    marked = {name for name, value in vars(specs).items() if hasattr(value, f"{specs.PROJECT}_spec")}
    assert marked == set(specs.HOOKS)


@pytest.mark.parametrize("hook", specs.HOOKS)
def test_every_hook_is_documented_with_its_signature(hook: str) -> None:
    (returned,) = inspect.signature(getattr(specs, hook)).return_annotation.__args__
    assert f"`{hook}() -> Iterable[{returned.__name__}]`" in DOCS.read_text(encoding="utf-8")


def test_the_api_is_what_it_says() -> None:
    assert rules_engine.api.__all__ == sorted(rules_engine.api.__all__)
    public = {name for name, value in vars(rules_engine.api).items() if not name.startswith("_")}
    assert public == set(rules_engine.api.__all__)
    for name in rules_engine.api.__all__:
        assert getattr(rules_engine.api, name).__doc__ or name in ("Node", "hookimpl")


def test_the_api_imports_nothing_heavy() -> None:
    heavy = {"cattrs", "click", "importlib.metadata", "re2", "tabulate", "yaml"}
    code = f"import sys, rules_engine.api; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
