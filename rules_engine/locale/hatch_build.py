"""Compiles the translations when a wheel or an editable install is made."""

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
        if not target.exists() or target.read_bytes() != compiled.getvalue():
            # Whoever reads the catalogue while a wheel is built finds it whole.
            unfinished = target.with_suffix(".mo.new")
            unfinished.write_bytes(compiled.getvalue())
            unfinished.replace(target)
        compiled_files.append(target)
    return compiled_files


class CompiledCatalogues(BuildHookInterface[Any]):
    """The build hook; runs for wheels, source distributions and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Leaves the `.mo` files in the tree, where the wheel's `artifacts` and an editable install find them."""
        compile_catalogues(Path(self.root) / "rules_engine" / "locale")
