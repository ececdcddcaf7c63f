"""Signatures two abreast."""

from __future__ import annotations

import pytest

from toolkit.model.plan import Signatory
from toolkit.report.endings import signature_rows

SIGNED = tuple(Signatory(str(n), f"หน้าที่ {n}", f"ชื่อ {n}", f"เจ้าพนักงานคนที่ {n}") for n in range(1, 4))


@pytest.mark.parametrize(
    ("count", "names"),
    [
        (1, [("", "(ชื่อ 1)")]),
        (2, [("(ชื่อ 1)", "(ชื่อ 2)")]),
        (3, [("(ชื่อ 1)", "(ชื่อ 2)"), ("", "(ชื่อ 3)")]),
    ],
)
def test_two_a_row_and_the_last_on_the_right(count: int, names: list[tuple[str, str]]) -> None:
    assert [(row.left.name, row.right.name) for row in signature_rows(SIGNED[:count])] == names


def test_without_signatories_and_names_dots_are_left_for_the_pen() -> None:
    (row,) = signature_rows(())
    assert row.right.line.endswith("ผู้รายงาน") and set(row.right.name) == {"(", ".", ")"}
    assert row.right.title.startswith("ตำแหน่ง ...")


def test_brackets_and_titles_are_not_doubled() -> None:
    (row,) = signature_rows((Signatory("1", "ผู้จัดทำ", "(นางสาวใจดี มั่นคง)", "ตำแหน่งนิติกร"),))
    assert (row.right.name, row.right.title) == ("(นางสาวใจดี มั่นคง)", "ตำแหน่ง นิติกร")


@pytest.mark.parametrize(("role", "shown"), [("ปลัด", ""), ("ผู้เห็นชอบ", "ผู้เห็นชอบ"), ("", "")])
def test_a_role_that_the_post_says_already_is_not_doubled(role: str, shown: str) -> None:
    (row,) = signature_rows((Signatory("1", role, "นายสมมุติ", "ปลัดเทศบาลตำบลตัวอย่าง"),))
    assert row.right.line.removeprefix("ลงชื่อ ").strip(". ") == shown
