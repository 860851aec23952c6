"""YAML as plain values that know their line: mappings, lists and scalars, all text."""

from pathlib import Path

from rules_engine.errors import Problem, UnreadableRuleset, system_reason
from rules_engine.messages import Message
from rules_engine.places import Place

MOST_CHARACTERS = 2_000_000
MOST_LEVELS = 40
MOST_PROBLEMS = 100

_STYLES = ("", "'", '"', "|", ">")


def mark_of(line: int, column: int, style: str = "") -> int:
    """A place in a file as one number, for there are ten thousand of them."""
    return (line << 32 | column << 3) + _STYLES.index(style)


class _Marked:
    """A node that knows where it stands."""

    __slots__ = ()
    file: str
    mark: int

    @property
    def line(self) -> int:
        """The line where it begins, from 1."""
        return self.mark >> 32

    @property
    def column(self) -> int:
        """The column where it begins, from 1."""
        return (self.mark & 0xFFFFFFFF) >> 3


class Scalar(_Marked, str):
    """A piece of text, never read as a number, truth or date; `plain` where it stands without quotes."""

    __slots__ = ("file", "mark")

    @property
    def style(self) -> str:
        """The sign of its quotes or block; empty where it is plain."""
        return _STYLES[self.mark & 7]

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
        return not self.mark & 7


class List(_Marked, list["Node"]):
    """A list of nodes."""

    __slots__ = ("file", "mark")

    @property
    def place(self) -> Place:
        """Where its first item begins, or its bracket."""
        return Place(self.file, self.line, self.column)


class Mapping(_Marked, dict[Scalar, "Node"]):
    """Nodes by key, in the order of the text; the keys know their places too."""

    __slots__ = ("file", "mark")

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
    from rules_engine.yaml_text.compiled import compiled_tree

    known = compiled_tree(file_name, text)
    if known is not None:
        return known
    from rules_engine.yaml_text.events import parse

    return parse(file_name, text)


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


def _reason(error: OSError | ValueError) -> Message | str:
    return system_reason(error) if isinstance(error, OSError) else str(error)
