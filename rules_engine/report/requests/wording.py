"""The sentences of the list: polite, short, and asking for nothing but what would settle something."""

from rules_engine.messages import Message
from rules_engine.report.requests.asked import Asked, Item, Purpose

TITLE = Message("List of supplementary evidence")
CLOSING = Message("Figures to look at once more")
NOTHING = Message("Nothing is asked for: all points are settled.")
DIFFERENCES = Message(
    "These printed figures differ from each other. Please tell which ones hold, and from which table they were taken."
)
NUMBER = Message("No.")
BUREAU = Message("Bureau")
WANTED = Message("Table or document")
ANSWERS = Message("Sentence it answers")
SETTLES = Message("What it would settle")
POINTS = Message("Points that hang on it")
TEMPLATE = Message("Template")
RECEIVED = Message("Received")
GATE = Message("an open rule on the grade")
SILENT = Message("(the report does not mention it)")


def introduction(asked: Asked) -> str:
    """Why the list is sent, naming the county and the year."""
    telling = asked.telling
    county = telling.verdict.head.county or telling.verdict.submission
    return telling.say(
        Message(
            "To assess {county} soundly for {year}, we ask for the following. The tables or documents themselves will "
            "do: no new write-up is needed, and nothing that was handed in already. Each item says what it answers.",
            county=county,
            year=telling.verdict.period.year,
        )
    )


def labelled(asked: Asked, label: Message, text: str) -> str:
    """A text behind its label, with the colon of the language."""
    return asked.telling.say(Message("{label}: {text}", label=label, text=text))


def wanted(asked: Asked, item: Item) -> str:
    """What is wanted of the bureau that leads, with those that keep it too."""
    if not item.others:
        return item.wanted
    others = asked.telling.listed(item.others)
    return asked.telling.say(Message("{wanted} (together with {bureaus})", wanted=item.wanted, bureaus=others))


def settles(asked: Asked, purpose: Purpose) -> str:
    """The criterion and the facts that are missing."""
    facts = asked.telling.listed(purpose.facts)
    if not facts or facts == purpose.title:
        return purpose.title
    return asked.telling.say(Message("{title} ({facts})", title=purpose.title, facts=facts))


def moves(asked: Asked, points: Purpose | Item) -> str:
    """The points that hang on it, or that the grade does."""
    telling = asked.telling
    return telling.points(points.points) if points.points else telling.say(GATE)


def answers(asked: Asked, purpose: Purpose) -> tuple[str, ...]:
    """The sentences it answers; where there are none, that the report is silent."""
    return purpose.sentences or (asked.telling.say(SILENT),)


def template(asked: Asked, item: Item) -> str:
    """The evidence table to fill in, named as `rules-engine template` would write it; empty where there is none."""
    if item.template is None:
        return ""
    return asked.telling.say(Message("{id}.xlsx ({title})", id=item.template.id, title=item.template.title))
