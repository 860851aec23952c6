import subprocess
import sys
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from rules_engine.checks.builtin import BUILTIN_CHECKS
from rules_engine.errors import WrongUse
from rules_engine.hooks.host import PluginRecord, load_plugins

Install = Callable[..., Path]
RecordOf = Callable[[str], PluginRecord]
FINE = "@hookimpl\ndef rules_engine_checks():\n    return [check({ids})]"


def fine(*ids: str) -> str:
    return FINE.format(ids="), check(".join(map(repr, ids)))


def test_a_sound_plugin_is_collected(install: Install, record_of: RecordOf) -> None:
    install("sound", fine("x.b", "x.a"), version="2.3")
    record = record_of("sound")
    assert (record.status, record.version, record.checks) == ("loaded", "2.3", ("x.a", "x.b"))
    assert record.target == "plugin_sound"
    assert record.problems == ()


def test_checks_readers_and_rulesets(install: Install, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "ruleset.yaml").touch()
    source = f"""
    from pathlib import Path
    from rules_engine.api import Reader, RulesetFolder

    @hookimpl
    def rules_engine_readers():
        return (Reader(name, suffixes, None or print) for name, suffixes in (("b", (".b",)), ("a", (".a", ".aa"))))

    @hookimpl
    def rules_engine_rulesets():
        return [RulesetFolder("my-county", Path({str(folder)!r}))]
    """
    install("sound", source)
    host = load_plugins()
    assert list(host.readers) == ["a", "b"]
    assert host.rulesets["my-county"] == folder
    (record,) = [record for record in host.records if record.name == "sound"]
    assert (record.readers, record.rulesets) == (("a", "b"), ("my-county",))


def test_one_name_for_two_plugins_refuses_both_and_names_each(install: Install) -> None:
    install("twin", fine("x.a"), distribution="dist-one", target="plugin_one")
    install("twin", fine("x.b"), distribution="dist-two", target="plugin_two")
    host = load_plugins()
    records = [record for record in host.records if record.name == "twin"]
    assert [(r.distribution, r.status) for r in records] == [("dist-one", "refused"), ("dist-two", "refused")]
    for record in records:
        assert record.problems[0].code == "same_name"
        assert "dist-one 1.0 (plugin_one), dist-two 1.0 (plugin_two)" in str(record.problems[0])
    assert not {"x.a", "x.b"} & set(host.checks)


def test_one_plugin_installed_twice_is_one_plugin(install: Install, record_of: RecordOf) -> None:
    install("twin", fine("x.a"), distribution="dist-two", target="plugin_same")
    install("twin", fine("x.a"), distribution="dist-one", target="plugin_same")
    record = record_of("twin")
    assert (record.status, record.distribution) == ("loaded", "dist-one")


def test_of_two_copies_of_a_distribution_the_first_on_the_path_counts(
    install: Install, tmp_path: Path, record_of: RecordOf
) -> None:
    install("twin", fine("x.a"))
    other = tmp_path / "elsewhere" / "dist_twin-0.9.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Name: Dist_Twin\nVersion: 0.9\n")
    (other / "entry_points.txt").write_text("[rules_engine]\ntwin = plugin_gone\n")
    sys.path.append(str(other.parent))
    try:
        record = record_of("twin")
    finally:
        sys.path.remove(str(other.parent))
    assert (record.status, record.version) == ("loaded", "1.0")


def test_two_plugins_with_one_check_refuse_both(install: Install) -> None:
    install("left", fine("x.same", "x.left"))
    install("right", fine("x.same", "x.right"))
    install("third", fine("x.third"))
    host = load_plugins()
    told = {r.name: (r.status, [str(p) for p in r.problems]) for r in host.records}
    assert told["left"][0] == told["right"][0] == "refused"
    assert 'The check "x.same" is brought by another plugin too: right.' in told["left"][1][0]
    assert "x.third" in host.checks
    assert not {"x.same", "x.left", "x.right"} & set(host.checks)


def test_a_plugin_refused_for_itself_takes_no_other_with_it(install: Install) -> None:
    install("left", fine("x.same"))
    install("right", fine("x.same", "Not an id"))
    host = load_plugins()
    assert "x.same" in host.checks


@pytest.mark.parametrize("order", list(permutations(("left", "right", "broken"))))
def test_the_order_of_installation_never_matters(order: tuple[str, ...], install: Install) -> None:
    sources = {"left": fine("x.l", "x.same"), "right": fine("x.same", "x.r"), "broken": "raise ValueError"}
    for name in order:
        install(name, sources[name])
    host = load_plugins()
    ours = [r for r in host.records if r.name in sources]
    assert [(r.name, r.status, r.checks) for r in ours] == [
        ("broken", "refused", ()),
        ("left", "refused", ("x.l", "x.same")),
        ("right", "refused", ("x.r", "x.same")),
    ]
    assert list(host.checks) == sorted(host.checks)


def test_a_plugin_left_out_is_not_even_loaded(install: Install) -> None:
    install("faulty", "raise RuntimeError")
    host = load_plugins(without=frozenset({"faulty", "funding"}))
    left_out = {r.name for r in host.records if r.status == "left_out"}
    assert left_out == {"faulty", "funding"}
    assert not [id for id in host.checks if id.startswith("funding.")]
    assert "safety.full_coverage" in host.checks


def test_leaving_one_rival_name_out_leaves_both_out(install: Install) -> None:
    install("twin", fine("x.a"), distribution="dist-one", target="plugin_one")
    install("twin", fine("x.b"), distribution="dist-two", target="plugin_two")
    host = load_plugins(without=frozenset({"twin"}))
    assert [r.status for r in host.records if r.name == "twin"] == ["left_out", "left_out"]


def test_a_name_to_leave_out_that_nobody_has(install: Install) -> None:
    with pytest.raises(WrongUse) as caught:
        load_plugins(without=frozenset({"fundin"}))
    (problem,) = caught.value.problems
    assert problem.nearest == "funding"


def test_no_plugins_leaves_the_built_in_checks() -> None:
    host = load_plugins(enabled=False)
    assert list(host.checks) == [check.id for check in BUILTIN_CHECKS]
    assert not host.readers and not host.rulesets
    assert {record.status for record in host.records} == {"left_out"}


def test_nothing_is_kept_between_two_hosts(install: Install) -> None:
    before = load_plugins()
    install("sound", fine("x.a"))
    assert "x.a" in load_plugins().checks
    assert "x.a" not in before.checks


def test_importing_the_host_does_not_look_for_plugins() -> None:
    code = "import sys, rules_engine.hooks.host; sys.exit('importlib.metadata' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
