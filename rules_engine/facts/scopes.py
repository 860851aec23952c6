"""The scope a fact is printed with: 义务教育, 中小学, 含幼儿园 …"""

from rules_engine.facts.vocabulary import FactEntry
from rules_engine.facts.words import narrow


def scope_of(entry: FactEntry, text: str, clause: tuple[int, int] = (0, 0)) -> str:
    """The id of the scope whose longest word stands in the clause, else in the text; "" where none does."""
    for stretch in (text[clause[0] : clause[1]], text):
        found = [
            (len(word), scope)
            for scope, words in entry.scopes.items()
            for word in map(narrow, words)
            if word in stretch
        ]
        if found:
            return max(found)[1]
    return ""
