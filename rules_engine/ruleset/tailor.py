"""Tailoring a ruleset to a county: criteria that were not selected, or that somebody approved not to apply."""

from collections.abc import Iterable, Mapping

from rules_engine.digest import digest_json
from rules_engine.errors import Problem, UnreadableSubmission, in_order, nearest
from rules_engine.messages import Message
from rules_engine.records import evolve
from rules_engine.ruleset.model import Ruleset, Waiver


def tailor(
    ruleset: Ruleset, not_selected: Iterable[str] = (), not_applicable: Mapping[str, Waiver] | None = None
) -> Ruleset:
    """The ruleset without the criteria named; its digest then tells so. The same ruleset where none is named.

    Raises UnreadableSubmission for ids that are no criteria, a criterion named in both ways, and a waiver without an
    approver or a basis: what does not apply is never left out in silence.
    """
    left_out = frozenset(map(str, not_selected))
    waived = {str(id): waiver for id, waiver in (not_applicable or {}).items()}
    if not left_out and not waived:
        return ruleset
    problems: list[Problem] = []
    valid = {criterion.id for criterion in ruleset.criteria}
    for id in sorted(left_out | waived.keys()):
        if id not in valid:
            message = Message('There is no criterion "{id}".', id=id)
            problems.append(Problem(None, message, nearest=nearest(id, sorted(valid)), code="unknown_criterion"))
    for id in sorted(left_out & waived.keys()):
        message = Message('The criterion "{id}" is said to be not selected and not applicable.', id=id)
        problems.append(Problem(None, message, code="tailoring"))
    for id, waiver in sorted(waived.items()):
        if not waiver.approver or not waiver.basis:
            message = Message('That "{id}" does not apply needs an approver and a basis.', id=id)
            problems.append(Problem(None, message, code="waiver"))
    if problems:
        raise UnreadableSubmission(*in_order(problems))
    return evolve(
        ruleset,
        not_selected=left_out,
        waived=waived,
        digest=digest_json([ruleset.digest, left_out, waived]),
    )
