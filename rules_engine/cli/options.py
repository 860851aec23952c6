"""The options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rules_engine.cli.session import Session
from rules_engine.locale import LANGUAGES

Say = Callable[[str], str]


def common(say: Say) -> list[click.Parameter]:
    """--lang, -v and --debug; the session has read --lang already."""
    return [
        click.Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            expose_value=False,
            help=say("The language of the output: zh or en."),
        ),
        click.Option(
            ["-v", "--verbose"],
            count=True,
            expose_value=False,
            callback=_verbose,
            help=say("Log to stderr what is done; -vv logs more."),
        ),
        click.Option(
            ["--debug"],
            is_flag=True,
            expose_value=False,
            callback=_debug,
            help=say("Show the details of an unexpected error."),
        ),
    ]


def plugin_options(say: Say) -> list[click.Parameter]:
    """--no-plugins and --without-plugin."""
    return [
        click.Option(
            ["--no-plugins"],
            is_flag=True,
            help=say("Load no plugins, the installed rulesets included."),
        ),
        click.Option(
            ["--without-plugin"],
            multiple=True,
            metavar=say("NAME"),
            help=say("Leave out one plugin; may be repeated."),
        ),
    ]


def reading_options(say: Say) -> list[click.Parameter]:
    """--ruleset, --facts and --entries."""
    return [
        click.Option(
            ["--ruleset"],
            metavar=say("NAME|FOLDER"),
            help=say("The ruleset; may be left out where an installed one answers the scheme of the report."),
        ),
        click.Option(
            ["--facts"],
            type=click.Path(path_type=Path),
            metavar=say("FILE"),
            help=say("YAML with facts that an inspector verified."),
        ),
        click.Option(
            ["--entries"],
            multiple=True,
            type=click.Path(path_type=Path),
            metavar=say("FILE.xlsx|FOLDER"),
            help=say(
                "The sheet that rules-engine sheet wrote, as an inspector filled it in, or a folder of sheets; may be "
                "repeated, for each inspector's sheet."
            ),
        ),
    ]


def evaluation_options(say: Say) -> list[click.Parameter]:
    """--ruleset, --period, --as-of, --facts and --entries."""
    ruleset, *entered = reading_options(say)
    return [
        ruleset,
        click.Option(
            ["--period"],
            type=_year(say),
            metavar=say("YEAR"),
            help=say("The evaluated year; else that of submission.yaml, of the scheme, or of the report."),
        ),
        click.Option(
            ["--as-of"],
            type=_day(say),
            metavar=say("DATE"),
            help=say("The day that windows and reviews are counted from; else the date of the report."),
        ),
        *entered,
    ]


def _year(say: Say) -> click.IntRange:
    years = click.IntRange(1900, 2999)
    # What click calls it where something else is given.
    years.name = say("integer")
    return years


def _day(say: Say) -> click.DateTime:
    class Day(click.DateTime):
        """A day as ISO writes it; what else is given is told by an example and not by a pattern."""

        def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
            try:
                return super().convert(value, param, ctx)
            except click.BadParameter:
                self.fail(say('"{text}" is no date; write it like 2026-11-23.').format(text=value), param, ctx)

    return Day(["%Y-%m-%d"])


def out_option(forms: str, told: str) -> click.Option:
    """--out, required; `forms` are the files it may name, `told` its help."""
    return click.Option(
        ["--out"], type=click.Path(path_type=Path, dir_okay=False), required=True, metavar=forms, help=told
    )


def json_option(say: Say) -> click.Option:
    """--json."""
    return click.Option(
        ["--json", "json_file"],
        metavar=say("FILE|-"),
        help=say("Write the result as JSON to a file; with - to stdout, and nothing else there."),
    )


def _verbose(context: click.Context, _option: click.Parameter, count: int) -> None:
    if count:
        context.find_object(Session).log(count)  # type: ignore[union-attr]


def _debug(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        context.find_object(Session).debug = True  # type: ignore[union-attr]
