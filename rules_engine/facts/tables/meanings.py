"""Heads of columns by what they mean: without words that change nothing, one word for several that mean the same."""

import re
from functools import cache

from rules_engine.facts.tables.words import joined, table_words

# 教师人数 is 教师数; 班级人数 is not 班级数.
_OF_PEOPLE = re.compile("(?<=[师员生童儿安干历])人数")
_LEAST = 2


@cache
def weighty(text: str) -> str:
    """A header without the words that change nothing of what it names: 是否安装, 其中."""
    found = joined(text)
    for word in table_words().light:
        found = found.replace(word, "")
    return found or joined(text)


@cache
def meaning(text: str) -> str:
    """A header in the first of several words that mean the same there: 职工姓名 and 人员姓名, 薪酬科目 and 工资项目."""
    found = weighty(text)
    for word in table_words().lighter:
        found = found.replace(word, "")
    found = _alike().sub(lambda word: table_words().alike[word[0]], found)
    found = _OF_PEOPLE.sub("数", found)
    return found if len(found) >= _LEAST else joined(text)


@cache
def _alike() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, table_words().alike), key=len, reverse=True)))
