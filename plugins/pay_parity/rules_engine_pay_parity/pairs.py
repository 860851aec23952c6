"""Two lists of pay, side by side."""

from rules_engine.api import Arguments, LocalText, Node, WrongParameters


def pairs(arguments: Arguments, ours: str, theirs: str) -> tuple[tuple[Node, Node], ...]:
    """Every fact of `ours` with the one of `theirs` it is held against; a single one of `theirs` serves for all."""
    left, right = arguments.facts(ours), arguments.facts(theirs)
    if len(right) == 1:
        right = right * max(len(left), 1)
    if len(left) != len(right):
        raise WrongParameters(
            LocalText(
                f"{ours} 与 {theirs} 须逐一对应，或 {theirs} 只填一项。",
                f"`{ours}` and `{theirs}` must pair off, or `{theirs}` must name a single fact.",
            )
        )
    return tuple(zip(left, right, strict=True))
