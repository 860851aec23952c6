"""Which plugins are installed: entry points of the group, one candidate a name."""

import re

from rules_engine.errors import Problem
from rules_engine.hooks.distributions import offers
from rules_engine.hooks.specs import PROJECT
from rules_engine.messages import Message
from rules_engine.records import frozen


@frozen(order=True, repr=False)
class Claimant:
    """A distribution that offers a plugin: its name and version, and the object it names as the plugin."""

    distribution: str
    version: str
    target: str


@frozen(eq=False, repr=False)
class Candidate:
    """A plugin's name and who offers it; several claimants of one target are the same plugin installed twice.

    `problem` tells why none of them can be used: rivals for one name, or entry points that cannot be read.
    """

    name: str
    claimants: tuple[Claimant, ...]
    problem: Problem | None = None


def find_candidates() -> tuple[Candidate, ...]:
    """Every installed plugin, sorted by name, its claimants by distribution: nothing depends on who came first."""
    claims: dict[str, set[Claimant]] = {}
    seen: set[str] = set()
    broken: list[Candidate] = []
    for offer in offers(PROJECT):
        name, version = offer.distribution, offer.version
        if offer.failure is not None:
            broken.append(Candidate(name, (Claimant(name, version, ""),), _unreadable(name, offer.failure)))
            continue
        canonical = re.sub(r"[-_.]+", "-", name).lower()
        if canonical in seen:
            continue  # the one that stands first on the path hides this one, as it does for every import
        seen.add(canonical)
        for point, target in offer.points:
            claims.setdefault(point, set()).add(Claimant(name, version, target.replace(" ", "")))
    found = [_candidate(name, tuple(sorted(claimants))) for name, claimants in claims.items()]
    return tuple(sorted([*found, *broken], key=lambda candidate: (candidate.name, candidate.claimants)))


def _candidate(name: str, claimants: tuple[Claimant, ...]) -> Candidate:
    if len({claimant.target for claimant in claimants}) == 1:
        # Installed twice, by the root's wheel and its own, it is still one plugin.
        return Candidate(name, claimants[:1])
    problem = Problem(
        None,
        Message(
            'The name "{plugin}" is claimed for different plugins: {claims}.',
            plugin=name,
            claims=", ".join(f"{c.distribution} {c.version} ({c.target})" for c in claimants),
        ),
        advice=Message("Uninstall all of them but one; until then none is used."),
        code="same_name",
    )
    return Candidate(name, claimants, problem)


def _unreadable(name: str, failure: Exception) -> Problem:
    return Problem(
        None,
        Message(
            'The entry points of "{distribution}" cannot be read: {error}.',
            distribution=name,
            error=type(failure).__name__,
        ),
        advice=Message("Install it anew, or uninstall it."),
        code="entry_points",
    )
