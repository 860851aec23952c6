"""The 评分表: a workbook that adds up by live formulas, every point with its status, citations, reasons and law."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from rules_engine.facts.fact import Fact
from rules_engine.findings import Finding
from rules_engine.messages import Language, LocalText, Message
from rules_engine.records import frozen
from rules_engine.report.entered import beside_told
from rules_engine.report.terminal.telling import Telling
from rules_engine.report.text_cells import Forms, text_forms, write_text
from rules_engine.report.words import REASON, SCORE, STATUS
from rules_engine.ruleset.model import Combine, Criterion
from rules_engine.scoring.sheet import counted
from rules_engine.scoring.verdict import SCORE_KINDS, ScoreKind, ScoreLine, Scores, Verdict
from rules_engine.values.number import written

HEADS = (
    Message("Id"),
    Message("Criterion"),
    Message("Full points"),
    Message("Points that apply"),
    SCORE["confirmed"],
    SCORE["as_claimed"],
    SCORE["best"],
    Message("Outcome"),
    Message("Evidence"),
    Message("Facts and citations"),
    Message("Reasons"),
    Message("Law"),
)
WIDTHS = (34, 36, 9, 9, 9, 9, 9, 12, 9, 70, 30, 50)
FIRST = 6
APPLIES = "D"
COLUMNS: Mapping[ScoreKind, str] = {"confirmed": "E", "as_claimed": "F", "best": "G"}


@frozen(eq=False, repr=False)
class _Counted:
    """A row that its group counts: where it stands, and its weight."""

    row: int
    weight: Fraction
    applicable: Fraction


def score_table(verdict: Verdict, language: Language) -> bytes:
    """The `.xlsx`. Points of criteria are numbers that may be changed; indicators, areas, bonus and total are formulas.

    What counties wrote is text, never a formula or a link. The same verdict gives the same bytes.
    """
    import xlsxwriter

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    telling = Telling(verdict, language)
    book.set_properties({"created": datetime(2020, 1, 1), "title": telling.say(verdict.ruleset.title)})
    _Table(telling, book).write()
    book.close()
    return stream.getvalue()


class _Table:
    """The rows of the sheet as they are written."""

    def __init__(self, telling: Telling, book: Any) -> None:
        self.telling, self.verdict = telling, telling.verdict
        self.sheet = book.add_worksheet(telling.say(Message("Score sheet")))
        points = "0." + "0" * telling.places if telling.places else "0"
        common = {"valign": "top", "text_wrap": True, "border": 1}
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.head = book.add_format({**common, "bold": True, "bg_color": "#DDEBF7"})
        self.text = text_forms(book, common)
        self.plain = text_forms(book, {})
        self.number = book.add_format({**common, "num_format": points})
        self.group = text_forms(book, {**common, "bold": True, "bg_color": "#F2F2F2"})
        self.sum = book.add_format({**common, "bold": True, "bg_color": "#F2F2F2", "num_format": points})
        self.row = FIRST

    def write(self) -> None:
        """Head, areas with their indicators and criteria, bonus, total."""
        telling, ruleset = self.telling, self.verdict.ruleset
        self._head()
        areas: list[_Counted] = []
        for area in ruleset.areas:
            indicators: list[_Counted] = []
            for indicator in area.indicators:
                rows = [row for c in indicator.criteria if (row := self._criterion(c)).applicable]
                line = telling.lines[f"indicator {indicator.id}"]
                indicators += self._group(indicator.title, line, rows, indicator.combine, indicator.weight)
            line = telling.lines[f"area {area.id}"]
            areas += self._group(area.title, line, indicators, area.combine, area.weight)
        bonus = self._bonus()
        self._total(areas, bonus)
        self.sheet.freeze_panes(FIRST, 2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(FIRST - 1)

    def _head(self) -> None:
        say, verdict = self.telling.say, self.verdict
        county = verdict.head.county or verdict.submission
        self.sheet.write_string(0, 0, say(verdict.ruleset.title), self.title)
        named = Message("{county}, {year}", county=county, year=verdict.period.year)
        write_text(self.sheet, 1, 0, say(named), self.plain)
        grades = Message("Grade: {grades}", grades=self.telling.grades(verdict.grades))
        self.sheet.write_string(2, 0, say(grades))
        note = Message("Change the points of a criterion, and its indicator, area and the total follow.")
        self.sheet.write_string(3, 0, say(note))
        for column, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
            self.sheet.write_string(FIRST - 1, column, say(head), self.head)
            self.sheet.set_column(column, column, width)

    def _criterion(self, criterion: Criterion, policy: Any = None) -> _Counted:
        telling, finding = self.telling, self.verdict.findings[criterion.id]
        scores, applicable = counted(criterion, finding, policy or self.verdict.ruleset.not_applicable)
        levels = [fact.level for fact in finding.facts]
        self._texts(0, [criterion.id, telling.say(criterion.title)], self.text)
        self.sheet.write_number(self.row, 2, float(criterion.points), self.number)
        self.sheet.write_number(self.row, 3, float(applicable), self.number)
        for column, kind in enumerate(SCORE_KINDS, 4):
            self.sheet.write_number(self.row, column, float(getattr(scores, kind)), self.number)
        told = [
            telling.say(STATUS[finding.status]),
            min(levels).name if levels else "",
            "\n".join(dict.fromkeys(text for fact in self._beside(finding) for text in self._cited(fact))),
            "\n".join((*beside_told(telling, finding), *(telling.say(REASON[reason]) for reason in finding.reasons))),
            "\n".join(telling.basis(basis) for basis in criterion.basis),
        ]
        self._texts(7, told, self.text)
        self.row += 1
        return _Counted(self.row, criterion.weight, applicable)

    def _beside(self, finding: Finding) -> list[Fact]:
        """What the outcome rests on, then what an inspector's entry stands for."""
        return [*finding.facts, *(fact for fact in finding.losing if fact.corrected)]

    def _cited(self, fact: Fact) -> list[str]:
        return [self.telling.held(fact), *(self.telling.citation(citation) for citation in fact.citations)]

    def _group(
        self, title: LocalText, line: ScoreLine, rows: Sequence[_Counted], combine: Combine, weight: Fraction
    ) -> list[_Counted]:
        """The row of an indicator or area; in a list, empty where nothing of it counts."""
        counting = [row for row in rows if combine == "sum" or row.weight]
        formulas = {
            kind: self._mean(counting, column, line.maximum) if combine == "mean" else _added(counting, column)
            for kind, column in COLUMNS.items()
        }
        applies = _added(counting, APPLIES) if combine == "sum" else f"={written(line.applicable)}"
        self._line(self.telling.say(title), line, applies, formulas)
        return [_Counted(self.row, weight, line.applicable)] if line.applicable else []

    def _bonus(self) -> int:
        """The row number of the bonus, 0 where there is none."""
        bonus = self.verdict.ruleset.bonus
        if bonus is None:
            return 0
        rows = [row for criterion in bonus.criteria if (row := self._criterion(criterion, "zero")).applicable]
        cap = written(bonus.cap)
        formulas = {kind: f"=MIN({cap},{_added(rows, column)[1:]})" for kind, column in COLUMNS.items()}
        title = self.telling.say(Message("Bonus, at most {cap}", cap=self.telling.points(bonus.cap)))
        self._line(title, self.telling.lines["bonus bonus"], _added(rows, APPLIES), formulas)
        return self.row

    def _total(self, areas: Sequence[_Counted], bonus: int) -> None:
        ruleset, line = self.verdict.ruleset, self.verdict.sheet[-1]
        counting = [row for row in areas if ruleset.combine == "sum" or row.weight]
        total, extra = written(ruleset.total), f"+{{}}{bonus}" if bonus else ""
        formulas: dict[ScoreKind, str] = {}
        for kind, column in COLUMNS.items():
            if ruleset.combine == "mean":
                formula = self._mean(counting, column, ruleset.total)[1:]
            else:
                points, applicable = f"({_added(counting, column)[1:]})", f"({_added(counting, APPLIES)[1:]})"
                rebased = f"ROUND({points}*{total}/{applicable},{self.telling.places})"
                formula = f"IF(AND({applicable}>0,{applicable}<{total}),{rebased},{points})"
            formulas[kind] = f"={formula}{extra.format(column)}"
        self._line(self.telling.say(Message("Total")), line, _added(counting, APPLIES), formulas)

    def _mean(self, rows: Sequence[_Counted], column: str, points: Fraction) -> str:
        if not rows:
            return "=0"
        shares = "+".join(f"{written(row.weight)}*{column}{row.row}/{APPLIES}{row.row}" for row in rows)
        weights = "+".join(written(row.weight) for row in rows)
        return f"=ROUND({written(points)}*({shares})/({weights}),{self.telling.places})"

    def _line(self, title: str, line: ScoreLine, applies: str, formulas: Mapping[ScoreKind, str]) -> None:
        self._texts(0, [line.id, title], self.group)
        self.sheet.write_number(self.row, 2, float(line.maximum), self.sum)
        self.sheet.write_formula(self.row, 3, applies, self.sum, float(line.applicable))
        scores: Scores = line.scores
        for column, kind in enumerate(SCORE_KINDS, 4):
            self.sheet.write_formula(self.row, column, formulas[kind], self.sum, float(getattr(scores, kind)))
        outcome = "" if line.assessable else self.telling.say(Message("not assessed"))
        self._texts(7, [outcome, "", "", "", ""], self.group)
        self.row += 1

    def _texts(self, column: int, texts: Sequence[str], forms: Forms) -> None:
        for place, text in enumerate(texts, column):
            write_text(self.sheet, self.row, place, text, forms)


def _added(rows: Sequence[_Counted], column: str) -> str:
    """The sum of a column's cells, in as few ranges as they stand in."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and ranges[-1][1] + 1 == row.row:
            ranges[-1][1] = row.row
        else:
            ranges.append([row.row, row.row])
    return f"=SUM({','.join(f'{column}{first}:{column}{last}' for first, last in ranges)})" if ranges else "=0"
