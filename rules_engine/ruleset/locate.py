"""Finding a ruleset: by the name it is installed under, by its folder, or by the scheme that a report answers."""

from collections.abc import Mapping
from pathlib import Path

from rules_engine.errors import Problem, UnreadableRuleset, WrongUse, nearest
from rules_engine.messages import Message
from rules_engine.ruleset.files import RULESET, RulesetFiles
from rules_engine.yaml_text import List, Scalar
from rules_engine.yaml_text import Mapping as YamlMapping

_BRACKETS = str.maketrans("[]［］【】（）()", "〔〕〔〕〔〕〔〕〔〕")


def locate(wanted: str, installed: Mapping[str, Path], *, option: bool = True) -> Path:
    """The folder of the ruleset of that name, else the folder itself; raises WrongUse naming the nearest.

    The advice names --ruleset only where it is an `option` of what the user called.
    """
    if wanted in installed:
        return installed[wanted]
    folder = Path(wanted)
    advice = which(installed, option)
    try:
        if (folder / RULESET).is_file():
            return folder
        is_folder = folder.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if is_folder:
        message = Message('The folder "{folder}" holds no {file}.', folder=wanted, file=RULESET)
        raise WrongUse(Problem(None, message, advice=advice, code="no_ruleset"))
    if "/" in wanted or "\\" in wanted:
        message = Message('There is no folder "{folder}".', folder=wanted)
        raise WrongUse(Problem(None, message, advice=advice, code="no_ruleset"))
    message = Message('There is no ruleset "{name}".', name=wanted)
    raise WrongUse(Problem(None, message, nearest=nearest(wanted, installed), advice=advice, code="no_ruleset"))


def which(installed: Mapping[str, Path], option: bool = True) -> Message:
    """What to give instead: one of the installed rulesets where there are any, or a folder."""
    names = ", ".join(sorted(installed))
    if not names:
        if option:
            return Message("No rulesets are installed; give --ruleset a folder.")
        return Message("No rulesets are installed; give a folder.")
    if option:
        return Message("Give --ruleset one of: {names}; or a folder.", names=names)
    return Message("Give one of: {names}; or a folder.", names=names)


def answering(scheme: str, installed: Mapping[str, Path]) -> tuple[str, ...]:
    """The names of the rulesets that answer a scheme number, sorted; only their `ruleset.yaml` is read.

    A ruleset that cannot be read answers nothing; when no other does either, its problems are raised
    (UnreadableRuleset).
    """
    found: list[str] = []
    problems: list[Problem] = []
    for name in sorted(installed):
        try:
            tree = RulesetFiles(installed[name]).read(RULESET)
        except UnreadableRuleset as error:
            problems += error.problems
            continue
        schemes = tree.find("schemes") if isinstance(tree, YamlMapping) else None
        if isinstance(schemes, List) and any(
            normal_scheme(own) == normal_scheme(scheme) for own in schemes if isinstance(own, Scalar)
        ):
            found.append(name)
    if problems and not found:
        raise UnreadableRuleset(*problems)
    return tuple(found)


def normal_scheme(number: str) -> str:
    """A document number with its brackets in one form and without blanks: 渝教函[2023] 464号 → 渝教函〔2023〕464号."""
    return "".join(number.split()).translate(_BRACKETS)
