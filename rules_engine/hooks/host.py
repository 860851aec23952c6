"""The plugin host: finds the installed plugins and takes what each describes, refusing loudly what cannot be used."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from rules_engine.checks.builtin import BUILTIN_CHECKS
from rules_engine.checks.check import Check
from rules_engine.documents.kind import OFFICE_SUFFIXES
from rules_engine.documents.reader import Reader
from rules_engine.errors import Problem, WrongUse, nearest
from rules_engine.hooks.collect import collect
from rules_engine.hooks.descriptions import Contribution
from rules_engine.hooks.found import Candidate, find_candidates
from rules_engine.hooks.refusals import clashes
from rules_engine.messages import Message
from rules_engine.records import evolve, field, frozen


@frozen
class PluginRecord:
    """One plugin as found: its entry point's name, distribution, version, digest of its package, what it brought.

    `problems` say why a refused plugin was refused; what it would have brought stays listed where that was learnt.
    `target` is the object the entry point names. `digest` is empty until somebody asks `with_digest`.
    """

    name: str
    distribution: str
    version: str
    digest: str
    status: Literal["loaded", "refused", "left_out"]
    checks: tuple[str, ...] = ()
    rulesets: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    readers: tuple[str, ...] = ()
    target: str = ""


@frozen(eq=False, repr=False)
class Host:
    """What is at hand: checks by id (the built-in ones too), document formats and ruleset folders by name, each sorted.

    `records` tell of every plugin found, sorted by name and distribution, refused and left out ones included.
    `loaded` keeps the rulesets read with this host, which are read once: a host is as old as what it has loaded.
    """

    checks: Mapping[str, Check]
    readers: Mapping[str, Reader]
    rulesets: Mapping[str, Path]
    records: tuple[PluginRecord, ...]
    loaded: dict[object, Any] = field(factory=dict)


def load_plugins(without: frozenset[str] = frozenset(), enabled: bool = True) -> Host:
    """The host with every installed plugin but those named in `without`; with none at all unless `enabled`.

    Raises WrongUse where `without` names a plugin that is not installed. A plugin that cannot be used never raises:
    it is refused, and its record says why.
    """
    candidates = find_candidates()
    _refuse_unknown(without, candidates)
    records: list[PluginRecord] = []
    collected: list[tuple[Candidate, Contribution]] = []
    for candidate in candidates:
        if not enabled or candidate.name in without:
            records += _records(candidate, "left_out")
        elif candidate.problem is not None:
            records += _records(candidate, "refused", Contribution(problems=(candidate.problem,)))
        else:
            collected.append((candidate, collect(candidate.name, candidate.claimants[0].target)))
    clashing = clashes(
        {candidate.name: found.things for candidate, found in collected if not found.problems},
        _built_in(),
    )
    usable: list[Contribution] = []
    for candidate, found in collected:
        problems = (*found.problems, *clashing.get(candidate.name, ()))
        records += _records(candidate, "refused" if problems else "loaded", evolve(found, problems=problems))
        if not problems:
            usable.append(found)
    checks = [*BUILTIN_CHECKS, *(check for found in usable for check in found.checks)]
    readers = [reader for found in usable for reader in found.readers]
    folders = [folder for found in usable for folder in found.rulesets]
    return Host(
        {check.id: check for check in sorted(checks, key=lambda check: check.id)},
        {reader.name: reader for reader in sorted(readers, key=lambda reader: reader.name)},
        {folder.name: folder.path for folder in sorted(folders, key=lambda folder: folder.name)},
        tuple(sorted(records, key=lambda record: (record.name, record.distribution, record.target))),
    )


def _built_in() -> list[tuple[str, str]]:
    """What the engine brings itself, and no plugin may bring anew."""
    return [*(("check", check.id) for check in BUILTIN_CHECKS), *(("suffix", suffix) for suffix in OFFICE_SUFFIXES)]


def _refuse_unknown(without: frozenset[str], candidates: tuple[Candidate, ...]) -> None:
    names = [candidate.name for candidate in candidates]
    problems = [
        Problem(
            None,
            Message('There is no plugin "{plugin}" to leave out.', plugin=name),
            nearest(name, names),
            Message("The installed plugins are: {plugins}.", plugins=", ".join(names) or "-"),
            "unknown_plugin",
        )
        for name in sorted(without.difference(names))
    ]
    if problems:
        raise WrongUse(*problems)


def _records(
    candidate: Candidate,
    status: Literal["loaded", "refused", "left_out"],
    found: Contribution = Contribution(),  # noqa: B008  a frozen value
) -> list[PluginRecord]:
    return [
        PluginRecord(
            candidate.name,
            claimant.distribution,
            claimant.version,
            "",
            status,
            tuple(check.id for check in found.checks),
            tuple(folder.name for folder in found.rulesets),
            found.problems,
            tuple(reader.name for reader in found.readers),
            claimant.target,
        )
        for claimant in candidate.claimants
    ]
