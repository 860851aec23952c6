"""`rules-engine plugins`: what is installed, what it brings, what was refused and why."""

import click

from rules_engine.cli.options import Say, common, plugin_options
from rules_engine.cli.session import Session
from rules_engine.cli.stdout import show


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command(
        "plugins",
        callback=plugins,
        help=summary + "\n\n" + say("Exit code: 0 when no plugin was refused, 1 otherwise."),
        params=[*plugin_options(say), *common(say)],
    )


@click.pass_obj
def plugins(session: Session, no_plugins: bool, without_plugin: tuple[str, ...]) -> int:
    """List the plugins; 1 where one was refused."""
    from rules_engine.cli.output import colour, columns
    from rules_engine.hooks.package_digest import with_digest
    from rules_engine.messages import Message
    from rules_engine.report.terminal.lines import Page
    from rules_engine.report.words import PLUGIN

    speech = session.speech()
    page = Page(columns(), colour())
    records = session.host(no_plugins, without_plugin).records
    if not records:
        page.add(speech.say(Message("No plugin is installed.")))
    for record in map(with_digest, records):
        page.add(
            speech.say(
                Message(
                    "{name}: {status} ({distribution} {version}, digest {digest})",
                    name=record.name,
                    status=PLUGIN[record.status],
                    distribution=record.distribution,
                    version=record.version,
                    digest=record.digest[:12] or "-",
                )
            ),
            style="bad" if record.status == "refused" else "",
        )
        for title, names in (
            (Message("checks: {names}", names=", ".join(record.checks)), record.checks),
            (Message("rulesets: {names}", names=", ".join(record.rulesets)), record.rulesets),
            (Message("document formats: {names}", names=", ".join(record.readers)), record.readers),
        ):
            if names:
                page.add(speech.say(title), indent=2, hang=2)
        for problem in record.problems:
            page.add(problem.in_language(speech), indent=2, hang=2)
    show(page.text(), nl=False)
    return int(any(record.status == "refused" for record in records))
