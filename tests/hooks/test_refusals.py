import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from rules_engine.hooks.host import PluginRecord, load_plugins
from rules_engine.messages import Language

Install = Callable[..., Path]
RecordOf = Callable[[str], PluginRecord]

REFUSED = {
    "raises at import": ("raise RuntimeError('no licence')", "load", "no licence"),
    "is no Python": ("def (", "load", "SyntaxError"),
    "exits at import": ("import sys; sys.exit(0)", "load", "tried to end the program (while it was loaded)"),
    "raises what is no Exception": ("class Odd(BaseException): pass\nraise Odd('odd')", "load", "Odd: odd"),
    "raises what is no Exception at collect": (
        "class Odd(BaseException): pass\n@hookimpl\ndef rules_engine_checks():\n    raise Odd('odd')",
        "collect",
        "failed in rules_engine_checks: Odd: odd",
    ),
    "needs what is not there": ("import a_module_nobody_has", "load", "ModuleNotFoundError"),
    "raises at collect": (
        "@hookimpl\ndef rules_engine_checks():\n    return [1 / 0]",
        "collect",
        "failed in rules_engine_checks: ZeroDivisionError",
    ),
    "exits at collect": (
        "@hookimpl\ndef rules_engine_checks():\n    raise SystemExit(3)",
        "collect",
        "tried to end the program",
    ),
    "fails half-way": (
        "@hookimpl\ndef rules_engine_checks():\n    yield check('x.half')\n    raise OSError('disk')",
        "collect",
        "OSError: disk",
    ),
    "never ends": (
        "@hookimpl\ndef rules_engine_checks():\n    while True:\n        yield check('x.again')",
        "wrong_type",
        "more than 10000",
    ),
    "misspells a hook": (
        "@hookimpl\ndef rules_engine_check():\n    return []",
        "unknown_hook",
        'Did you mean "rules_engine_checks"?',
    ),
    "forgets the mark": (
        "def rules_engine_checks():\n    return []",
        "unmarked_hook",
        "Put @hookimpl above it",
    ),
    "forgets the mark and misspells": (
        "def rules_engine_reader():\n    return []",
        "unmarked_hook",
        'Did you mean "rules_engine_readers"?',
    ),
    "uses another project's mark": (
        "import pluggy\n@pluggy.HookimplMarker('rules-engine')\ndef rules_engine_checks():\n    return []",
        "unmarked_hook",
        "not marked",
    ),
    "has no hook": ("x = 1", "no_hook", "rules_engine_checks, rules_engine_readers"),
    "takes an argument": (
        "@hookimpl\ndef rules_engine_checks(config):\n    return []",
        "register",
        'The hook "rules_engine_checks" of the plugin "faulty" asks for arguments (config)',
    ),
    "wraps": (
        "@hookimpl(wrapper=True)\ndef rules_engine_checks():\n    return (yield)",
        "wrapper",
        "asks for wrapper",
    ),
    "wraps in the old way": (
        "@hookimpl(hookwrapper=True)\ndef rules_engine_checks():\n    yield",
        "wrapper",
        "asks for hookwrapper",
    ),
    "wants to come first": (
        "@hookimpl(tryfirst=True)\ndef rules_engine_checks():\n    return []",
        "wrapper",
        "asks for tryfirst",
    ),
    "returns nothing": (
        "@hookimpl\ndef rules_engine_checks():\n    check('x.y')",
        "wrong_type",
        "returned NoneType",
    ),
    "returns a string": ("@hookimpl\ndef rules_engine_checks():\n    return 'x'", "wrong_type", "returned str"),
    "returns other things": (
        "@hookimpl\ndef rules_engine_checks():\n    return [check('x.y'), 'x.z']",
        "wrong_type",
        "Item 2 of rules_engine_checks is str, not Check",
    ),
    "takes a built-in id": (
        "@hookimpl\ndef rules_engine_checks():\n    return [check('require')]",
        "clash",
        'The check "require" is built in. The built-in one stays in use and the plugin is refused',
    ),
    "is broken through and through": (
        "class Bad(Exception):\n    def __str__(self):\n        raise ValueError\nraise Bad",
        "load",
        "Bad: -",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_plugin_is_loud_and_harms_nobody(case: str, install: Install, record_of: RecordOf) -> None:
    source, code, words = REFUSED[case]
    install("faulty", source)
    record = record_of("faulty")
    assert record.status == "refused"
    assert {problem.code for problem in record.problems} == {code}
    said = " ".join(problem.in_language(Language("en")) for problem in record.problems)
    assert words in said
    assert (record.distribution, record.version) == ("dist-faulty", "1.0")


def test_a_target_that_is_not_there(install: Install, record_of: RecordOf) -> None:
    install("faulty", "x = 1", target="plugin_faulty:plugin")
    assert record_of("faulty").problems[0].code == "load"


def test_an_object_may_be_the_plugin(install: Install, record_of: RecordOf) -> None:
    source = """
    class Plugin:
        @hookimpl
        def rules_engine_checks(self):
            return [check("x.object")]
    plugin = Plugin()
    """
    install("fine", source, target="plugin_fine:plugin")
    assert record_of("fine").checks == ("x.object",)


def test_an_interrupt_is_the_users_and_goes_through(install: Install) -> None:
    install("faulty", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        load_plugins()


def test_what_a_plugin_prints_stays_out_of_stdout(
    install: Install, record_of: RecordOf, capsys: pytest.CaptureFixture[str]
) -> None:
    install("fine", "print('hello')\n@hookimpl\ndef rules_engine_checks():\n    print('there')\n    return []")
    assert record_of("fine").status == "loaded"
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "hello\nthere\n"


def test_the_traceback_is_logged_for_debug(
    install: Install, record_of: RecordOf, caplog: pytest.LogCaptureFixture
) -> None:
    install("faulty", "raise RuntimeError('no licence')")
    with caplog.at_level(logging.DEBUG, logger="rules_engine"):
        record_of("faulty")
    assert "Traceback" in caplog.text


def test_entry_points_that_cannot_be_read(install: Install, record_of: RecordOf) -> None:
    site = install("faulty", "")
    (points,) = site.glob("*.dist-info/entry_points.txt")
    points.write_bytes(b"[rules_engine]\nfaulty = plugin_\xff\xfe\n")
    record = record_of("dist-faulty")
    assert [problem.code for problem in record.problems] == ["entry_points"]
