"""What the page of a criterion says of the criterion itself: the same for all submissions of a scheme and year."""

from rules_engine.messages import Language, Message
from rules_engine.records import frozen
from rules_engine.report.page.marks import numbers
from rules_engine.report.terminal.rule import Rules
from rules_engine.report.terminal.telling import Telling
from rules_engine.ruleset.model import Criterion
from rules_engine.scoring.verdict import Verdict


@frozen(repr=False)
class Head:
    """A criterion as its scheme has it: where it stands, its title and points, its rule in words, the law behind it."""

    id: str
    number: str
    title: str
    area: str
    indicator: str
    points: str
    rule: str
    parameters: tuple[str, ...]
    basis: tuple[str, ...]
    note: str


@frozen(repr=False)
class Scheme:
    """A ruleset as it is in a year: what it is called, and its criteria in its order."""

    title: str
    year: int
    digest: str
    criteria: tuple[Head, ...]


_KNOWN: dict[tuple[str, int, str], Scheme] = {}
MOST_KNOWN = 16


def scheme(verdict: Verdict, language: Language) -> Scheme:
    """The scheme that a verdict follows; made once for all verdicts on it."""
    key = (verdict.ruleset.digest, verdict.period.year, language.code)
    if key not in _KNOWN:
        if len(_KNOWN) >= MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[key] = _scheme(verdict, language)
    return _KNOWN[key]


def _scheme(verdict: Verdict, language: Language) -> Scheme:
    telling = Telling(verdict, language)
    rules, order, ruleset = Rules(telling), numbers(telling), verdict.ruleset
    title = telling.say(ruleset.title)
    if ruleset.reconstruction:
        title = telling.say(Message("[Reconstruction] {title}", title=title))
    heads = [
        _head(telling, rules, order[criterion.id], criterion, telling.say(area.title), telling.say(indicator.title))
        for area in ruleset.areas
        for indicator in area.indicators
        for criterion in indicator.criteria
    ]
    bonus = telling.say(Message("Bonus"))
    extra = ruleset.bonus.criteria if ruleset.bonus else ()
    heads += [_head(telling, rules, order[criterion.id], criterion, bonus, "") for criterion in extra]
    return Scheme(title, verdict.period.year, ruleset.digest, tuple(heads))


def _head(telling: Telling, rules: Rules, number: str, criterion: Criterion, area: str, indicator: str) -> Head:
    return Head(
        criterion.id,
        number,
        telling.say(criterion.title),
        area,
        indicator,
        telling.points(criterion.points),
        rules.rule(criterion),
        rules.parameters(criterion),
        tuple(map(telling.basis, criterion.basis)),
        telling.say(criterion.note) if criterion.note else "",
    )
