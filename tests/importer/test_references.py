"""Question and item codes in a text."""

from __future__ import annotations

import pytest
from source import document, measures, table, understand

from toolkit.importer.make_content import references


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E13", ("E13",)),
        ("ข้อ o๑๓ และ o14", ("O13", "O14")),
        ("ข้อ ๐๔๓", ("O43",)),
        ("(อ้างอิงจาก ๐8)", ("O8",)),
        ("ตามข้อ 013", ("O13",)),
        ("ข้อ I 5 กับ E1", ("I5", "E1")),
        ("o42, O42", ("O42",)),
        ("O99 I31 E16", ()),
        ("โทร 043-123456 ต่อ 012", ()),
        ("เพิ่มขึ้น ๐.๔๖ คะแนน", ()),
        ("E-service และ COVID19", ()),
        ("http://a.example/o13", ()),
    ],
)
def test_codes(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(references(text)) == expected


def test_a_plan_gathers_the_codes_of_measure_and_steps() -> None:
    made = understand(
        document(
            table("มาตรการ | ผู้รับผิดชอบ\nมาตรการข้อ 11 บริการ : 1. ทำ (อ้างอิงจาก o13) 2. ส่งตาม ข้อ ๐๑๘ | กองคลัง")
        )
    )
    assert measures(made, "refs") == [("O13, O18",)]
