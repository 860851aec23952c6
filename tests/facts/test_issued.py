import pytest

from tests.facts.binding_samples import claimed

TITLE = "《戊县深化新时代教育评价改革工作方案》"


@pytest.mark.parametrize(
    "text",
    [
        f"印发{TITLE}，落实到位。",
        f"县政府研究制定了{TITLE}。",
        f"{TITLE}（戊府发〔2022〕3号）印发实施。",
        f"先后出台《戊县教师管理办法》、{TITLE}。",
        "印发《戊县贯彻落实〈深化新时代教育评价改革若干措施〉工作方案》。",
        "印发《戊县教育评\n价改革工作方案》。".replace("\n", " "),
    ],
)
def test_a_document_issued_is_evidence(text: str) -> None:
    (claim,) = claimed(text)
    assert (claim.facts, claim.source, claim.value.low) == (("plan.issued",), "document", 1)
    assert claim.quote.startswith("《") and claim.quote.endswith("》")


@pytest.mark.parametrize(
    "text",
    [
        f"按照{TITLE}要求，抓好落实。",
        f"认真学习{TITLE}。",
        f"制定细则，落实{TITLE}。",
        f"制定落实{TITLE}的任务清单。",
        f"尚未出台{TITLE}。",
        f"力争年内出台{TITLE}。",
        "印发《戊县普通高中教学质量评价办法》。",
        "印发《xx县教育评价改革工作方案》。",
        f"一、履职情况\n略。\n三、整改措施\n出台{TITLE}。\n",
    ],
)
def test_a_document_followed_planned_or_about_something_else_is_none(text: str) -> None:
    assert claimed(text) == []
