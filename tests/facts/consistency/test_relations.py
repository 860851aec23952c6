import random

from attrs import evolve

from rules_engine.documents.text import read_text
from rules_engine.facts.consistency import relations
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.messages import Language

TEXT = "共有学校73所，其中小学48所、初中10所、高中6所。住校生3000人，床位2400个，床位率为64%。"


def test_relations_stand_in_the_order_of_the_text(weigh):
    assert [relation.code for relation in weigh(TEXT)] == ["sum_unaccounted", "rate_differs"]


def test_the_order_of_the_mentions_changes_only_their_indices(figures):
    document, mentions = read_text("report.txt", TEXT.encode()), figures(TEXT)
    shuffled = list(mentions)
    random.Random(7).shuffle(shuffled)
    found = relations(document, shuffled, Vocabulary({}))
    straight = relations(document, mentions, Vocabulary({}))
    assert [evolve(relation, mentions=()) for relation in found] == [
        evolve(relation, mentions=()) for relation in straight
    ]
    assert [[shuffled[index] for index in relation.mentions] for relation in found] == [
        [mentions[index] for index in relation.mentions] for relation in straight
    ]


def test_every_statement_reads_in_both_languages_and_accuses_nobody(weigh):
    for relation in weigh(TEXT):
        for language in ("zh", "en"):
            said = Language(language).say(relation.statement)
            assert "{" not in said
            assert not any(word in said for word in ("false", "wrong", "虚假", "错误", "造假"))


def test_nothing_is_said_of_empty_or_lonely_figures(weigh):
    assert relations(read_text("report.txt", "没有数据。".encode()), [], Vocabulary({})) == []
    assert weigh("学校73所。") == []
    assert weigh("其中（（（学校73所，其中：，、） 其中") == []


def test_hostile_rows_end(weigh):
    assert weigh("其中（" * 300 + "学校7所" + "）" * 300) == []
    row = "、".join(f"其中甲{number}所（含" for number in range(200))
    assert isinstance(weigh(row), list)
    assert isinstance(weigh("比上年增加5万元，增长3%，" * 200), list)
