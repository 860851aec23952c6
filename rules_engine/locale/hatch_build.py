"""Compiles translations, bundled rulesets and patterns when a wheel or an editable install is made."""

import sys
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(locale: Path) -> list[Path]:
    """Brings the `.mo` beside every `.po` below the folder up to date; gives these files, in order."""
    compiled_files = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3])
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        target = source.with_suffix(".mo")
        _write(target, compiled.getvalue())
        compiled_files.append(target)
    return compiled_files


def compile_rulesets(root: Path) -> Path:
    """Brings the compiled form of all that an evaluation reads of the bundled rulesets up to date; gives its file."""
    sys.path.insert(0, str(root))
    from rules_engine.ruleset.compiled import compiled_rulesets
    from rules_engine.yaml_text.compiled import COMPILED

    target = root / COMPILED.relative_to(COMPILED.parents[2])
    _write(target, compiled_rulesets(root / "rulesets" / "rules_engine_rulesets"))
    return target


def compile_patterns(root: Path) -> Path:
    """Brings the compiled form of the patterns that reading a report asks for up to date; gives its file."""
    sys.path.insert(0, str(root))
    from rules_engine.documents.submission import read_submission
    from rules_engine.facts.head import read_head
    from rules_engine.facts.reading import read_contents
    from rules_engine.facts.vocabulary import Vocabulary
    from rules_engine.facts.vocabulary_load import load_vocabulary
    from rules_engine.records import evolve
    from rules_engine.regex import COMPILED, asked, compiled

    known = load_vocabulary(root / "rulesets" / "rules_engine_rulesets" / "vocabulary", samples=False)
    # Only what `requires` of the build system names is there when the engine is built: neither RE2 nor attrs.
    facts = {id: evolve(entry, patterns=()) for id, entry in known.facts.items()}
    (report,) = (root / "examples" / "liangping-2023").glob("*.txt")
    submission = read_submission(report, known.words.titles)
    head = read_head(submission.report, known.words)
    read_contents(submission.documents, Vocabulary(facts, known.claims, known.words), submission.report, head)
    # What else has patterns and is loaded by an evaluation.
    import_module("rules_engine.ruleset.load")
    target = root / COMPILED.relative_to(COMPILED.parents[1])
    _write(target, compiled(asked))
    return target


def _write(target: Path, data: bytes) -> None:
    if not target.exists() or target.read_bytes() != data:
        # Whoever reads the file while a wheel is built finds it whole.
        unfinished = target.with_suffix(target.suffix + ".new")
        unfinished.write_bytes(data)
        unfinished.replace(target)


class CompiledFiles(BuildHookInterface[Any]):
    """The build hook; runs for wheels, source distributions and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Leaves the files in the tree, where the wheel's `artifacts` and an editable install find them."""
        compile_catalogues(Path(self.root) / "rules_engine" / "locale")
        compile_rulesets(Path(self.root))
        compile_patterns(Path(self.root))
