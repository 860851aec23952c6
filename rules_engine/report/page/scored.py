"""The score sheet as the page shows it: areas, indicators, and every criterion with all that its outcome rests on."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby

from markupsafe import Markup

from rules_engine.facts.fact import Citation, Fact
from rules_engine.findings import Finding
from rules_engine.messages import Message
from rules_engine.places import Anchor
from rules_engine.records import define, frozen
from rules_engine.report.entered import beside_told
from rules_engine.report.page.bars import bar
from rules_engine.report.page.marks import SIGNS
from rules_engine.report.page.text import Texts
from rules_engine.report.terminal.rule import MOST_REMEMBERED, Law, Rules
from rules_engine.report.terminal.screen import score_cells
from rules_engine.report.terminal.sheet import points_told
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.words import REASON, RELATION, SCORE, STATUS
from rules_engine.ruleset.model import Area, Criterion
from rules_engine.scoring.verdict import SCORE_KINDS, ScoreLine, Scores


@frozen(repr=False)
class Quote:
    """A quotation with its place, and where the page shows it: an id, or empty."""

    words: str
    place: str
    href: str


@frozen(repr=False)
class Grounds:
    """Facts that rest on the same places, and these."""

    facts: tuple[str, ...]
    quotes: tuple[Quote, ...]


@frozen(repr=False)
class Point:
    """A criterion. `filters` are the kinds of it that a reader picks out; `differences` the figures that do not fit."""

    id: str
    key: str
    number: str
    title: str
    status: str
    sign: str
    outcome: str
    points: str
    bar: Markup
    filters: str
    rule: str
    parts: tuple[tuple[int, str], ...]
    reasons: tuple[str, ...]
    detail: str
    entered: tuple[str, ...]
    grounds: tuple[Grounds, ...]
    aside: tuple[Grounds, ...]
    differences: tuple[tuple[str, str], ...]
    parameters: tuple[str, ...]
    basis: tuple[str, ...]
    note: str
    request: str


@frozen(eq=False, repr=False)
class Group:
    """An area with its indicators, or the bonus; `points` stand in the indicators, each with its title and sum."""

    id: str
    number: str
    title: str
    cells: tuple[str, ...]
    bar: Markup
    settled: str
    sums: str
    indicators: tuple[tuple[str, str, tuple[Point, ...]], ...]


# Most criteria are such that many a report does not speak of them; their points are the same.
_SILENT: dict[tuple[Law, str, Finding], Point] = {}


@define(eq=False, repr=False)
class Sheet:
    """Makes the score sheet of a verdict; `texts` has the places that the page shows."""

    telling: Telling
    texts: Texts
    rules: Rules

    def groups(self) -> list[Group]:
        """The areas in their order, then the bonus."""
        ruleset = self.telling.verdict.ruleset
        lines = [self.telling.lines[f"area {area.id}"] for area in ruleset.areas]
        longest = max((max(line.maximum, line.scores.best) for line in lines), default=Fraction(1))
        found = [self._area(number, area, longest) for number, area in enumerate(ruleset.areas, 1)]
        if ruleset.bonus:
            line = next(line for line in self.telling.verdict.sheet if line.kind == "bonus")
            title = self.telling.say(Message("Bonus, at most {cap}", cap=self.telling.points(ruleset.bonus.cap)))
            points = tuple(map(self._point, ruleset.bonus.criteria))
            found.append(self._group("bonus", "+", title, line, longest, (("", "", points),)))
        return found

    def _area(self, number: int, area: Area, longest: Fraction) -> Group:
        indicators = tuple(
            (
                self.telling.say(indicator.title),
                sums(self.telling, self.telling.lines[f"indicator {indicator.id}"]),
                tuple(map(self._point, indicator.criteria)),
            )
            for indicator in area.indicators
        )
        line = self.telling.lines[f"area {area.id}"]
        return self._group(area.id, str(number), self.telling.say(area.title), line, longest, indicators)

    def _group(
        self,
        id: str,
        number: str,
        title: str,
        line: ScoreLine,
        longest: Fraction,
        indicators: tuple[tuple[str, str, tuple[Point, ...]], ...],
    ) -> Group:
        settled = f"{int(100 * line.settled / line.applicable)}%" if line.applicable else "-"
        drawn = bar(line.scores, line.maximum, longest)
        cells = tuple(score_cells(self.telling, line))
        return Group(f"a-{id}", number, title, cells, drawn, settled, sums(self.telling, line), indicators)

    def _point(self, criterion: Criterion) -> Point:
        finding = self.telling.verdict.findings[criterion.id]
        if not self.rules.is_silent(criterion, finding):
            return self._made(criterion, finding)
        key = (self.rules.law, self.texts.marks.numbers[criterion.id], finding)
        if key not in _SILENT:
            if len(_SILENT) >= MOST_REMEMBERED:
                _SILENT.clear()
            _SILENT[key] = self._made(criterion, finding)
        return _SILENT[key]

    def _made(self, criterion: Criterion, finding: Finding) -> Point:
        telling = self.telling
        say = telling.say
        rule, parts = self.rules.told(criterion, finding, full=True)
        apart = [i for i in finding.relations if telling.verdict.relations[i].status != "ok"]
        asked = not finding.settled and criterion.request and finding.status not in ("not_applicable", "not_selected")
        scores = Scores(finding.low, finding.high if finding.status == "asserted" else finding.low, finding.high)
        return Point(
            f"c-{criterion.id}",
            criterion.id,
            self.texts.marks.numbers[criterion.id],
            say(criterion.title),
            finding.status,
            SIGNS[finding.status],
            say(STATUS[finding.status]),
            points_told(telling, finding),
            Markup("")
            if finding.status in ("not_applicable", "not_selected")
            else bar(scores, finding.maximum, finding.maximum, 6),
            _filters(finding, bool(apart)),
            rule,
            parts,
            tuple(say(REASON[reason]) for reason in finding.reasons),
            finding.detail,
            beside_told(telling, finding),
            tuple(self.grounds(finding.facts)),
            tuple(self.grounds(finding.losing)),
            tuple((f"r-{index}", self._difference(index)) for index in apart),
            self.rules.parameters(criterion),
            tuple(map(telling.basis, criterion.basis)),
            say(criterion.note) if criterion.note else "",
            telling.request(criterion.request) if asked else "",
        )

    def _difference(self, index: int) -> str:
        relation = self.telling.verdict.relations[index]
        number = self.texts.marks.numbers[f"r-{index}"]
        told = Message("[{status}] {statement}", status=RELATION[relation.status], statement=relation.statement)
        return f"{number} {self.telling.say(told)}"

    def grounds(self, facts: Iterable[Fact]) -> Iterator[Grounds]:
        """The facts, those with the same citations together."""
        for citations, group in groupby(facts, key=lambda fact: fact.citations):
            held = tuple(map(self.telling.held, group))
            yield Grounds(held, tuple(map(self.quote, citations)))

    def quote(self, citation: Citation) -> Quote:
        """A citation, as the page shows it."""
        words = self.telling.quoted(citation.quote)
        if citation.anchor is None:
            return Quote(words, citation.author or "-", "")
        return Quote(words, self.telling.place(citation.anchor), self._href(citation.anchor))

    def _href(self, anchor: Anchor) -> str:
        if anchor.start < anchor.end:
            return self.texts.place(anchor)
        for index, table in enumerate(self.telling.verdict.tables):
            if any(file.document == anchor.document for file in table.files):
                return f"e-{index}"
        return ""


def sums(telling: Telling, line: ScoreLine) -> str:
    """A line's arithmetic; once where the three scores are the same."""
    if not line.assessable:
        return telling.say(Message("not assessed"))
    told = {kind: line.arithmetic[kind] for kind in SCORE_KINDS}
    if len(set(told.values())) == 1:
        return told["confirmed"]
    named = [telling.say(Message("{name} {score}", name=SCORE[kind], score=text)) for kind, text in told.items()]
    return telling.say(Message("; ")).join(named)


def _filters(finding: Finding, apart: bool) -> str:
    status = "unknown" if finding.status == "error" else finding.status
    return f"{status} apart" if apart else status
