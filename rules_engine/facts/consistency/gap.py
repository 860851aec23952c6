"""What stands between two figures of a sentence, and what it says of the second."""

from rules_engine.facts.consistency.words import ListWords, change_words, list_words, rate_words
from rules_engine.records import define, frozen
from rules_engine.regex import regex

_CLAUSE = regex("[，；：]")
_GAP = regex(r"([^，、；：（）]*)(）*)([，、；：]?)(.*)")


@frozen(eq=False, repr=False)
class Item:
    """The separator before a figure, the word that opens a list, the name of the item.

    `stage` is the name where it is a state of work; `shared` where the name holds those of several figures (分别).
    """

    mark: str
    bracket: bool
    opener: str
    name: str
    stage: str
    shared: bool


@define(eq=False, repr=False)
class Gap:
    """What stands before a figure, after the figure that precedes it.

    `text` is all of it, without blanks and asides that hold no figure. `depth` counts the brackets open at the figure,
    `lowest` the fewest open anywhere in the gap. `begins` tells that a sentence begins in it, one that continues the
    sentence before. With `lead` it stands before the first figure.
    """

    text: str
    depth: int = 0
    lowest: int = 0
    begins: bool = False
    lead: bool = False
    # What was asked before: the same few words stand between most figures.
    _parts: tuple[str, str, str, str] | None = None
    _signs: tuple[bool, bool, bool] | None = None
    _item: Item | None = None

    @property
    def trail(self) -> str:
        """What still belongs to the figure before."""
        return (self._parts or self._split())[0]

    @property
    def mark(self) -> str:
        """The punctuation that parts the two figures, "" where there is none: then `trail` is all of the text."""
        return (self._parts or self._split())[1]

    @property
    def rest(self) -> str:
        """What leads to the figure, behind the mark."""
        return (self._parts or self._split())[2]

    @property
    def label(self) -> str:
        """The words that lead to the figure."""
        return (self._parts or self._split())[3]

    def _split(self) -> tuple[str, str, str, str]:
        if self.lead:
            self._parts = "", "", self.text, self.text
        else:
            found = _GAP.fullmatch(self.text)
            assert found is not None
            trail, mark, rest = found.group(1, 3, 4)
            self._parts = trail, mark, rest, rest if mark or rest else trail
        return self._parts

    @property
    def may_list(self) -> bool:
        """Whether a word or mark of lists stands here."""
        return (self._signs or self._sought())[0]

    @property
    def may_change(self) -> bool:
        """Whether a word of change stands here, or one of the time before leads to the figure."""
        return (self._signs or self._sought())[1]

    @property
    def may_rate(self) -> bool:
        """Whether a word of rates stands here and none of change."""
        return (self._signs or self._sought())[2]

    def _sought(self) -> tuple[bool, bool, bool]:
        text, of_change, of_rates = self.text, change_words(), rate_words()
        self._signs = (
            list_words().sign.search(text) is not None,
            of_change.sign.search(text) is not None or of_change.earlier.fullmatch(text) is not None,
            of_rates.sign.search(text) is not None and of_rates.change.search(text) is None,
        )
        return self._signs

    @property
    def item(self) -> Item:
        """What is said of the figure as an item of a list."""
        if self._item is None:
            # Of what opens a sentence only the last clause names its first figure.
            label = _CLAUSE.split(self.text)[-1] if self.lead else self.label
            self._item = _item(self.mark, label, self.rest)
        return self._item


def _item(mark: str, label: str, rest: str) -> Item:
    words = list_words()
    inside = bool(mark)
    if not mark:
        if joined := words.join_first.match(label):
            mark, label = "和", label[joined.end() :]
        elif not rest and label.endswith(words.joins):
            mark, label = "和", ""
    bracket = label.startswith("（")
    label = label.lstrip("（：")
    found = words.opener.search(label)
    opener = ""
    if found and (not found.start() or not inside):
        opener, label = found.group(), label[found.end() :].lstrip("：，")
        if again := words.opener.match(label):
            opener, label = again.group(), label[again.end() :]
    elif label.startswith(words.respectively) and label not in words.respectively:
        # 87所，分别为小学61所
        opener = next(filter(label.startswith, words.respectively))
        label = label.removeprefix(opener)
    elif mark == "：" and label:
        opener = mark
    shared = label.endswith(words.respectively)
    if shared:
        label = without(label, words.respectively)
    if mark != "；" and label.endswith(words.states) and (stage := _stage(label, words, mark or bracket or opener)):
        return Item(mark, bracket, opener, stage, stage, shared)
    return Item(mark, bracket, opener, label, "", shared)


def _stage(label: str, words: ListWords, inside: str | bool) -> str:
    """The state of work that a label ends with; inside a list it is all of the label."""
    found = words.state.fullmatch(label)
    return found.group(2) if found and not (found.group(1) and inside) else ""


def without(text: str, endings: tuple[str, ...]) -> str:
    """The text without the first of the words that it ends with."""
    for ending in endings:
        if text.endswith(ending):
            return text[: -len(ending)]
    return text
