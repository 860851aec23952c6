"""`rules-engine replay`: whether a recorded verdict comes out again."""

from pathlib import Path

import click

from rules_engine.cli.options import Say, common
from rules_engine.cli.session import Session
from rules_engine.cli.stdout import show


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command(
        "replay",
        callback=replay_verdict,
        help=summary
        + "\n\n"
        + say(
            "VERDICT is a file that evaluate --json wrote. Without SUBMISSION the texts it carries are evaluated "
            "again. Exit code: 0 the same verdict, 1 a different one, 2 no verdict of ours."
        ),
        params=[
            click.Argument(["verdict"], type=click.Path(path_type=Path)),
            click.Argument(["submission"], type=click.Path(path_type=Path), required=False),
            click.Option(
                ["--entries"],
                multiple=True,
                type=click.Path(path_type=Path),
                metavar=say("FILE.xlsx"),
                help=say("A sheet that was filled in, instead of the entries that were recorded."),
            ),
            click.Option(
                ["--ruleset"],
                metavar=say("NAME|FOLDER"),
                help=say("Where the recorded ruleset is now, if it is not installed under its name."),
            ),
            *common(say),
        ],
    )


@click.pass_obj
def replay_verdict(
    session: Session, verdict: Path, submission: Path | None, entries: tuple[Path, ...], ruleset: str | None
) -> int:
    """Recompute, compare, and print what differs; 1 where anything does."""
    from rules_engine.messages import Message
    from rules_engine.replay import replay

    outcome = replay(verdict, submission, ruleset, entries)
    speech = session.speech()
    if outcome.same:
        show(speech.say(Message("The same verdict: digest {digest}.", digest=outcome.recorded)))
        return 0
    show(
        speech.say(
            Message(
                "A different verdict: digest {now}; recorded was {recorded}.",
                now=outcome.recomputed,
                recorded=outcome.recorded,
            )
        )
    )
    for difference in outcome.differences:
        show(f"- {speech.say(difference)}")
    return 1
