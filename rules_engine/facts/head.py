"""What the head of a report says of itself: county, document number, date, and the scheme it answers."""

from datetime import date

from attrs import frozen


@frozen
class Head:
    """Empty or None for what the head does not say. `schemes` are document numbers such as 渝教函〔2023〕464号."""

    title: str = ""
    county: str = ""
    number: str = ""
    date: date | None = None
    schemes: tuple[str, ...] = ()
    scheme_year: int | None = None
