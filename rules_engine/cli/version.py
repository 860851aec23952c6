"""`rules-engine --version`: what a verdict of this installation rests on."""

from rules_engine.cli.session import Session
from rules_engine.cli.stdout import show
from rules_engine.version import __version__


def show_version(session: Session) -> None:
    """Print the engine, the rulesets and the plugins with versions and digests."""
    from rules_engine.errors import UnreadableRuleset
    from rules_engine.hooks.package_digest import with_digest
    from rules_engine.messages import Message
    from rules_engine.report.words import PLUGIN
    from rules_engine.ruleset.load import load_ruleset

    speech = session.speech()
    host = session.host(no_plugins=False, without_plugin=())
    show(speech.say(Message("rules-engine {version}", version=__version__)))
    for name, folder in host.rulesets.items():
        try:
            digest = load_ruleset(folder, host.checks).digest
        except UnreadableRuleset:
            digest = "-"
        show(speech.say(Message("ruleset {name} {digest}", name=name, digest=digest)))
    for record in map(with_digest, host.records):
        show(
            speech.say(
                Message(
                    "plugin {name} {version} {digest} ({status})",
                    name=record.name,
                    version=record.version,
                    digest=record.digest or "-",
                    status=PLUGIN[record.status],
                )
            )
        )
