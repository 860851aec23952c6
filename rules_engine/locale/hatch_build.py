"""Compiles the translations and the bundled rulesets when a wheel or an editable install is made."""

import sys
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
