"""What to ask for: which missing facts would settle which criteria and gates."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from rules_engine.expr.needs import needed_facts
from rules_engine.findings import Finding
from rules_engine.ruleset.model import Ruleset
from rules_engine.scoring.verdict import GateResult, RequestLine


def request_lines(
    ruleset: Ruleset, findings: Mapping[str, Finding], gates: Iterable[GateResult]
) -> tuple[RequestLine, ...]:
    """A line per open gate, then one per unsettled criterion that facts can settle, most points first, then by id."""
    when = {gate.id: needed_facts(gate.when) for gate in ruleset.gates}
    lines = [RequestLine(gate.id, when[gate.id], Fraction(0)) for gate in gates if gate.state == "open"]
    unsettled = [
        RequestLine(finding.criterion, finding.missing, finding.high - finding.low)
        for finding in findings.values()
        if finding.missing
    ]
    return (*lines, *sorted(unsettled, key=lambda line: (-line.moves, line.id)))
