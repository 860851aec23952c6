"""Compiles the translations when a wheel or an editable install is made."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(locale: Path) -> list[Path]:
    """Writes a `.mo` beside every `.po` below the folder; gives the files written, in order."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3])
        target = source.with_suffix(".mo")
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        written.append(target)
    return written


class CompiledCatalogues(BuildHookInterface[Any]):
    """The build hook; runs for wheels, source distributions and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Leaves the `.mo` files in the tree, where the wheel's `artifacts` and an editable install find them."""
        compile_catalogues(Path(self.root) / "rules_engine" / "locale")
