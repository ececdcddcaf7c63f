"""What an office corrects on its own sheet wins over the data file of its year."""

from __future__ import annotations

import pytest

from toolkit.assessment.facts import Facts, office_facts, unreadable_keys
from toolkit.model.plan import Agency


def agency(year: int = 2567, **extras: str) -> Agency:
    return Agency("1", "หน่วยงาน", year, extras=extras)


def told(facts: Facts | None) -> str:
    assert facts is not None
    items = (item for item in (facts.plan_item, facts.result_item) if item)
    parts = [f"{item.code}{'' if item.confirmed else '?'}" for item in items]
    parts += [
        f"{question.letter}{question.last}{'' if question.confirmed else '?'}"
        for question in facts.questions.values()
    ]
    return " ".join(parts)


@pytest.mark.parametrize(
    ("year", "extras", "expected"),
    [
        (2567, {}, "O34? O35? I15? E9? O35?"),
        (2567, {"plan_item": "o๓๓", "result_item": "ข้อ 034"}, "O33 O34 I15? E9? O35?"),
        (2567, {"last_questions": "I16, O36"}, "O34? O35? I16 E9? O36"),
        (2567, {"last_questions": "I1-I16 E1–E8 O๑-O๓๖"}, "O34? O35? I16 E8 O36"),
        (2567, {"plan_item": "แผน", "last_questions": "ไม่ทราบ"}, "O34? O35? I15? E9? O35?"),
        (2563, {"plan_item": "O40"}, "O40"),
        (2571, {"plan_item": "O21"}, "O21 O26? O26?"),
        (2569, {"plan_item": "O22 การนำผลการประเมินไปใช้", "result_item": "ข้อ o23"}, "O22 O23 O26"),
    ],
)
def test_corrections(year: int, extras: dict[str, str], expected: str) -> None:
    assert told(office_facts(agency(year, **extras))) == expected


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("O22 แผนของวิทยาลัย", "แผนของวิทยาลัย"),
        ("ข้อ ๐๒๒  แผน ของวิทยาลัย", "แผน ของวิทยาลัย"),
        ("O22", "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร"),
        ("", "การนำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร"),
    ],
)
def test_an_office_may_type_the_title_behind_the_code(typed: str, title: str) -> None:
    facts = office_facts(agency(2569, plan_item=typed))
    assert facts is not None and facts.plan_item is not None
    assert facts.plan_item.title == title


def test_what_cannot_be_read_is_told() -> None:
    found = agency(plan_item="แผน", result_item="O35", last_questions="สิบห้า", colour="ฟ้า")
    assert unreadable_keys(found) == {"plan_item": "แผน", "last_questions": "สิบห้า"}
    assert unreadable_keys(agency(plan_item="")) == {}


def test_a_year_before_the_first_has_no_facts() -> None:
    assert office_facts(agency(2560, plan_item="O1")) is None
