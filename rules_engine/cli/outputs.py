"""The files that `evaluate` writes beside what it prints: a form each, made when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rules_engine.cli.options import Say
from rules_engine.cli.output import write_file
from rules_engine.cli.session import Session

if TYPE_CHECKING:
    from rules_engine.scoring.verdict import Verdict

# What makes each form: a function of the verdict and the language.
FORMS = {
    "html": ("rules_engine.report.page", "page_file"),
    "docx": ("rules_engine.report.opinion.word", "opinion_docx"),
    "xlsx": ("rules_engine.report.score_table", "score_table"),
    "pdf": ("rules_engine.report.opinion.print", "opinion_pdf"),
}


def form_options(say: Say) -> list[click.Parameter]:
    """An option for each form."""
    helps = {
        "html": say(
            "Write one page to look at: the outcome, and the score sheet beside the report's text. "
            "Of several submissions a folder: a page for each, an index, a page for each criterion."
        ),
        "docx": say("Write the opinion of the inspection (督导评估意见) for Word, to be edited."),
        "xlsx": say("Write the score sheet (评分表) as a workbook that adds up by formulas."),
        "pdf": say("Write the opinion as a PDF; needs typst (pip install typst)."),
    }
    return [
        click.Option(
            [f"--{form}"],
            type=click.Path(path_type=Path, dir_okay=form == "html"),
            metavar=say("FILE"),
            help=helps[form],
        )
        for form in FORMS
    ]


def write_forms(session: Session, verdict: Verdict, wanted: Mapping[str, Path]) -> list[int]:
    """Write the forms that are wanted, and say where; the exit code of each that cannot be written."""
    from rules_engine.errors import WrongUse
    from rules_engine.messages import Message

    codes = []
    for form, path in wanted.items():
        module, name = FORMS[form]
        try:
            made = getattr(import_module(module), name)(verdict, session.speech(verdict.ruleset.language))
        except WrongUse as error:
            codes.append(session.refuse(error))
            continue
        code = write_file(session, path, made)
        if code:
            codes.append(code)
        else:
            session.tell(Message("Written: {path}", path=str(path)))
    return codes
