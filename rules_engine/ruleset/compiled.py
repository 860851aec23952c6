"""All that an evaluation reads of the bundled rulesets, as the build hook compiles it (decision 009)."""

from pathlib import Path

from rules_engine.errors import UnreadableRuleset
from rules_engine.facts.vocabulary_load import compile_vocabulary
from rules_engine.ruleset.files import RULESET, RulesetFiles
from rules_engine.yaml_text import List, Mapping
from rules_engine.yaml_text.compiled import compiled


def compiled_rulesets(folder: Path) -> bytes:
    """What the compiled file holds for a folder of rulesets and the vocabulary beside them; never raises for these."""
    sources = [path for path in sorted(folder.rglob("*.yaml")) if path.parent.name != "cases"]
    rulesets = [path.parent for path in sources if path.name == RULESET]
    # Before a ruleset is chosen, only the words of the report are read.
    listed = [(), *map(_listed, rulesets)]
    vocabularies = [compile_vocabulary(folder / "vocabulary", names) for names in listed]
    return compiled((path.read_text(encoding="utf-8") for path in sources), filter(None, vocabularies))


def _listed(ruleset: Path) -> tuple[str, ...]:
    try:
        tree = RulesetFiles(ruleset).read(RULESET)
    except UnreadableRuleset:
        return ()
    found = tree.find("vocabulary") if isinstance(tree, Mapping) else None
    return tuple(map(str, found)) if isinstance(found, List) else ()
