"""The evidence tables of a vocabulary, read when a table is first wanted: most evaluations never need them."""

from collections.abc import Mapping

from rules_engine.errors import Problem, UnreadableRuleset, in_order
from rules_engine.facts.tables.declare import declare_table
from rules_engine.facts.tables.declared import DeclaredTable
from rules_engine.facts.tables.form import TablesForm
from rules_engine.facts.vocabulary import FactEntry, Vocabulary
from rules_engine.facts.vocabulary_form import read_absent
from rules_engine.messages import Message
from rules_engine.structure import collect_value
from rules_engine.yaml_text import Mapping as YamlMapping
from rules_engine.yaml_text import Node, read_yaml

Tables = Mapping[str, DeclaredTable]
_KEY = "tables"


def tables_of(vocabulary: Vocabulary) -> Tables:
    """The tables by id; raises UnreadableRuleset with every problem of every file that declares some."""
    found = vocabulary.made.get(_KEY)
    if not isinstance(found, dict):
        found = vocabulary.made[_KEY] = _read(vocabulary)
    return found


def _read(vocabulary: Vocabulary) -> dict[str, DeclaredTable]:
    problems: list[Problem] = []
    tables: dict[str, DeclaredTable] = {}
    givers: dict[str, str] = {}
    for source in vocabulary.table_sources:
        try:
            tree = read_yaml(source.name, source.text)
        except UnreadableRuleset as error:
            problems += error.problems
            continue
        form = collect_value(TablesForm, _only_tables(tree), problems)
        for id, each in form.tables.items() if form else ():
            if id in tables:
                message = Message('The table "{id}" is already in {place}.', id=str(id), place=tables[id].place)
                problems.append(Problem(id.place, message, code="duplicate_id"))
                continue
            table = declare_table(str(id), each, vocabulary.facts, problems)
            if table is None:
                continue
            tables[str(id)] = table
            for fact in table.facts:
                if fact.id in givers:
                    message = Message(
                        'The table "{table}" gives the fact "{id}" already.', table=givers[fact.id], id=fact.id
                    )
                    problems.append(Problem(fact.place, message, code="duplicate_id"))
                givers[fact.id] = str(id)
    if problems:
        raise UnreadableRuleset(*in_order(problems))
    return {id: tables[id] for id in sorted(tables)}


def _only_tables(tree: Node) -> Node:
    """The part of a vocabulary file that declares tables; the rest has been read with the facts."""
    if not isinstance(tree, YamlMapping) or tree.find(_KEY) is None:
        return tree
    only = YamlMapping((key, node) for key, node in tree.items() if key == _KEY)
    only.file, only.mark = tree.file, tree.mark
    return only


def table_entries(tables: Tables, vocabulary: Vocabulary) -> dict[str, FactEntry]:
    """The facts that tables give and the vocabulary has nowhere else, as entries of it."""
    return {
        fact.id: FactEntry(fact.id, fact.title, fact.unit, read_absent(None, fact.unit, []), fact.place)
        for table in tables.values()
        for fact in table.facts
        if fact.id not in vocabulary.facts
    }
