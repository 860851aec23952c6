"""`rules-engine evaluate`: submissions in, reports out, the exit code of the worst."""

from datetime import datetime
from pathlib import Path

import click

from rules_engine.cli.options import Say, common, evaluation_options, json_option, plugin_options
from rules_engine.cli.output import print_report, suffix_of, write_json
from rules_engine.cli.outputs import form_options, write_forms
from rules_engine.cli.session import Session, code_of, worst


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command(
        "evaluate",
        callback=evaluate,
        help=summary
        + "\n\n"
        + say(
            "SUBMISSION is a report, or a folder with a report and, if wanted, a submission.yaml; or a folder or zip "
            "of such folders. "
            "Exit code: 0 settled and passing, 1 settled and failing, 2 wrong use or unreadable, 3 not settled; "
            "of several submissions the worst in the order 2, 3, 1, 0."
        ),
        params=[
            click.Argument(
                ["submissions"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SUBMISSION..."
            ),
            *evaluation_options(say),
            json_option(say),
            *form_options(say),
            *plugin_options(say),
            *common(say),
        ],
    )


@click.pass_obj
def evaluate(
    session: Session,
    /,
    submissions: tuple[Path, ...],
    ruleset: str | None,
    period: int | None,
    as_of: datetime | None,
    facts: Path | None,
    entries: tuple[Path, ...],
    json_file: str | None,
    no_plugins: bool,
    without_plugin: tuple[str, ...],
    **forms: Path | None,
) -> int:
    """Evaluate each submission; what goes wrong with one takes nothing from the others."""
    wanted = {form: path for form, path in forms.items() if path}
    for form, path in wanted.items():
        if form != "html":
            suffix_of(path, [f".{form}"])
    day = as_of.date() if as_of else None

    def several(loose: bool) -> int | None:
        from rules_engine.batch import Wish
        from rules_engine.cli.many import evaluate_several

        plugins = frozenset(without_plugin), not no_plugins
        wish = Wish(ruleset, period, day, facts, None, *plugins, session.language)
        return evaluate_several(session, submissions, wish, json_file, wanted, entries, loose=loose)

    holds = len(submissions) > 1 or _may_hold_several(submissions[0])
    if holds and (code := several(loose=False)) is not None:
        return code
    from rules_engine import pipeline
    from rules_engine.errors import UnreadableSubmission

    (submission,) = submissions
    host = session.host(no_plugins, without_plugin)
    try:
        verdict = pipeline.evaluate(
            submission, ruleset, period=period, as_of=day, facts=facts, entries=entries, plugins=host
        )
    except UnreadableSubmission as error:
        if all(problem.code != "two_reports" for problem in error.problems):
            raise
        code = several(loose=True)
        if code is None:
            raise
        return code
    session.log_verdict(verdict)
    if json_file != "-":
        print_report(session, verdict, submission)
    codes = [code_of(verdict), *write_forms(session, verdict, wanted)]
    if json_file:
        from rules_engine.report.verdict_json import verdict_json

        codes.append(write_json(session, json_file, verdict_json(verdict)))
    return worst(codes)


def _may_hold_several(path: Path) -> bool:
    """Whether it is a folder or a zip, which may hold several submissions."""
    return path.suffix.lower() == ".zip" or path.is_dir()
