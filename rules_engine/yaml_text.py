"""YAML as plain values that know their line: mappings, lists and scalars, all text. The only user of PyYAML."""

import re
from pathlib import Path
from typing import Any

import yaml
from yaml._yaml import CParser

from rules_engine.errors import Problem, UnreadableRuleset
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.yaml_mistakes import meaning

MOST_CHARACTERS = 2_000_000
MOST_LEVELS = 40
MOST_PROBLEMS = 100

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Scalar(str):
    """A piece of text, never read as a number, truth or date; `plain` where it stands without quotes."""

    __slots__ = ("column", "file", "line", "style")
    file: str
    line: int
    column: int
    style: str

    @property
    def place(self) -> Place:
        """Where it begins; at the quotation mark if it has one."""
        return Place(self.file, self.line, self.column)

    @property
    def text_place(self) -> Place:
        """Where its first character stands: behind the quotation mark if it has one."""
        return Place(self.file, self.line, self.column + (self.style in "'\"" and self.style != ""))

    @property
    def plain(self) -> bool:
        """Whether it stands without quotes and is no block of text."""
        return not self.style


class List(list["Node"]):
    """A list of nodes."""

    __slots__ = ("column", "file", "line")
    file: str
    line: int
    column: int

    @property
    def place(self) -> Place:
        """Where its first item begins, or its bracket."""
        return Place(self.file, self.line, self.column)


class Mapping(dict[Scalar, "Node"]):
    """Nodes by key, in the order of the text; the keys know their places too."""

    __slots__ = ("column", "file", "line")
    file: str
    line: int
    column: int

    @property
    def place(self) -> Place:
        """Where its first key begins, or its brace."""
        return Place(self.file, self.line, self.column)

    @property
    def places(self) -> dict[str, Place]:
        """Where the value of each key begins."""
        return {key: node.place for key, node in self.items()}

    def find(self, key: str) -> "Node | None":
        """The value of a key, or None."""
        return self.get(key)  # type: ignore[call-overload, no-any-return]

    def key_place(self, key: str) -> Place:
        """Where the key itself stands; the mapping's own place where it has no such key."""
        return next((own.place for own in self if own == key), self.place)


Node = Mapping | List | Scalar


def read_yaml(file_name: str, text: str) -> Node:
    """The content of one YAML document.

    Raises UnreadableRuleset with all problems: syntax, aliases, anchors, tags, repeated or nested keys, a second
    document, an empty file, unprintable characters, too much text or too many levels.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MOST_CHARACTERS:
        message = Message("This file has {size} characters; {most} are read.", size=len(text), most=MOST_CHARACTERS)
        raise UnreadableRuleset(Problem(Place(file_name), message, code="too_large"))
    if found := _UNPRINTABLE.search(text):
        place = _place_of(file_name, text, found.start())
        code_point = f"U+{ord(found.group()):04X}"
        message = Message("The character {code} cannot stand in a ruleset.", code=code_point)
        raise UnreadableRuleset(Problem(place, message, code="unprintable"))
    return _Builder(file_name).build(text)


def load_yaml(path: Path, file_name: str) -> Node:
    """The content of a YAML file in UTF-8; `file_name` is what problems call it.

    Raises UnreadableRuleset as `read_yaml` does, and for a file that is missing, locked or in another encoding.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(4 * MOST_CHARACTERS + 1)
        return read_yaml(file_name, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        place = Place(file_name, data.count(b"\n", 0, error.start) + 1, 1)
        message = Message("This file is not in UTF-8.")
        raise UnreadableRuleset(Problem(place, message, advice=Message("Save it as UTF-8."), code="encoding")) from None
    except (OSError, ValueError) as error:
        message = Message("This file cannot be read: {reason}.", reason=_reason(error))
        raise UnreadableRuleset(Problem(Place(file_name), message, code="unreadable")) from None


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _place_of(file_name: str, text: str, offset: int) -> Place:
    line_start = text.rfind("\n", 0, offset) + 1
    return Place(file_name, text.count("\n", 0, offset) + 1, offset - line_start + 1)


class _Builder:
    """Builds the tree from the parser's events, without recursion: depth is a number here and not a crash."""

    def __init__(self, file_name: str) -> None:
        self.file = file_name
        self.problems: list[Problem] = []
        self.open: list[tuple[Mapping | List, Scalar | None]] = []
        self.root: Node | None = None

    def build(self, text: str) -> Node:
        parser: Any = CParser(text)
        documents = 0
        try:
            while (event := parser.get_event()) is not None:
                kind = type(event)
                if kind is yaml.ScalarEvent:
                    self._scalar(event)
                elif kind is yaml.MappingStartEvent:
                    self._start(Mapping(), event)
                elif kind is yaml.SequenceStartEvent:
                    self._start(List(), event)
                elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    self._place(self.open.pop()[0])
                elif kind is yaml.AliasEvent:
                    self._refuse(event, Message("Aliases (*name) are not read; write the value out."), "alias")
                    self._place(self._plain(event, ""))
                elif kind is yaml.DocumentStartEvent:
                    documents += 1
                    if documents == 2:
                        self._refuse(event, Message("A file holds one document; a second begins here."), "documents")
                        break
                if len(self.problems) >= MOST_PROBLEMS:
                    break
        except _TooDeep:
            pass
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            message = Message("This is not YAML: {detail}", detail=meaning(str(error.problem)))
            self.problems.append(Problem(self._at(mark), message, code="syntax"))
        except (yaml.YAMLError, UnicodeError) as error:
            message = Message("This is not YAML: {detail}", detail=str(error))
            self.problems.append(Problem(Place(self.file), message, code="syntax"))
        if self.root is None and not self.problems:
            self.problems.append(Problem(Place(self.file), Message("This file holds nothing."), code="empty"))
        if self.problems or self.root is None:
            raise UnreadableRuleset(*self.problems)
        return self.root

    def _at(self, mark: Any) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1) if mark is not None else Place(self.file)

    def _refuse(self, event: Any, message: Message, code: str) -> None:
        self.problems.append(Problem(self._at(event.start_mark), message, code=code))

    def _plain(self, event: Any, value: str) -> Scalar:
        scalar = Scalar(value)
        mark = event.start_mark
        scalar.file, scalar.line, scalar.column, scalar.style = self.file, mark.line + 1, mark.column + 1, ""
        return scalar

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._check_marks(event)
        scalar = Scalar(event.value)
        mark = event.start_mark
        scalar.file = self.file
        scalar.line = mark.line + 1
        scalar.column = mark.column + 1
        scalar.style = event.style or ""
        self._place(scalar)

    def _start(self, collection: Mapping | List, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._check_marks(event)
        mark = event.start_mark
        collection.file = self.file
        collection.line = mark.line + 1
        collection.column = mark.column + 1
        self.open.append((collection, None))
        if len(self.open) > MOST_LEVELS:
            self._refuse(event, Message("More than {most} levels are not read.", most=MOST_LEVELS), "too_deep")
            raise _TooDeep

    def _check_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event, Message("Anchors (&name) are not read; write the value out."), "anchor")
        if event.tag is not None:
            self._refuse(event, Message("Tags (!name) are not read; leave {tag} out.", tag=event.tag), "tag")

    def _place(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent, key = self.open[-1]
        if isinstance(parent, List):
            parent.append(node)
        elif key is not None:
            parent.setdefault(key, node)
            self.open[-1] = (parent, None)
        elif not isinstance(node, Scalar):
            message = Message("A key must be a word, not a list or mapping.")
            self.problems.append(Problem(node.place, message, code="key"))
            stand_in = Scalar(f"\0{len(parent)}")
            stand_in.file, stand_in.line, stand_in.column, stand_in.style = (
                self.file,
                node.line,
                node.column,
                "",
            )
            self.open[-1] = (parent, stand_in)
        else:
            if node in parent:
                message = Message(
                    'The key "{key}" stands twice; first in line {line}.',
                    key=node,
                    line=parent.key_place(node).line,
                )
                self.problems.append(Problem(node.place, message, code="duplicate_key"))
            self.open[-1] = (parent, node)


class _TooDeep(Exception):
    """More levels than are read."""
