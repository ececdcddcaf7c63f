"""The words people type for a status, a percent, yes and no, every division, and how often a step recurs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TypeVar

from toolkit.model.plan import Every
from toolkit.thai.text import squash

_Meaning = TypeVar("_Meaning")

PLACEHOLDER = "ยังไม่ระบุ"
"""What stands in a plan for a code, a name or a division that nobody has given yet."""

BLANK_MARKS = frozenset(("-", "–", "—", "−", "--", "---"))
"""What people type into a cell to say that there is nothing to say."""

STATUS_LABELS: Mapping[str, str] = {
    "not_started": "ยังไม่ดำเนินการ",
    "in_progress": "อยู่ระหว่างดำเนินการ",
    "done": "ดำเนินการแล้วเสร็จ",
    "cannot": "ไม่สามารถดำเนินการได้",
    "na": "ไม่เกี่ยวข้อง",
}
"""The standard word of each `Status`, in the order of the drop-down list in every workbook."""


def _by_word(table: Mapping[_Meaning, str]) -> Mapping[str, _Meaning]:
    """Return the meaning of each squashed word of a table from meanings to words, parted by commas."""
    return {squash(word): meaning for meaning, words in table.items() for word in words.split(",")}


# Compared whole, never by containment: "ไม่แล้วเสร็จ" holds a variant of done. Words that fit two statuses
# (ไม่ได้ดำเนินการ, ยังไม่แล้วเสร็จ) are left out on purpose: the reporter is asked (see `_AMBIGUOUS`).
STATUS_VARIANTS: Mapping[str, str] = _by_word(
    {
        "not_started": """
        ยังไม่ได้ดำเนินการ, ยังไม่มีการดำเนินการ, ยังไม่ดำเนินงาน, ยังไม่ได้ดำเนินงาน, ยังไม่เริ่ม,
        ยังไม่ได้เริ่ม, ยังไม่เริ่มดำเนินการ, ยังไม่ได้เริ่มดำเนินการ, ยังไม่ทำ, ยังไม่ได้ทำ,
        รอดำเนินการ, not_started, not started
        """,
        "in_progress": """
        กำลังดำเนินการ, กำลังดำเนินการอยู่, อยู่ระหว่างการดำเนินการ, ระหว่างดำเนินการ,
        ระหว่างการดำเนินการ, อยู่ในระหว่างดำเนินการ, อยู่ในระหว่างการดำเนินการ, อยู่ระหว่างดำเนินงาน,
        กำลังดำเนินงาน, กำลังทำ, ดำเนินการอยู่, in_progress, in progress, in-progress, ongoing
        """,
        "done": """
        แล้วเสร็จ, ดำเนินการแล้ว, ดำเนินการเสร็จ, ดำเนินการเสร็จแล้ว, ดำเนินการเสร็จสิ้น,
        ดำเนินการเสร็จสิ้นแล้ว, ดำเนินการแล้วเสร็จสิ้น, ดำเนินการเรียบร้อย, ดำเนินการเรียบร้อยแล้ว,
        ดำเนินการเสร็จเรียบร้อย, ดำเนินการเสร็จเรียบร้อยแล้ว, ดำเนินการแล้วเสร็จเรียบร้อย,
        ดำเนินการแล้วเสร็จเรียบร้อยแล้ว, เสร็จ, เสร็จแล้ว, เสร็จสิ้น, เสร็จสิ้นแล้ว, เสร็จเรียบร้อย,
        เสร็จเรียบร้อยแล้ว, เรียบร้อย, เรียบร้อยแล้ว, ทำแล้ว, ทำเสร็จแล้ว, done, completed, complete,
        finished
        """,
        "cannot": """
        ไม่สามารถดำเนินการ, ไม่สามารถดำเนินงาน, ไม่สามารถดำเนินงานได้, ไม่สามารถทำได้, ดำเนินการไม่ได้,
        cannot, can not, can't
        """,
        "na": "ไม่เกี่ยว, ไม่เกี่ยวข้องกับกอง, ไม่เกี่ยวข้องกับหน่วยงาน, na, n/a, n.a., not applicable",
    }
)
"""The status of each other word that is read as one; words are squashed."""
_STATUS_WORDS: Mapping[str, tuple[str, bool]] = {
    **{word: (status, True) for word, status in STATUS_VARIANTS.items()},
    **{squash(label): (status, False) for status, label in STATUS_LABELS.items()},
}
"""Every word read as a status, squashed: its status and whether it is a variant of the standard word."""

# The other way round: spelt like a status that they may not mean, so similarity must not decide.
_AMBIGUOUS: Mapping[str, tuple[str, ...]] = _by_word(
    {
        ("in_progress", "not_started"): """
        ไม่แล้วเสร็จ, ยังไม่แล้วเสร็จ, ไม่เสร็จ, ยังไม่เสร็จ, ดำเนินการไม่แล้วเสร็จ,
        ยังดำเนินการไม่แล้วเสร็จ, ดำเนินการไม่เสร็จ
        """,
        ("not_started", "cannot"): "ไม่ได้ดำเนินการ, ไม่ดำเนินการ, ไม่ได้ทำ, ไม่มีการดำเนินการ, ไม่ดำเนินงาน",
        ("in_progress", "done"): "ดำเนินการ, ดำเนินการตามแผน, ดำเนินงาน",
        ("in_progress",): """
        แล้วเสร็จบางส่วน, เสร็จบางส่วน, ดำเนินการบางส่วน, ใกล้เสร็จ, ใกล้แล้วเสร็จ, เกือบเสร็จ,
        เกือบแล้วเสร็จ, ต่อเนื่อง, ดำเนินการต่อเนื่อง
        """,
    }
)
_NEAR = 70.0
"""How similar, of 100, a word and a known one have to be."""
_AS_NEAR = 6.0
"""A second status is suggested too where it is at most so much less similar than the first."""

_ANSWERS = _by_word(
    {
        True: "ใช่, มี, ต้องมี, ต้อง, จำเป็น, นับ, รวม, จริง, yes, y, true, 1, 1.0, ✓, ✔, ☑, /",
        False: "ไม่, ไม่ใช่, ไม่มี, ไม่ต้อง, ไม่ต้องมี, ไม่นับ, ไม่รวม, เท็จ, no, n, false, 0, 0.0, ✗, ✘",
    }
)
_RECURRENCES: Mapping[str, Every] = _by_word(
    {
        "month": """
        เดือน, ทุกเดือน, รายเดือน, ประจำเดือน, ประจำทุกเดือน, เป็นประจำทุกเดือน, เดือนละครั้ง,
        เดือนละ 1 ครั้ง, ทุก 1 เดือน, ทุกสิ้นเดือน, month, monthly, every month
        """,
        "quarter": """
        ไตรมาส, ทุกไตรมาส, รายไตรมาส, ประจำไตรมาส, ไตรมาสละครั้ง, ไตรมาสละ 1 ครั้ง, ทุกสิ้นไตรมาส,
        ทุก 3 เดือน, ราย 3 เดือน, ทุกสามเดือน, 3 เดือนครั้ง, 3 เดือนต่อครั้ง, quarter, quarterly,
        every quarter
        """,
    }
)

_ALL_UNIT = r"(?:กอง|งาน|สำนัก|ส่วน(?:ราชการ)?|ฝ่าย|หน่วย|กลุ่ม|แผนก)"
_ALL_DIVISIONS = re.compile(
    rf"\(?ทุก{_ALL_UNIT}(?:(?:[/,&]|และ|หรือ)?(?:ทุก)?{_ALL_UNIT})*(?:ใน(?:สังกัด|องค์กร|หน่วยงาน))?\)?|all|alldivisions"
)

_BULLETS = "•◦▪●○■□–·✓✔☑-*"
"""What stands before a word that was copied out of a list."""

_NUMBER = re.compile(r"[-+]?[0-9.,]+")
_WELL_FORMED = re.compile(r"[-+]?(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)")
_PERCENT_WORD = re.compile(r"ร้อยละ|เปอร์เซ็นต์|เปอร์เซนต์|percent|pct|[%٪％]")
_PERCENT_WORDING = re.compile(
    r"(?:ไม่น้อยกว่า|ไม่ต่ำกว่า|ไม่เกิน|ไม่มากกว่า|มากกว่า|น้อยกว่า|เกินกว่า|อย่างน้อย|อย่างต่ำ|ประมาณ|ราว|ขึ้นไป|เท่ากับ|จำนวน|แล้ว|คิดเป็น|[<>=≥≤~≈()])+"
)


def parse_status(text: str) -> tuple[str, bool] | None:
    """Read a status word into its id, and whether it is a variant of the standard word; None when unknown."""
    word = squash(text)
    known = _STATUS_WORDS.get(word)
    if known is None and (bare := _STATUS_WORDS.get(word.lstrip(_BULLETS))) is not None:
        return bare[0], True
    return known


def parse_percent(value: object, percent_format: bool = False) -> tuple[Fraction, str | None]:
    """Read a percent exactly, with a remark: "share" (0.5 read as 50), "wording" (words around it) or None.

    `percent_format` tells that a number stands in a cell formatted as a percent, where 0.5 is 50. The range 0
    to 100 is not checked. Raises ValueError for anything that is not one finite number.
    """
    remark: str | None = None
    if isinstance(value, str):
        squashed = squash(value)
        numbers = _NUMBER.findall(squashed)
        if len(numbers) != 1 or not _WELL_FORMED.fullmatch(numbers[0]):
            raise ValueError(f"not one number: {value[:80]!r}")
        around = _NUMBER.sub("", squashed)
        wording = _PERCENT_WORD.sub("", around)
        if wording and not _PERCENT_WORDING.fullmatch(wording):
            raise ValueError(f"not a percent: {value[:80]!r}")
        number, remark = _exact(Decimal(numbers[0].replace(",", ""))), "wording" if wording else None
        if wording != around:  # the text itself says percent, so 0.5% is half a percent
            return number, remark
    elif isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise ValueError(f"not a percent: {'blank' if value is None else type(value).__name__}")
    else:
        number = _exact(value)
        if percent_format:
            return number * 100, None
    # Between 0 and 1 a share: Excel stores 50 % as 0.5.
    return (number * 100, "share") if 0 < number < 1 else (number, remark)


def is_all_divisions(text: str) -> bool:
    """Return whether the text means every division: ทุกกอง, ทุกสำนัก/กอง, ทุกส่วนราชการ and the like."""
    return _ALL_DIVISIONS.fullmatch(squash(text)) is not None


def is_no(text: str) -> bool:
    """Return whether the text says no; a dash or a blank says nothing."""
    return _ANSWERS.get(squash(text)) is False


def is_yes(text: str) -> bool:
    """Return whether the text says yes.

    "/" is the tick of Thai forms; "x" says nothing, since people use it both ways.
    """
    return _ANSWERS.get(squash(text)) is True


def recurrence(text: str) -> Every | None:
    """Return how often a step recurs; None when the text says neither month nor quarter."""
    return _RECURRENCES.get(squash(text).replace("ๆ", ""))


def _exact(value: float | Decimal) -> Fraction:
    """Return the number as it is printed: 33.33 is 3333/100.

    Raises ValueError for a size that only a fault can have, before a fraction with a million digits is made.
    """
    try:
        number = Decimal(float.__repr__(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        raise ValueError("not a number") from None
    if not number.is_finite() or not -40 < number.adjusted() < 40:
        raise ValueError("not a number of a usual size")
    return Fraction(number)


def likely_statuses(text: str) -> tuple[str, ...]:
    """Suggest at most two statuses that an unknown word probably means, the likeliest first.

    Only used in messages. Returns () where no known word is similar.
    """
    word = squash(text)
    if not word or word in _AMBIGUOUS:
        return _AMBIGUOUS.get(word, ())
    from rapidfuzz.fuzz import ratio

    # A "ไม่" (not) more or less turns the meaning round while it hardly changes the similarity, so a word is
    # compared only with words that agree in it; its two usual misspellings count too.
    negated = any(spelling in word for spelling in ("ไม", "ม่", "ไ่"))
    similarity: dict[str, float] = {}
    for known, (status, _) in _STATUS_WORDS.items():
        if negated == ("ไม่" in known):
            similarity[status] = max(ratio(word, known), similarity.get(status, 0.0))
    likeliest = sorted(similarity, key=lambda status: -similarity[status])[:2]
    least = max(_NEAR, similarity[likeliest[0]] - _AS_NEAR)
    return tuple(status for status in likeliest if similarity[status] >= least)
