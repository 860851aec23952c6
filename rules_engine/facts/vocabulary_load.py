"""Reading a vocabulary: its files of YAML, checked against each other, every problem at once."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rules_engine.digest import digest_texts
from rules_engine.errors import Problem, UnreadableRuleset, in_order, nearest
from rules_engine.facts.vocabulary import TableSource, Vocabulary
from rules_engine.facts.vocabulary_compiled import compiled_form, compiled_vocabulary, file_name
from rules_engine.ids import is_id
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import evolve, frozen
from rules_engine.yaml_text import List, Node, Scalar, read_yaml
from rules_engine.yaml_text import Mapping as YamlMapping
from rules_engine.yaml_values import Id

if TYPE_CHECKING:
    from rules_engine.facts.vocabulary_form import FactForm, VocabularyForm

REPORT = "report"
# Files so called hold nothing but evidence tables; they are read when a table is first wanted.
TABLES = "tables"


@frozen(eq=False, repr=False)
class VocabularyRead:
    """What could be read: `broken` are facts left out for their own mistakes; not `whole` where a file is missing."""

    vocabulary: Vocabulary
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()
    whole: bool = True


def load_vocabulary(
    folder: Path, names: Sequence[str] | None = None, own: Path | None = None, *, samples: bool = True
) -> Vocabulary:
    """The vocabulary of a folder: the files of these names and report.yaml, or all its files.

    `own` is a further folder (a ruleset's own vocabulary) of which all files are read. The order of files is of
    no importance. Without `samples`, which reading reports does not need, facts have no examples and near misses.
    Raises UnreadableRuleset with every problem of every file.
    """
    read = read_vocabulary(folder, names, own, samples=samples)
    if read.problems:
        raise UnreadableRuleset(*read.problems)
    return read.vocabulary


def read_vocabulary(
    folder: Path, names: Sequence[str] | None = None, own: Path | None = None, *, samples: bool = True
) -> VocabularyRead:
    """What can be read of a vocabulary, and every problem; see `load_vocabulary`."""
    problems: list[Problem] = []
    paths = _paths(folder, names, own, problems)
    if not paths and problems:
        return VocabularyRead(Vocabulary({}), tuple(in_order(problems)), whole=False)
    if not samples and not problems and (known := compiled_vocabulary(paths)) is not None:
        return VocabularyRead(known)
    sources = [_source(path, problems) for path in paths if path.stem.startswith(TABLES)]
    trees = []
    for path in paths:
        tree = None if path.stem.startswith(TABLES) else _read(path, problems)
        if tree is not None:
            trees.append(tree)
            if isinstance(tree, YamlMapping) and tree.find(TABLES) is not None:
                sources.append(_source(path, problems))
    whole = not problems
    forms = [form for tree in trees if (form := _form(tree, problems)) is not None]
    from rules_engine.facts.vocabulary_facts import vocabulary_of

    vocabulary = vocabulary_of(forms, samples, problems)
    said = _joined(trees)
    broken = frozenset(str(id) for id in said.get("facts", ()) if id not in vocabulary.facts)
    if problems:
        told = [problem for problem in in_order(problems) if problem.message not in without(broken)]
        return VocabularyRead(vocabulary, tuple(told), broken, whole and len(forms) == len(trees))
    if sources:
        said[f"{TABLES}."] = sorted(_said(source.text) for source in sources)
    return VocabularyRead(evolve(vocabulary, digest=digest_texts(said), table_sources=tuple(sources)))


def compile_vocabulary(folder: Path, names: Sequence[str]) -> tuple[bytes, bytes] | None:
    """What `rulesets.compiled` remembers of a vocabulary, or None where something is wrong with it."""
    problems: list[Problem] = []
    paths = _paths(folder, names, None, problems)
    read = read_vocabulary(folder, names, samples=False)
    return None if problems or read.problems else compiled_form(paths, read.vocabulary)


def _paths(folder: Path, names: Sequence[str] | None, own: Path | None, problems: list[Problem]) -> list[Path]:
    """The files of a vocabulary in the order in which they are read; without any there is a problem."""
    found = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    if not found:
        message = Message("There is no vocabulary in the folder {folder}.", folder=folder.name)
        problems.append(Problem(Place(folder.name), message, code="no_vocabulary"))
        return []
    wanted = found if names is None else {*names, *({REPORT} & found.keys())}
    for name in sorted(set(wanted) - found.keys()):
        place = name.place if hasattr(name, "place") else Place(folder.name)
        message = Message('There is no vocabulary file "{name}".', name=str(name))
        problems.append(Problem(place, message, nearest(name, found), code="vocabulary"))
    paths = [path for name, path in found.items() if name in wanted]
    if own is not None:
        paths += sorted(own.glob("*.yaml"))
    return paths


def without(facts: Iterable[str]) -> frozenset[Message]:
    """What is told of references to facts whose own definition is wrong: it follows from that, and needs no telling."""
    return frozenset(Message('There is no fact "{id}".', id=id) for id in facts)


def _source(path: Path, problems: list[Problem]) -> TableSource:
    name = file_name(path)
    try:
        return TableSource(name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        problems.append(Problem(Place(name), Message("This file is not UTF-8 text."), code="encoding"))
        return TableSource(name, "")


def _said(text: str) -> str:
    """A text without its comments and empty lines."""
    lines = (line.rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.lstrip().startswith("#"))


def _read(path: Path, problems: list[Problem]) -> Node | None:
    name = file_name(path)
    try:
        return read_yaml(name, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        problems.append(Problem(Place(name), Message("This file is not UTF-8 text."), code="encoding"))
        return None
    except UnreadableRuleset as error:
        problems.extend(error.problems)
    return None


def _form(tree: Node, problems: list[Problem]) -> "VocabularyForm | None":
    from rules_engine.facts.vocabulary_form import VocabularyForm
    from rules_engine.structure import collect

    form, found = collect(VocabularyForm, tree)
    problems.extend(found)
    if found and form is not None:
        form.facts = {**form.facts, **_untitled(tree, form.facts)}
    return form


def _untitled(tree: Node, read: Mapping[Id, "FactForm"]) -> dict[Id, "FactForm"]:
    """The facts that lack nothing but their title, under their ids: what else is wrong with them is told too."""
    from rules_engine.facts.vocabulary_form import FactForm
    from rules_engine.structure import collect_value

    facts = tree.find("facts") if isinstance(tree, YamlMapping) else None
    found = {}
    for id, node in facts.items() if isinstance(facts, YamlMapping) else ():
        if id in read or not is_id(id) or not isinstance(node, YamlMapping):
            continue
        title = YamlMapping({Scalar("zh"): id, Scalar("en"): id})
        titled = YamlMapping({**node, Scalar("title"): title})
        titled.file, titled.mark = node.file, node.mark
        form = collect_value(FactForm, titled, [])
        if form is not None:
            found[Id(id)] = form
    return found


def _joined(trees: Iterable[Node]) -> dict[str, Any]:
    """What all files say under each of their keys; claims stand in the order of the files' names."""
    whole: dict[str, Any] = {}
    for tree in trees:
        for key, node in tree.items() if isinstance(tree, YamlMapping) else ():
            if isinstance(node, List):
                whole.setdefault(key, []).extend(node)
            elif isinstance(node, YamlMapping):
                whole.setdefault(key, {}).update(node)
    return whole
