"""What a folder says of itself in `submission.yaml`: county, period, ruleset, which files, what does not apply."""

from collections.abc import Callable, Sequence

from rules_engine.documents.limits import MOST_SETTINGS_BYTES
from rules_engine.documents.names import leads_outside
from rules_engine.documents.refusals import too_large
from rules_engine.documents.text import read_text
from rules_engine.errors import Problem, UnreadableDocument, UnreadableRuleset, UnreadableSubmission
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import evolve, frozen
from rules_engine.structure import structure
from rules_engine.yaml_text import read_yaml

SETTINGS_FILE = "submission.yaml"


@frozen(repr=False)
class NotApplicable:
    """A criterion that a named person declares not applicable, and on what basis."""

    criterion: str
    approver: str
    basis: str


@frozen(eq=False, repr=False)
class Settings:
    """What `submission.yaml` says; empty for what it leaves out. `files` are relative to the folder."""

    county: str = ""
    period: int | None = None
    ruleset: str = ""
    files: tuple[str, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    not_selected: tuple[str, ...] = ()


def read_settings(data: bytes) -> Settings:
    """What the settings file says; raises UnreadableSubmission with all of its problems."""
    try:
        if len(data) > MOST_SETTINGS_BYTES:
            raise UnreadableSubmission(too_large(SETTINGS_FILE, len(data), MOST_SETTINGS_BYTES))
        return structure(Settings, read_yaml(SETTINGS_FILE, read_text(SETTINGS_FILE, data).text))
    except (UnreadableRuleset, UnreadableDocument) as error:
        raise UnreadableSubmission(*error.problems) from error


def named_files(settings: Settings, problem_of: Callable[[str, Sequence[str]], Problem | None]) -> list[str]:
    """The files that the settings name; refuses what leads outside the submission, and what `problem_of` refuses."""
    problems = []
    for name in settings.files:
        place = getattr(name, "place", Place(SETTINGS_FILE))
        if leads_outside(name):
            message = Message('"{name}" leads outside the submission; name files inside its folder.', name=str(name))
            problems.append(Problem(place, message, code="outside"))
        elif problem := problem_of(str(name), name.replace("\\", "/").split("/")):
            problems.append(evolve(problem, place=place))
    if problems:
        raise UnreadableSubmission(*problems)
    return [str(name).replace("\\", "/") for name in settings.files]


def missing_file(name: str) -> Problem:
    """The problem of a file that the settings name and nobody handed in."""
    return Problem(None, Message('There is no file "{name}" in the submission.', name=name), code="missing")
