"""A ruleset's folder: which files belong to it, and which are refused by name."""

from collections.abc import Collection
from pathlib import Path

from rules_engine.errors import Problem, UnreadableRuleset, nearest
from rules_engine.messages import Message
from rules_engine.places import Place
from rules_engine.records import frozen
from rules_engine.yaml_text import Node, Scalar, load_yaml

RULESET = "ruleset.yaml"
PARAMETERS = "parameters.yaml"


@frozen(eq=False, repr=False)
class RulesetFiles:
    """The folder that holds `ruleset.yaml`."""

    path: Path

    def read(self, *names: str) -> Node:
        """The content of a file in the folder; raises UnreadableRuleset, also for a link that leads out of it."""
        name = "/".join(names)
        path = self.path.joinpath(*names)
        if not path.resolve().is_relative_to(self.path.resolve()):
            message = Message("This file leads out of the ruleset's folder.")
            raise UnreadableRuleset(Problem(Place(name), message, code="outside"))
        return load_yaml(path, name)

    def read_area(self, id: Scalar) -> Node:
        """`areas/<id>.yaml`; where it is missing the problem stands at the id in ruleset.yaml."""
        if not (self.path / "areas" / f"{id}.yaml").is_file():
            message = Message("There is no file {file}.", file=f"areas/{id}.yaml")
            raise UnreadableRuleset(
                Problem(id.place, message, nearest=nearest(id, self.stems("areas")), code="missing_file")
            )
        return self.read("areas", f"{id}.yaml")

    def stems(self, folder: str) -> tuple[str, ...]:
        """The names, without `.yaml`, of the files in a folder of the ruleset, sorted."""
        return tuple(sorted(path.stem for path in (self.path / folder).glob("*.yaml")))

    def forgotten(self, areas: Collection[str]) -> list[Problem]:
        """Files that nothing reads: areas that ruleset.yaml does not list, and `.yml` files."""
        problems = [
            Problem(
                Place(f"areas/{stem}.yaml"), Message("{file} does not list this area.", file=RULESET), code="unused"
            )
            for stem in self.stems("areas")
            if stem not in areas
        ]
        for path in sorted(self.path.rglob("*.yml")):
            place = Place(path.relative_to(self.path).as_posix())
            problems.append(Problem(place, Message("Files of a ruleset end in .yaml."), code="unused"))
        return problems

    @property
    def shared_vocabulary(self) -> Path:
        """The folder of vocabulary files beside the ruleset, which several rulesets use."""
        return self.path.resolve().parent / "vocabulary"

    @property
    def own_vocabulary(self) -> Path:
        """The ruleset's own vocabulary files, all of which it uses."""
        return self.path / "vocabulary"
