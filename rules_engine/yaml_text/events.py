"""YAML parsed: a tree from the events of PyYAML, which is imported nowhere else."""

import re
from typing import Any

import yaml
from yaml._yaml import CParser

from rules_engine.errors import Problem, UnreadableRuleset
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.yaml_mistakes import meaning, mistake
from rules_engine.yaml_text import MOST_CHARACTERS, MOST_LEVELS, MOST_PROBLEMS, List, Mapping, Node, Scalar, mark_of

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(file_name: str, text: str) -> Node:
    """The content of one YAML document; raises as `read_yaml` does."""
    if len(text) > MOST_CHARACTERS:
        message = Message("This file has {size} characters; {most} are read.", size=len(text), most=MOST_CHARACTERS)
        raise UnreadableRuleset(Problem(Place(file_name), message, code="too_large"))
    if found := _UNPRINTABLE.search(text):
        place = _place_of(file_name, text, found.start())
        code_point = f"U+{ord(found.group()):04X}"
        message = Message("The character {code} cannot stand in a ruleset.", code=code_point)
        raise UnreadableRuleset(Problem(place, message, code="unprintable"))
    return _Builder(file_name).build(text)


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
            self.problems.append(self._syntax(error, text))
        except (yaml.YAMLError, UnicodeError) as error:
            message = Message("This is not YAML: {detail}", detail=str(error))
            self.problems.append(Problem(Place(self.file), message, code="syntax"))
        if self.root is None and not self.problems:
            self.problems.append(Problem(Place(self.file), Message("This file holds nothing."), code="empty"))
        if self.problems or self.root is None:
            raise UnreadableRuleset(*self.problems)
        return self.root

    def _syntax(self, error: yaml.MarkedYAMLError, text: str) -> Problem:
        mark, opened = error.problem_mark, error.context_mark
        line = mark.line if mark else opened.line if opened else 0
        # A key whose colon is none makes one text of its line and the next.
        first = min(opened.line if opened else line, max(line - 1, 0))
        place, detail = self._at(mark or opened), meaning(str(error.problem), opened.line + 1 if opened else None)
        if found := mistake(text.split("\n")[first : line + 1]):
            own, column, detail = found
            place = Place(self.file, first + own + 1, column + 1)
        return Problem(place, Message("This is not YAML: {detail}", detail=detail), code="syntax")

    def _at(self, mark: Any) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1) if mark is not None else Place(self.file)

    def _refuse(self, event: Any, message: Message, code: str) -> None:
        self.problems.append(Problem(self._at(event.start_mark), message, code=code))

    def _plain(self, event: Any, value: str) -> Scalar:
        scalar = Scalar(value)
        mark = event.start_mark
        scalar.file, scalar.mark = self.file, mark_of(mark.line + 1, mark.column + 1)
        return scalar

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._check_marks(event)
        scalar = Scalar(event.value)
        mark = event.start_mark
        scalar.file = self.file
        scalar.mark = mark_of(mark.line + 1, mark.column + 1, event.style or "")
        self._place(scalar)

    def _start(self, collection: Mapping | List, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._check_marks(event)
        mark = event.start_mark
        collection.file = self.file
        collection.mark = mark_of(mark.line + 1, mark.column + 1)
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
            stand_in.file, stand_in.mark = self.file, node.mark
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
