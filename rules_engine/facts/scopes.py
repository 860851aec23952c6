"""The scope a fact is printed with: 义务教育, 中小学, 含幼儿园 …"""

from collections.abc import Mapping, Sequence

from rules_engine.facts.words import narrow


def scope_of(scopes: Mapping[str, Sequence[str]], text: str, clause: tuple[int, int] = (0, 0)) -> str:
    """The id of the scope whose longest word stands in the clause, else in the text; "" where none does."""
    for stretch in (text[clause[0] : clause[1]], text):
        found = [
            (len(word), scope) for scope, words in scopes.items() for word in map(narrow, words) if word in stretch
        ]
        if found:
            return max(found)[1]
    return ""
