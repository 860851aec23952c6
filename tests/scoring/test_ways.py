"""What to ask for: a smallest set of facts, with values, that makes each open grade sure."""

from fractions import Fraction
from itertools import combinations, product

from attrs import evolve

from rules_engine.facts.fact import Fact
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.ruleset.model import Built, Criterion, Gate, Ruleset
from rules_engine.scoring.decide import decide
from rules_engine.scoring.verdict import Way
from rules_engine.scoring.ways import FoundWays, find_ways
from tests.properties.submissions import fact
from tests.scoring.small import E2, VOCABULARY, criterion, gate, ruleset, tree

POINTS = {"a": 40, "b": 25, "c": 20, "d": 15}


def rules(*gates: Gate) -> Ruleset:
    return ruleset([criterion(id, points, f"rate_{id} >= 85") for id, points in POINTS.items()], gates=gates)


def ways(of: Ruleset, *facts: Fact) -> FoundWays:
    return find_ways(of, decide(of, facts, 2023), facts, 2023)


def by_grade(found: FoundWays) -> dict[str, Way]:
    return {way.grade: way for way in found.ways}


def test_each_open_grade_has_a_smallest_set_with_values() -> None:
    found = ways(rules())
    assert found.exact
    told = {grade: [(s.fact, s.sign) for s in way.settling] for grade, way in by_grade(found).items()}
    assert told["unqualified"] == [("rate_a", "<")]
    assert [sign for _, sign in told["excellent"]] == [">="] * 4
    assert all(s.value == 85 for s in by_grade(found)["excellent"].settling)


def test_no_smaller_set_makes_the_grade_sure() -> None:
    of = rules()
    for grade, way in by_grade(ways(of)).items():
        for smaller in combinations([f"rate_{id}" for id in POINTS], len(way.settling) - 1):
            for values in product((84, 85), repeat=len(smaller)):
                told = [fact(id, value) for id, value in zip(smaller, values, strict=True)]
                assert decide(of, told, 2023).grades != (grade,)


def test_every_way_is_true() -> None:
    of = rules(gate("cap", "cap", "accidents > 0", "good"))
    found = ways(of)
    assert {way.grade for way in found.ways} == set(decide(of, [], 2023).grades)
    for way in found.ways:
        told = [fact(s.fact, s.tried, E2) for s in way.settling]
        assert decide(of, told, 2023).grades == (way.grade,)


def test_open_gates_count() -> None:
    of = rules(gate("veto", "veto", "arrears > 0"))
    lowest = by_grade(ways(of))["unqualified"]
    assert len(lowest.settling) == 1, "the veto or forty points, either is enough"
    assert "arrears" in [s.fact for s in by_grade(ways(of))["excellent"].settling]


def test_a_settled_grade_needs_nothing() -> None:
    facts = [fact(f"rate_{id}", 90) for id in POINTS]
    assert ways(rules(), *facts).ways == ()


def test_requests_stand_by_what_hangs_on_them() -> None:
    decision = decide(rules(gate("veto", "veto", "arrears > 0")), [fact("rate_b", 90)], 2023)
    assert [line.id for line in decision.requests] == ["veto", "a", "c", "d"]
    assert [line.moves for line in decision.requests] == [0, 40, 20, 15]


def test_above_fifteen_open_facts_the_sets_are_found_by_width_and_said_so() -> None:
    rate = VOCABULARY.facts["rate_a"]
    many = Vocabulary({f"rate_{i}": evolve(rate, id=f"rate_{i}") for i in range(16)})
    of = ruleset([_at_least_85(i) for i in range(16)], vocabulary=many, total=Fraction(80))
    found = ways(of)
    assert not found.exact
    assert len(by_grade(found)["good"].settling) == 16


def _at_least_85(i: int) -> Criterion:
    node = tree(f"rate_{i} >= 85")
    rule = Built("require", node, True, True, (f"rate_{i}",))
    return evolve(criterion("c", 5, "rate_a >= 85"), id=f"c{i}", rule=rule)
