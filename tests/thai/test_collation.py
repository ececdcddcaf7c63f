"""Names in dictionary order."""

from __future__ import annotations

import pytest

from toolkit.thai.text import thai_order


@pytest.mark.parametrize(
    "names",
    [
        ["กา", "เกาะ", "ไก่", "ขา"],
        ["แก้วนิทาน", "แก้วนิทานเหนือ", "ชัยตัวอย่าง"],
        ["ปา", "ป่า", "ป้า", "ปาก"],
        ["", "A", "ก"],
    ],
)
def test_order(names: list[str]) -> None:
    assert list(thai_order(names[::-1])) == names
