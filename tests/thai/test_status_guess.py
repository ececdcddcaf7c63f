"""Which status a misspelt word most likely means: asked, never taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.thai.words import STATUS_LABELS, likely_statuses, parse_status


@pytest.mark.parametrize(
    ("typed", "likely"),
    [
        ("ดำเนินการแล้วเสร้จ", "done"),
        ("ดำเนิการแล้วเสร็จ", "done"),
        ("ดำเนินการแล้วเสร็จ (100%)", "done"),
        ("3. ดำเนินการแล้วเสร็จ", "done"),
        ("Done!", "done"),
        ("อยู่ระหวางดำเนินการ", "in_progress"),
        ("ยังไม่ดำเนินกาน", "not_started"),
        ("ไม่เกียวข้อง", "na"),
        ("ไม่สามารถดำเนินการ ได้เนื่องจาก", "cannot"),
        # a "not" turns the meaning round; half words are asked both ways
        ("ไม่แล้วเสร็จ", "in_progress not_started"),
        ("ยังไม่เสร็จ", "in_progress not_started"),
        ("ไม่ได้ดำเนินการ", "not_started cannot"),
        ("ดำเนินการ", "in_progress done"),
        ("แล้วเสร็จบางส่วน", "in_progress"),
        ("เกือบเสร็จ", "in_progress"),
        # near to nothing
        *((word, "") for word in ("ดีมาก", "100%", "✓", "x", "ok", "ไม่มี", "", "-", "กองคลัง")),
    ],
)
def test_likely(typed: str, likely: str) -> None:
    assert " ".join(likely_statuses(typed)) == likely


@given(st.sampled_from(list(STATUS_LABELS.items())), st.data())
def test_one_letter_more_or_less_is_near(label: tuple[str, str], data: st.DataObject) -> None:
    status, word = label
    at = data.draw(st.integers(0, len(word) - 1))
    for typed in (word[:at] + word[at + 1 :], word[:at] + "ก" + word[at:]):
        assert parse_status(typed) is not None or status in likely_statuses(typed)


@given(st.text())
def test_any_text(text: str) -> None:
    likely = likely_statuses(text)
    assert len(likely) <= 2
    assert set(likely) <= STATUS_LABELS.keys()
