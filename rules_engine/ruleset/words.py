"""The vocabulary of a ruleset: the files it lists, from the folder beside it, and all of its own."""

from pathlib import PurePath

from rules_engine.errors import Problem, UnreadableRuleset, nearest
from rules_engine.expr.needs import needed_facts
from rules_engine.expr.read import read
from rules_engine.facts.vocabulary import ClaimWords, FactEntry, ReportWords, Vocabulary
from rules_engine.facts.vocabulary_load import load_vocabulary
from rules_engine.messages import Message
from rules_engine.ruleset.folder import RulesetFolder
from rules_engine.structure import Id


def read_vocabulary(folder: RulesetFolder, listed: tuple[Id, ...], problems: list[Problem]) -> Vocabulary | None:
    """The facts and claims of the listed files, or None where a file cannot be read."""
    facts: dict[str, FactEntry] = {}
    claims: list[ClaimWords] = []
    words = ReportWords()
    stems: set[str] = set()
    broken = False
    for path in folder.vocabularies:
        own = path.parent == folder.path
        stems |= {file.stem for file in path.glob("*.yaml")}
        try:
            found = load_vocabulary(path)
        except UnreadableRuleset as error:
            problems += error.problems
            broken = True
            continue
        words = found.words if found.words != ReportWords() else words
        for id, entry in found.facts.items():
            if not own and PurePath(entry.place.file).stem not in listed:
                continue
            if id in facts:
                message = Message('The fact "{id}" stands at {place} too.', id=id, place=facts[id].place)
                problems.append(Problem(entry.place, message, code="duplicate_id"))
            facts[id] = entry
        claims += (claim for claim in found.claims if own or PurePath(claim.place.file).stem in listed)
    for id in listed:
        if id not in stems:
            message = Message('There is no vocabulary file "{name}.yaml".', name=str(id))
            problems.append(Problem(id.place, message, nearest=nearest(id, stems), code="missing_file"))
            broken = True
    if broken:
        return None
    _check_related(facts, problems)
    usable = (claim for claim in claims if all(id in facts for id in claim.facts))
    return Vocabulary(facts, tuple(usable), words)


def _check_related(facts: dict[str, FactEntry], problems: list[Problem]) -> None:
    """A fact may speak only of facts in files that the ruleset lists too."""
    for entry in facts.values():
        related = [*entry.parts, entry.part_of, entry.growth_of, entry.change_of]
        if entry.formula:
            related += needed_facts(read(entry.formula, entry.place))
        for id in filter(None, related):
            if id not in facts:
                message = Message(
                    '"{id}" speaks of "{other}", which the listed files do not hold.', id=entry.id, other=id
                )
                problems.append(Problem(entry.place, message, nearest=nearest(id, facts), code="unknown_fact"))
