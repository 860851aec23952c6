"""The list as a letter in Word that can be edited and sent."""

from rules_engine.report.office_document import document, heading, paragraph, saved, table, title
from rules_engine.report.requests import wording
from rules_engine.report.requests.asked import Asked, Item


def letter(asked: Asked) -> bytes:
    """The `.docx`: a table for each bureau, with fonts for Chinese set."""
    say = asked.telling.say
    made = document(say(wording.TITLE))
    title(made, say(wording.TITLE))
    paragraph(made, wording.introduction(asked))
    if not asked.bureaus:
        paragraph(made, say(wording.NOTHING))
    number = 0
    for bureau in asked.bureaus:
        heading(made, bureau.name)
        rows = []
        for item in bureau.items:
            number += 1
            wanted = [wording.wanted(asked, item)]
            if item.template:
                wanted.append(wording.labelled(asked, wording.TEMPLATE, wording.template(asked, item)))
            rows.append((str(number), "\n".join(wanted), *_purposes(asked, item)))
        labels = (wording.NUMBER, wording.WANTED, wording.ANSWERS, wording.SETTLES, wording.POINTS)
        table(made, [say(label) for label in labels], rows, (1.0, 4.2, 5.4, 3.6, 1.6))
    if asked.differences:
        heading(made, say(wording.CLOSING))
        paragraph(made, say(wording.DIFFERENCES))
        for difference in asked.differences:
            paragraph(made, difference)
    return saved(made)


def _purposes(asked: Asked, item: Item) -> tuple[str, str, str]:
    return (
        "\n".join(dict.fromkeys(s for purpose in item.purposes for s in wording.answers(asked, purpose))),
        "\n".join(wording.settles(asked, purpose) for purpose in item.purposes),
        "\n".join(wording.moves(asked, purpose) for purpose in item.purposes),
    )
