"""`rules-engine rulesets`: the rulesets that are installed, and which scheme each answers."""

import click

from rules_engine.cli.options import Say, common, plugin_options
from rules_engine.cli.session import Session
from rules_engine.cli.stdout import show


def command(say: Say, summary: str) -> click.Command:
    """The command with its options."""
    return click.Command("rulesets", callback=rulesets, help=summary, params=[*plugin_options(say), *common(say)])


@click.pass_obj
def rulesets(session: Session, no_plugins: bool, without_plugin: tuple[str, ...]) -> int:
    """List the rulesets by name; 2 where one of them cannot be read."""
    from rules_engine.cli.output import colour, columns
    from rules_engine.errors import UnreadableRuleset
    from rules_engine.messages import Message
    from rules_engine.records import evolve
    from rules_engine.report.terminal.lines import Page
    from rules_engine.ruleset.load import load_ruleset

    speech = session.speech()
    host = session.host(no_plugins, without_plugin)
    brought_by = {name: record for record in host.records for name in record.rulesets if record.status == "loaded"}
    page = Page(columns(), colour())
    code = 0
    if not host.rulesets:
        page.add(speech.say(Message("No ruleset is installed.")))
    for name, folder in host.rulesets.items():
        record = brought_by[name]
        page.add(
            speech.say(
                Message(
                    "{name} ({distribution} {version})",
                    name=name,
                    distribution=record.distribution,
                    version=record.version,
                )
            ),
            style="strong",
        )
        try:
            ruleset = load_ruleset(folder, host.checks)
        except UnreadableRuleset as error:
            code = session.refuse(
                UnreadableRuleset(
                    *(
                        evolve(p, place=p.place and evolve(p.place, file=f"{name}/{p.place.file}"))
                        for p in error.problems
                    )
                )
            )
            continue
        if ruleset.reconstruction:
            page.add(speech.say(Message("[Reconstruction] {title}", title=ruleset.title)), indent=2, hang=2)
        else:
            page.add(speech.say(ruleset.title), indent=2, hang=2)
        page.add(
            speech.say(
                Message(
                    "answers {schemes}; {count} criteria; digest {digest}",
                    schemes=", ".join(ruleset.schemes) or "-",
                    count=len(ruleset.criteria),
                    digest=ruleset.digest[:12],
                )
            ),
            indent=2,
            hang=2,
        )
    show(page.text(), nl=False)
    return code
