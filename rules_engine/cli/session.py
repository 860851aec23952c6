"""One run of the command line: the language, what goes wrong, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from rules_engine.cli.stdout import show

if TYPE_CHECKING:
    import logging

    from rules_engine.errors import Problem, RulesEngineError
    from rules_engine.hooks.host import Host
    from rules_engine.messages import Language, Message
    from rules_engine.scoring.verdict import Read, Verdict

SETTLED, FAILING, WRONG_USE, OPEN = 0, 1, 2, 3


def code_of(verdict: Verdict) -> int:
    """0 settled and passing, 1 settled and failing, 3 not settled."""
    return OPEN if verdict.passes is None else SETTLED if verdict.passes else FAILING


def worst(codes: Iterable[int]) -> int:
    """The exit code of several submissions: the worst in the order 2, 3, 1, 0."""
    return max(codes, key=(SETTLED, FAILING, OPEN, WRONG_USE).index)


class Session:
    """What the commands of one run share; `language` is None where neither option nor environment names one."""

    def __init__(self, language: str | None) -> None:
        self.language = language
        self._fallback = "en"
        self.debug = False
        self.logger: logging.Logger | None = None

    def speech(self, otherwise: str | None = None) -> Language:
        """The language to speak; where the user named none `otherwise`, then and in all that is said afterwards."""
        from rules_engine.messages import Language

        self._fallback = otherwise or self._fallback
        return Language(self.language or self._fallback)

    def log(self, count: int) -> None:
        """Send the log to stderr: what is done, and from two on its details."""
        import logging

        logging.basicConfig(
            stream=sys.stderr,
            level=logging.INFO if count == 1 else logging.DEBUG,
            format="%(levelname)s %(name)s: %(message)s",
        )
        self.logger = logging.getLogger("rules_engine")

    def log_read(self, read: Read | Verdict) -> None:
        """Log what was read: counts and digests only."""
        if self.logger is None:
            return
        for document in read.documents:
            encoding, digest = document.encoding, document.digest[:12]
            self.logger.info(
                "read %s: %s, %d characters, digest %s", document.name, encoding, len(document.text), digest
            )
        bound = sum(1 for mention in read.mentions if mention.fact)
        self.logger.info("%d figures, %d bound; %d claims", len(read.mentions), bound, len(read.claims))

    def log_verdict(self, verdict: Verdict) -> None:
        """Log what a verdict rests on: ids, counts and digests, for a report may hold names and telephone numbers."""
        if self.logger is None:
            return
        self.log_read(verdict)
        ruleset = verdict.ruleset
        self.logger.info("ruleset %s (%s), digest %s", ruleset.name, verdict.ruleset_reason, ruleset.digest[:12])
        self.logger.info("period %d (%s), as of %s", verdict.period.year, verdict.period.reason, verdict.period.as_of)
        for record in verdict.plugins:
            self.logger.debug("plugin %s: %s", record.name, record.status)
        for finding in verdict.findings.values():
            facts = ", ".join(fact.id for fact in finding.facts) or "-"
            self.logger.debug(
                "%s: %s, %s...%s, from %s", finding.criterion, finding.status, finding.low, finding.high, facts
            )

    def host(self, no_plugins: bool, without_plugin: tuple[str, ...]) -> Host:
        """The plugins of this run."""
        from rules_engine.hooks.host import load_plugins

        return load_plugins(frozenset(without_plugin), enabled=not no_plugins)

    def tell(self, message: Message) -> None:
        """Say a sentence on stderr."""
        click.echo(self.speech().say(message), err=True)

    def unwritten(self, error: OSError) -> int:
        """Say that stdout takes nothing more; the exit code of wrong use."""
        from rules_engine.errors import system_reason
        from rules_engine.messages import Message

        self.tell(Message("The output cannot be written: {reason}.", reason=system_reason(error)))
        return WRONG_USE

    def refuse(self, error: RulesEngineError, about: str = "") -> int:
        """Name every problem on stderr, those without a place with what they are `about`; the exit code."""
        from rules_engine.report.terminal.lines import visible

        language = self.speech()
        for problem in error.problems:
            text = problem.in_language(language)
            click.echo(visible(f"{about}: {text}" if about and problem.place is None else text), err=True)
        return WRONG_USE

    def report(self, problems: Sequence[Problem], clean: Message) -> int:
        """Print the problems of a check, a line each, or that all is well; 1 or 0."""
        from rules_engine.report.terminal.lines import visible

        language = self.speech()
        for problem in problems:
            show(visible(problem.in_language(language)))
        if not problems:
            show(language.say(clean))
        return int(bool(problems))

    def failed(self, error: Exception, about: str = "") -> int:
        """Apologise for an unexpected error, with its details under --debug; the exit code of wrong use."""
        from rules_engine.errors import RulesEngineError
        from rules_engine.messages import Message

        if isinstance(error, RulesEngineError):
            return self.refuse(error, about)
        if self.debug:
            import traceback

            click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
            return WRONG_USE
        self.tell(
            Message(
                "Sorry, something unexpected went wrong ({error}). This is a fault of the program, not of your files. "
                "Run the command again with --debug to see the details, and please report them.",
                error=type(error).__name__,
            )
        )
        return WRONG_USE
