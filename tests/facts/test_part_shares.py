"""A share told right behind its part is that part's, for it names nothing of its own."""

from pathlib import Path

import pytest

import rules_engine_rulesets
from rules_engine.facts.vocabulary import Vocabulary
from rules_engine.facts.vocabulary_load import load_vocabulary
from tests.facts.binding_samples import bound


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(Path(next(iter(rules_engine_rulesets.__path__))) / "vocabulary")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "公办园在园幼儿6486人，占51.9%，普惠性幼儿园在园幼儿11200人，占89.6%。",
            [
                "preschool.children_public",
                "preschool.public_share",
                "preschool.children_in_affordable",
                "preschool.affordable_coverage",
            ],
        ),
        ("大班额12个，占比为1.3%。", ["compulsory.large_classes", "compulsory.large_class_share"]),
        ("研究生学历教师112人（占比3.5%）。", ["staff.postgraduate_teachers", "staff.postgraduate_share"]),
        # what it is the share of is said, and not known
        ("持证保安286人，占新聘保安的98.6%。", ["safety.guards_certified", ""]),
        # the part has no share in the vocabulary: it is not that of another part
        (
            "公办园42所，占58.3%；民办园30所，占41.7%。",
            [
                "preschool.kindergartens_public",
                "preschool.kindergartens_public_share",
                "preschool.kindergartens_private",
                "",
            ],
        ),
        # may be more than 100 %, so it is no share
        ("在园幼儿12486人，占比26.2%。", ["preschool.children_enrolled", ""]),
    ],
)
def test_a_share_is_that_of_the_part_before_it(text: str, expected: list[str], vocabulary: Vocabulary) -> None:
    assert [mention.fact for mention in bound(text, vocabulary)] == expected
