"""Which of the installed rulesets judges a report, and the words by which reports are known before one is chosen."""

from collections.abc import Iterable
from pathlib import Path

from rules_engine.documents.settings import SETTINGS_FILE
from rules_engine.documents.submission import Submission
from rules_engine.errors import Problem, WrongUse
from rules_engine.facts.head import Head
from rules_engine.facts.vocabulary import ReportWords, Vocabulary
from rules_engine.facts.vocabulary_load import load_vocabulary
from rules_engine.hooks.host import Host
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import evolve
from rules_engine.ruleset.load import load_ruleset
from rules_engine.ruleset.locate import answering, locate, which
from rules_engine.ruleset.model import Ruleset
from rules_engine.scoring.verdict import RulesetReason


def report_words(host: Host, ruleset: str | Path | None = None) -> ReportWords:
    """The words by which reports are known before a ruleset is chosen: of the given one, else of all installed."""
    folders = [locate(str(ruleset), host.rulesets)] if ruleset is not None else list(host.rulesets.values())
    vocabularies = tuple(_vocabularies(folders))
    words = host.loaded.get(vocabularies)
    if not isinstance(words, ReportWords):
        words = ReportWords()
        for shared in vocabularies:
            words = words.joined(load_vocabulary(shared, (), samples=False).words)
        host.loaded[vocabularies] = words
    return words


def all_words(host: Host) -> Vocabulary:
    """The vocabularies of all installed rulesets; of a fact that several tell, the words of the first folder."""
    whole = Vocabulary({})
    for shared in _vocabularies(host.rulesets.values()):
        more = load_vocabulary(shared)
        facts = {**more.facts, **whole.facts}
        whole = Vocabulary(
            facts,
            (*whole.claims, *more.claims),
            whole.words.joined(more.words),
            table_sources=(*whole.table_sources, *more.table_sources),
        )
    return whole


def _vocabularies(rulesets: Iterable[Path]) -> list[Path]:
    """The folders of vocabulary files beside rulesets, and within them."""
    found = {home / "vocabulary" for folder in rulesets for home in (folder.resolve(), folder.resolve().parent)}
    return sorted(folder for folder in found if folder.is_dir())


def loaded(folder: Path, host: Host) -> Ruleset:
    """The ruleset of a folder, read once with each host."""
    found = host.loaded.get(folder)
    if not isinstance(found, Ruleset):
        refused = [record for record in host.records if record.status != "loaded"]
        found = load_ruleset(folder, host.checks, refused)
        # The name by which users choose it, and a replay finds it again, whatever its folder is called.
        name = next((name for name, path in host.rulesets.items() if path == folder), found.name)
        found = host.loaded[folder] = found if name == found.name else evolve(found, name=name)
    return found


def chosen(
    ruleset: str | Path | None, submission: Submission, head: Head, host: Host
) -> tuple[Path, RulesetReason] | None:
    """The ruleset that was asked for, or the only one that answers the report's scheme; None where nothing tells."""
    if ruleset is not None:
        return locate(str(ruleset), host.rulesets), "option"
    if submission.settings.ruleset:
        return _named_there(submission.settings.ruleset, host), "submission"
    found = sorted({name for scheme in head.schemes for name in answering(scheme, host.rulesets)})
    if len(found) == 1:
        return host.rulesets[found[0]], "scheme"
    return None


def _named_there(name: str, host: Host) -> Path:
    """The ruleset that submission.yaml names; what is wrong with the name is told of that file."""
    try:
        return locate(name, host.rulesets)
    except WrongUse as error:
        raise WrongUse(*(evolve(problem, place=Place(SETTINGS_FILE)) for problem in error.problems)) from None


def choose(ruleset: str | Path | None, submission: Submission, head: Head, host: Host) -> tuple[Path, RulesetReason]:
    """What `chosen` gives; raises WrongUse where nothing tells the ruleset."""
    known = chosen(ruleset, submission, head, host)
    if known is not None:
        return known
    found = sorted({name for scheme in head.schemes for name in answering(scheme, host.rulesets)})
    if found:
        message = Message("Several rulesets answer the scheme that the report names: {names}.", names=", ".join(found))
    elif head.schemes:
        message = Message(
            "No installed ruleset answers the scheme that the report names ({schemes}).",
            schemes=", ".join(head.schemes),
        )
    else:
        message = Message("The report's head names no scheme, so no ruleset can be chosen for it.")
    raise WrongUse(Problem(None, message, advice=which(host.rulesets), code="no_ruleset"))
