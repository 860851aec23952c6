"""The commands by name: a summary for `--help`, and a file that is imported when the command is called."""

import gettext
from importlib import import_module
from typing import Any

import click

from rules_engine.cli.options import Say

COMMANDS = (
    "evaluate",
    "explain",
    "facts",
    "tables",
    "template",
    "requests",
    "sheet",
    "rulesets",
    "plugins",
    "lint",
    "test",
    "replay",
)


def summaries(say: Say) -> dict[str, str]:
    """What each command does, in a line, in the order of `--help`."""
    return {
        "evaluate": say("Evaluate submissions and report the grade, the points and what to ask for."),
        "explain": say("Explain one criterion: sentence, fact, rule, arithmetic, points and law."),
        "facts": say("List every figure and claim that was read, bound or not, with its place."),
        "tables": say("List the evidence tables of a submission: files, facts, cells that could not be read, SQL."),
        "template": say("Write an evidence table as an empty workbook to be filled in."),
        "requests": say("Write the list of supplementary evidence, by bureau, ready to be sent."),
        "sheet": say("Write the score sheet and the figures read as a workbook to verify, correct and decide in."),
        "rulesets": say("List the rulesets that are installed."),
        "plugins": say("List the plugins, what they bring, and which were refused and why."),
        "lint": say("Check a ruleset and name every problem with its place."),
        "test": say("Run the worked cases of a ruleset, or the examples of the vocabulary."),
        "replay": say("Recompute a recorded verdict and compare."),
    }


class Formatter(click.HelpFormatter):
    """Writes help with the colons of the language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line; a full-width colon needs no blank after it."""
        usage = gettext.gettext("Usage:")
        super().write_usage(prog, args, prefix or (f"{usage} " if usage.isascii() else usage))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        say = gettext.gettext
        self.write(" " * self.current_indent + say("{heading}:").format(heading=heading) + "\n")


class Context(click.Context):
    """The context of a command, with help in the language of the user."""

    formatter_class = Formatter


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are called, not when they are listed."""

    context_class = Context

    def __init__(self, say: Say, name: str, **settings: Any) -> None:
        super().__init__(name, **settings)
        self.say = say

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        say = self.say
        module = import_module(f"rules_engine.cli.{cmd_name}")
        command: click.Command = module.command(say, summaries(say)[cmd_name])
        command.context_class = Context
        command.options_metavar = say("[OPTIONS]")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command and its arguments; an unknown one is refused with the name most like it."""
        name, say = args[0], self.say
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        message = say("No such command {name!r}.").format(name=name)
        for near in get_close_matches(name, COMMANDS, n=1):
            message += (" " if message.isascii() else "") + say('Did you mean "{name}"?').format(name=near)
        ctx.fail(message)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the summaries without importing the commands."""
        with formatter.section(self.say("Commands")):
            formatter.write_dl(list(summaries(self.say).items()))
