"""How the sheet is filled in, as its first page tells it."""

from rules_engine.messages import Message
from rules_engine.report.entry_sheet.layout import CRITERIA, FACTS, FIGURES, PROVED


def steps() -> tuple[tuple[Message, Message], ...]:
    """Each part of the sheet, and what to do there."""
    return (
        (
            Message("In general"),
            Message(
                "Fill in the columns with yellow heads only. Grey cells are what the program read; it knows each row "
                "by a hidden first column. Rows may be sorted and filtered, columns that you do not need may be "
                "deleted. What you leave blank changes nothing."
            ),
        ),
        (
            Message("Who and when"),
            Message(
                "Above: who fills in the sheet, and the day. A row that somebody else fills in tells so in its last "
                "columns. Every entry needs a name, a date and a reason; the source counts as the reason where none is "
                "given, and the reason above for all rows that give neither."
            ),
        ),
        (
            FIGURES.name,
            Message(
                "confirmed as read: the figure is read rightly. corrected: write the verified value, its level of "
                "evidence and its source. not this indicator: the figure tells of something else. this indicator "
                "instead: choose the fact that it is a value of."
            ),
        ),
        (
            Message("Verified value"),
            Message(
                "A number in the unit of the row, or a number with its unit, such as 93.4 or 22.1亿元. What the "
                "program read is kept and shown beside yours."
            ),
        ),
        (
            Message("Evidence level"),
            Message(
                "E0 said in words; E1 a figure of the report; E2 a table or attachment of the same body; E3 another "
                "authority's document or statistics; E4 seen by an inspector."
            ),
        ),
        (
            CRITERIA.name,
            Message(
                "Decide a criterion as an inspector who has seen it: met, not met, points or a rating where it has "
                "such, or not applicable with the approver as the name and the basis as the reason. Your decision goes "
                "before weaker evidence; what the rule alone makes of it stays beside."
            ),
        ),
        (
            PROVED.name,
            Message(
                "What the evidence tables give: confirmed as read, corrected with the value, its level and its source, "
                "or not this indicator. What is computed from a corrected value follows it."
            ),
        ),
        (
            FACTS.name,
            Message(
                "What the submission does not settle. Write the value with its unit, the year, the level of evidence "
                "and the source. Copy a row for another year."
            ),
        ),
    )
