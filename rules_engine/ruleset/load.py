"""Loading a ruleset: a folder of YAML becomes a vetted `Ruleset`, or every problem at once."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from rules_engine.checks.check import Check
from rules_engine.digest import digest_texts
from rules_engine.errors import Problem, UnreadableRuleset, in_order
from rules_engine.expr.source import Sources
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.vocabulary_load import VocabularyRead, read_vocabulary, without
from rules_engine.messages import Message
from rules_engine.records import define, field, frozen
from rules_engine.ruleset.areas import read_area, read_criteria
from rules_engine.ruleset.bands import read_bands
from rules_engine.ruleset.canonical import canonical
from rules_engine.ruleset.case_names import CaseNames
from rules_engine.ruleset.domain import criterion_problems, gate_problems
from rules_engine.ruleset.editions import left_out_problems, no_edition, read_parameters
from rules_engine.ruleset.files import PARAMETERS, RULESET, RulesetFiles
from rules_engine.ruleset.format import format_problems
from rules_engine.ruleset.forms import AreaForm, BureauForm, ParametersForm, RulesetForm
from rules_engine.ruleset.gates import no_band, no_bureau, read_gates
from rules_engine.ruleset.model import Area, Bonus, Bureau, Ruleset
from rules_engine.ruleset.names import Names, RefusedPlugin
from rules_engine.ruleset.parameters import DatedParameter
from rules_engine.ruleset.under import part, under
from rules_engine.ruleset.vet import id_problems, total_problems
from rules_engine.structure import collect_value
from rules_engine.yaml_text import Mapping as YamlMapping
from rules_engine.yaml_text import Node, Scalar
from rules_engine.yaml_values import Id

Form = TypeVar("Form")


def load_ruleset(
    folder: Path,
    checks: Mapping[str, Check],
    refused: Sequence[RefusedPlugin] = (),
    *,
    strict: bool = False,
) -> Ruleset:
    """The ruleset of a folder, resolved against the checks that plugins and the engine bring.

    Raises UnreadableRuleset with every problem, in the order of files and lines. A check that nobody provides is
    a problem where `strict`; else its criterion's rule is `Missing`, naming the plugin of `refused` that would have
    had it.
    """
    attempt = _Loader(RulesetFiles(folder), checks, refused, strict).load()
    if attempt.ruleset is None:
        raise UnreadableRuleset(*attempt.problems)
    return attempt.ruleset


def try_ruleset(folder: Path, checks: Mapping[str, Check], refused: Sequence[RefusedPlugin] = ()) -> "Attempt":
    """Strict loading that hands over what could be read beside the problems.

    Raises UnreadableRuleset only where `ruleset.yaml` is unreadable or of another format.
    """
    return _Loader(RulesetFiles(folder), checks, refused, strict=True).load()


@frozen(eq=False, repr=False)
class Attempt:
    """What loading gave: the ruleset, or None and every problem; what cases may name; the areas listed."""

    ruleset: Ruleset | None
    problems: Sequence[Problem]
    names: CaseNames
    areas: tuple[str, ...]


@define(eq=False, repr=False)
class _Loader:
    folder: RulesetFiles
    checks: Mapping[str, Check]
    refused: Sequence[RefusedPlugin]
    strict: bool
    problems: list[Problem] = field(factory=list)
    broken: set[Message] = field(factory=set)
    trees: dict[str, Node] = field(factory=dict)
    whole: bool = True

    def load(self) -> Attempt:
        tree = self._root()
        if isinstance(tree, YamlMapping) and (problems := format_problems(tree)):
            raise UnreadableRuleset(*problems)
        self.trees[RULESET] = tree
        form = self._collect(RulesetForm, tree)
        read = self._vocabulary(form.vocabulary if form else part(tree, "vocabulary", tuple[Id, ...]) or ())
        vocabulary = read.vocabulary if read.whole else None
        parameters = self._parameters()
        names = None
        if vocabulary is not None:
            bureaus = self._bureaus(form.bureaus if form else part(tree, "bureaus", tuple[BureauForm, ...]), tree)
            names = Names.of(vocabulary, parameters, self.checks, self.refused, self.strict, bureaus)
        # Where the list of areas cannot be read, no file is called forgotten and no criterion unknown.
        listed_areas = form.areas if form else part(tree, "areas", tuple[Id, ...]) or self._area_files()
        forms = self._areas(listed_areas)
        areas = tuple(read_area(id, area, names, self.problems) for id, area in forms)
        ruleset = None
        if form is not None:
            ruleset = self._ruleset(form, forms, areas, names, vocabulary, parameters)
        bands = self._bands(tree)
        if names is not None and not self.whole:
            self._remains(form, forms, bands, names)
        problems = [problem for problem in in_order(self.problems) if problem.message not in self.broken]
        case_names = CaseNames(vocabulary, read.broken, self._criteria_ids(listed_areas, tree), bands)
        return Attempt(None if problems else ruleset, problems, case_names, tuple(map(str, listed_areas)))

    def _root(self) -> Node:
        """What ruleset.yaml holds; raises UnreadableRuleset with what is wrong in the other files beside it."""
        try:
            return self.folder.read(RULESET)
        except UnreadableRuleset as error:
            self._parameters()
            self._areas(self._area_files())
            raise UnreadableRuleset(*error.problems, *in_order(self.problems)) from None

    def _remains(
        self,
        form: RulesetForm | None,
        forms: list[tuple[Id, AreaForm]],
        bands: tuple[str, ...] | None,
        names: Names,
    ) -> None:
        """What is wrong with the criteria and gates that were left out for another mistake."""
        from rules_engine.ruleset.remains import criteria_problems, gates_problems

        tree = self.trees[RULESET]
        read = {criterion.place for criterion in form.bonus.criteria} if form and form.bonus else set()
        read |= {
            criterion.place for _, area in forms for indicator in area.indicators for criterion in indicator.criteria
        }
        files = [file for name, file in self.trees.items() if name.startswith("areas/")]
        nodes = [node for file in files for node in under(file, "indicators", "criteria")]
        criteria_problems([*nodes, *under(tree, "bonus", "criteria")], read, names, self.problems)
        gates = {gate.place for gate in form.gates.items} if form and form.gates else set()
        gates_problems(under(tree, "gates", "items"), gates, bands, names, self.problems)

    def _bands(self, tree: Node) -> tuple[str, ...] | None:
        """The ids of all bands, also of those that cannot be used; None where they cannot be read."""
        found = tuple(map(str, under(tree, "bands", "id")))
        self.broken |= {no_band(id) for id in found}
        return found or None

    def _area_files(self) -> tuple[Id, ...]:
        return tuple(Id(Scalar(stem)) for stem in self.folder.stems("areas"))

    def _criteria_ids(self, areas: Sequence[Id], tree: Node) -> tuple[str, ...] | None:
        """The ids of all criteria, also of those that cannot be used; None where an area cannot be read."""
        files = [self.trees.get(f"areas/{id}.yaml") for id in areas]
        if None in files:
            return None
        found = [under(file, "indicators", "criteria", "id") for file in files if file is not None]
        return tuple(str(id) for ids in (*found, under(tree, "bonus", "criteria", "id")) for id in ids)

    def _collect(self, form: type[Form], tree: Node) -> Form | None:
        """The form; once anything but a needless key is wrong, parts may be missing and no sum means anything."""
        found: list[Problem] = []
        result = collect_value(form, tree, found)
        self.whole = self.whole and all(problem.code == "key" for problem in found)
        self.problems += found
        return result

    def _vocabulary(self, listed: Sequence[Id]) -> VocabularyRead:
        beside, own = self.folder.shared_vocabulary, self.folder.own_vocabulary
        if own.is_dir() and not beside.is_dir():
            read = read_vocabulary(own, (*self.folder.stems(own.name), *listed), samples=self.strict)
        elif own.is_dir() and not listed:
            read = read_vocabulary(own, samples=self.strict)
        elif not beside.is_dir():
            read = self._no_vocabulary()
        else:
            read = read_vocabulary(beside, listed, own if own.is_dir() else None, samples=self.strict)
        self.problems += read.problems
        self.broken |= without(read.broken)
        return read

    def _no_vocabulary(self) -> VocabularyRead:
        tree = self.trees[RULESET]
        place = tree.key_place("vocabulary") if isinstance(tree, YamlMapping) else tree.place
        message = Message(
            "There is no vocabulary in ../vocabulary, beside the ruleset's folder, nor in vocabulary/ in it."
        )
        advice = Message("Copy the folder vocabulary along with the ruleset, to either place.")
        problem = Problem(place, message, advice=advice, code="no_vocabulary")
        return VocabularyRead(Vocabulary({}), (problem,), whole=False)

    def _bureaus(self, forms: Sequence[BureauForm] | None, tree: Node) -> dict[str, Bureau]:
        found: dict[str, Bureau] = {}
        for id in under(tree, "bureaus", "id"):
            self.broken.add(no_bureau(str(id)))
        for item in forms or ():
            if item.id in found:
                message = Message('The bureau "{id}" stands twice.', id=str(item.id))
                self.problems.append(Problem(item.id.place, message, code="bureau"))
            found.setdefault(str(item.id), Bureau(str(item.id), item.title))
        return found

    def _parameters(self) -> dict[str, DatedParameter]:
        if not (self.folder.path / PARAMETERS).is_file():
            return {}
        try:
            tree = self.trees[PARAMETERS] = self.folder.read(PARAMETERS)
        except UnreadableRuleset as error:
            self.problems += error.problems
            return {}
        form = collect_value(ParametersForm, tree, self.problems)
        found = {} if form is None else read_parameters(form.parameters, self.problems)
        written = tree.find("parameters") if isinstance(tree, YamlMapping) else None
        for id, node in written.items() if isinstance(written, YamlMapping) else ():
            # An edition that was left out would let other problems follow from it.
            written_editions = len(under(node, "editions"))
            if id not in found or written_editions != len(found[id].editions):
                left_out_problems(node, self.problems)
                found.pop(id, None)
                self.broken.add(Message('There is no parameter "{id}".', id=str(id)))
                if written_editions:
                    self.broken.add(no_edition(str(id)))
        return found

    def _areas(self, ids: Sequence[Id]) -> list[tuple[Id, AreaForm]]:
        found = []
        for id in dict.fromkeys(ids):
            try:
                tree = self.trees[f"areas/{id}.yaml"] = self.folder.read_area(id)
            except UnreadableRuleset as error:
                self.problems += error.problems
                self.whole = False
                continue
            form = self._collect(AreaForm, tree)
            if form is not None:
                found.append((id, form))
        return found

    def _ruleset(
        self,
        form: RulesetForm,
        forms: list[tuple[Id, AreaForm]],
        areas: tuple[Area, ...],
        names: Names | None,
        vocabulary: Vocabulary | None,
        parameters: Mapping[str, DatedParameter],
    ) -> Ruleset | None:
        whole_bands = len(form.bands) == len(under(self.trees[RULESET], "bands"))
        bands, reading = read_bands(form, self.problems if whole_bands else [])
        gates = () if form.gates is None else read_gates(form.gates, bands, names, self.problems)
        bonus = None
        if form.bonus is not None:
            bonus = Bonus(form.bonus.cap, read_criteria(form.bonus.criteria, names, self.problems))
        if self.whole:
            tree = self.trees[RULESET]
            place = tree.places.get("total", form.place) if isinstance(tree, YamlMapping) else form.place
            self.problems += total_problems(form, forms, place)
        self.problems += id_problems(form, forms)
        if vocabulary is None:
            return None
        ruleset = Ruleset(
            self.folder.path.resolve().name,
            form.title,
            form.reconstruction,
            tuple(str(scheme) for scheme in form.schemes),
            form.language,
            areas,
            bands,
            parameters,
            vocabulary,
            digest_texts({"files": canonical(self.trees), "vocabulary": vocabulary.digest}),
            bonus,
            gates,
            form.gates.order if form.gates else ("demote", "cap", "veto"),
            form.gates.stack if form.gates else True,
            reading,
            any(band.to is not None for band in form.bands),
            form.not_applicable,
            form.quantum,
            form.total,
            form.combine,
        )
        sources: Sources = {} if names is None else names.sources
        for criterion in ruleset.criteria:
            self.problems += criterion_problems(criterion, vocabulary, parameters, sources)
        for gate in gates:
            self.problems += gate_problems(gate, vocabulary, parameters, sources)
        return ruleset
