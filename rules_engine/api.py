"""All that a plugin may import.

A plugin is a module with functions marked `@hookimpl`; an entry point of the group `rules_engine` names it.
`docs/plugin-authors.md` builds one in ten minutes. These names stay; what grows are optional fields of the classes.

- Hooks: `hookimpl` marks `rules_engine_checks`, `rules_engine_readers` and `rules_engine_rulesets`.
- A check: `Check` with `Parameter`s; its `build(arguments: Arguments) -> Node` returns an expression tree, or its
  `decide(facts, arguments) -> Decision` looks at each fact as `Known` or None. `WrongParameters` tells an author that
  parameters do not go together.
- The nodes of expressions: `Number` to `AtLeast`; numbers are `fractions.Fraction`.
- A document format: `Reader`, whose `read(name, data)` returns a `Document` of `Block`s, and `Grid`s of `Cell`s for its
  tables, or raises `UnreadableDocument` with a `Problem` and its `Message`; `digest_bytes` gives the document's digest.
- A ruleset: `RulesetFolder`.
- Texts for people: `LocalText(zh=..., en=...)`.
"""

from rules_engine.checks.check import (
    Arguments,
    Check,
    Decision,
    Known,
    Parameter,
    WrongParameters,
)
from rules_engine.digest import digest_bytes
from rules_engine.documents.document import Block, Cell, Document, Grid
from rules_engine.documents.reader import Reader
from rules_engine.errors import Problem, UnreadableDocument
from rules_engine.expr.nodes import (
    Absolute,
    AllOf,
    AnyOf,
    Arithmetic,
    AtLeast,
    Choice,
    Clamp,
    Comparison,
    Day,
    FactRef,
    Greatest,
    Growth,
    Ladder,
    Least,
    Linear,
    Negative,
    Node,
    Not,
    Number,
    ParameterRef,
    Previous,
    Ratio,
    Share,
)
from rules_engine.hooks.specs import RulesetFolder, hookimpl
from rules_engine.messages import LocalText, Message

__all__ = [
    "Absolute",
    "AllOf",
    "AnyOf",
    "Arguments",
    "Arithmetic",
    "AtLeast",
    "Block",
    "Cell",
    "Check",
    "Choice",
    "Clamp",
    "Comparison",
    "Day",
    "Decision",
    "Document",
    "FactRef",
    "Greatest",
    "Grid",
    "Growth",
    "Known",
    "Ladder",
    "Least",
    "Linear",
    "LocalText",
    "Message",
    "Negative",
    "Node",
    "Not",
    "Number",
    "Parameter",
    "ParameterRef",
    "Previous",
    "Problem",
    "Ratio",
    "Reader",
    "RulesetFolder",
    "Share",
    "UnreadableDocument",
    "WrongParameters",
    "digest_bytes",
    "hookimpl",
]
