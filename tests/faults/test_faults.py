"""Every property of semantics.md fails on its planted fault: none of them is a test that cannot fail."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules_engine.errors import UnreadableRuleset, UnreadableSubmission
from rules_engine.hooks.host import load_plugins
from rules_engine.report import verdict_json
from tests.expr import test_written as written
from tests.faults.planted import FAULTS, Fault, Property, digest_with_the_clock
from tests.properties import test_p01_soundness as p01
from tests.properties import test_p02_exactness as p02
from tests.properties import test_p03_evidence as p03
from tests.properties import test_p04_order as p04
from tests.properties import test_p05_to_p09_scoring as p05
from tests.properties import test_p11_replay as p11
from tests.properties import test_p12_and_p14_absence as p12

PROPERTIES: dict[str, Property] = {
    "P1": p01.test_every_completion_lies_in_the_range,
    "P2": p02.test_both_ends_are_reached,
    "P3": p03.test_consistent_evidence_never_widens,
    "P3 contrary": p03.test_contrary_evidence_says_so,
    "P4 facts": p04.test_the_order_of_facts_changes_nothing,
    "P4 criteria": p04.test_the_order_of_criteria_changes_no_points,
    "P4 files": p04.test_the_order_of_files_on_disk_changes_nothing,
    "P4 plugins": p04.test_the_order_in_which_plugins_are_found_changes_nothing,
    "P4 keys": p04.test_the_order_of_keys_changes_no_byte,
    "P5": p05.test_p5_an_item_without_weight_or_out_of_the_denominator_changes_nothing,
    "P6": p05.test_p6_scaling_weights_changes_nothing,
    "P7": p05.test_p7_raising_a_fact_in_its_good_direction_never_lowers_the_points,
    "P8": p05.test_p8_a_fired_veto_dominates,
    "P9": p05.test_p9_every_score_has_exactly_one_band,
    "P10": written.test_p10_a_written_tree_reads_back_as_itself,
    "P12": p12.test_p12_a_criterion_without_its_plugin_is_unknown,
    "P14": p12.test_p14_removing_an_admitted_problem_never_raises_the_confirmed_score,
}
PLANTED = [(name, fault) for name, faults in FAULTS.items() for fault in faults]


@pytest.mark.parametrize(("name", "fault"), PLANTED, ids=[f"{name}: {fault.told}" for name, fault in PLANTED])
def test_a_property_notices_its_planted_fault(name: str, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    law = PROPERTIES[name].hypothesis.inner_test  # type: ignore[attr-defined]
    once = settings(
        max_examples=500,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    # A builtin such as `sorted` is replaced for one module, which does not have it yet.
    monkeypatch.setattr(fault.owner, fault.name, fault.replacement, raising=False)
    with pytest.raises((AssertionError, UnreadableRuleset)):
        given(st.data())(once(lambda data: law(data)))()


def test_p11_notices_a_digest_that_takes_in_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    host = load_plugins()
    vocabulary = p11.sampled(host)
    once = settings(max_examples=5, phases=[Phase.generate], database=None, derandomize=True, deadline=None)
    monkeypatch.setattr(verdict_json, "digest_json", digest_with_the_clock)
    with pytest.raises((AssertionError, UnreadableSubmission)):
        given(st.data())(once(lambda data: p11.law(data, host, vocabulary)))()


def test_every_property_has_a_planted_fault() -> None:
    assert set(PROPERTIES) == set(FAULTS)
