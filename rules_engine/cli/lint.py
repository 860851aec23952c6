"""`rules-engine lint`: every problem of a ruleset at once."""

import click

from rules_engine.cli.options import Say, common, plugin_options
from rules_engine.cli.session import Session


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command(
        "lint",
        callback=lint,
        help=summary + "\n\n" + say("RULESET is a name or a folder. Exit code: 0 clean, 1 problems, 2 wrong use."),
        params=[click.Argument(["ruleset"]), *plugin_options(say), *common(say)],
    )


@click.pass_obj
def lint(session: Session, ruleset: str, no_plugins: bool, without_plugin: tuple[str, ...]) -> int:
    """Print the problems, a line each; 1 where there are any."""
    from rules_engine.lint import lint_ruleset
    from rules_engine.messages import Message
    from rules_engine.ruleset.locate import locate

    host = session.host(no_plugins, without_plugin)
    folder = locate(ruleset, host.rulesets, option=False)
    problems = lint_ruleset(folder, host.checks, [record for record in host.records if record.status != "loaded"])
    return session.report(problems, Message("No problems found."))
