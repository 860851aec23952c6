"""One call of the command line, from its arguments to its exit code."""

import errno
import gettext
import os
import sys
from collections.abc import Sequence

import click

from rules_engine.cli.group import LazyGroup
from rules_engine.cli.options import common
from rules_engine.cli.session import WRONG_USE, Session
from rules_engine.cli.stdout import OutputLost, close_stdout
from rules_engine.locale import DOMAIN, FOLDER, catalogue, language_of_environment

INTERRUPTED = 130


def call(arguments: Sequence[str]) -> int:
    """The exit code of one command line; whatever goes wrong is told on stderr, never as a traceback unasked."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    session = Session(language_of_environment(_language_option(arguments)))
    language = session.language or "en"
    _speak(language)
    try:
        code = _group(language).main(list(arguments), "rules-engine", standalone_mode=False, obj=session)
    except click.ClickException as error:
        _spoken(error).show()
        return WRONG_USE
    except click.Abort:
        return INTERRUPTED
    except OutputLost as lost:
        return session.unwritten(lost.reason)
    except Exception as error:  # noqa: BLE001  the last resort: an apology instead of a traceback
        # click prints its help itself.
        if isinstance(error, OSError) and error.errno in (errno.EPIPE, errno.ENOSPC):
            close_stdout()
            return session.unwritten(error)
        return session.failed(error)
    return code if isinstance(code, int) else 0


def _spoken(error: click.ClickException) -> click.ClickException:
    """The error in one sentence of the language: click sets its own full stop behind what is missing."""
    if not isinstance(error, click.MissingParameter) or error.param is None or error.ctx is None:
        return error
    say, name = gettext.gettext, error.param.get_error_hint(error.ctx)
    return click.UsageError(say("{name} is missing.").format(name=name), error.ctx)


def _language_option(arguments: Sequence[str]) -> str | None:
    """The value of --lang, wherever it stands: `--help` before it must already speak that language."""
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
    return None


def _speak(language: str) -> None:
    """Let gettext, and with it click's own sentences, speak the language."""
    os.environ["LANGUAGE"] = "zh_CN" if language == "zh" else "en"
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)


def _group(language: str) -> click.Group:
    # The function of gettext's own module looks for the catalogue's file at every sentence.
    say = catalogue(language).gettext
    return LazyGroup(
        say,
        "rules-engine",
        context_settings={"max_content_width": 100},
        options_metavar=say("[OPTIONS]"),
        subcommand_metavar=say("COMMAND [ARGS]..."),
        help=say("Grades a report against a ruleset: every point cites a sentence, a rule and the law behind it."),
        epilog=say(
            "Exit codes of evaluate: 0 settled and passing, 1 settled and failing, 2 wrong use or unreadable, "
            "3 not settled."
        ),
        params=[
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_version,
                help=say(
                    "Show the version of the engine, the digests of the rulesets, and the versions and digests of the "
                    "plugins."
                ),
            ),
            *common(say),
        ],
    )


def _show_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from rules_engine.cli.version import show_version

        show_version(context.ensure_object(Session))
        context.exit()
