"""Which status a word that is none most likely means: to ask the reporter, never to read it so."""

from __future__ import annotations

from toolkit.thai.text import squash
from toolkit.thai.words import STATUS_WORDS

_NEAR = 70.0
"""How alike, of 100, a word and a known one have to be."""
_AS_NEAR = 6.0
"""A second status is named too where it is nearly as near as the first."""
_WORDS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("in_progress", "not_started"): (
        *("ไม่แล้วเสร็จ", "ยังไม่แล้วเสร็จ", "ไม่เสร็จ", "ยังไม่เสร็จ", "ดำเนินการไม่แล้วเสร็จ"),
        *("ยังดำเนินการไม่แล้วเสร็จ", "ดำเนินการไม่เสร็จ"),
    ),
    ("not_started", "cannot"): ("ไม่ได้ดำเนินการ", "ไม่ดำเนินการ", "ไม่ได้ทำ", "ไม่มีการดำเนินการ", "ไม่ดำเนินงาน"),
    ("in_progress", "done"): ("ดำเนินการ", "ดำเนินการตามแผน", "ดำเนินงาน"),
    ("in_progress",): (
        *("แล้วเสร็จบางส่วน", "เสร็จบางส่วน", "ดำเนินการบางส่วน", "ใกล้เสร็จ", "ใกล้แล้วเสร็จ", "เกือบเสร็จ"),
        *("เกือบแล้วเสร็จ", "ต่อเนื่อง", "ดำเนินการต่อเนื่อง"),
    ),
}
"""Words whose spelling is near to a status that they do not mean, by what they may mean."""
_TOLD_APART = {squash(word): statuses for statuses, words in _WORDS.items() for word in words}


def likely_statuses(text: str) -> tuple[str, ...]:
    """The statuses that an unknown word may mean, the likeliest first, at most two; () where none is near."""
    word = squash(text)
    if not word or word in _TOLD_APART:
        return _TOLD_APART.get(word, ())
    from rapidfuzz.fuzz import ratio

    negated = any(piece in word for piece in ("ไม", "ม่", "ไ่"))  # a misspelt "ไม่" is one too
    nearness: dict[str, float] = {}
    for known, (status, _) in STATUS_WORDS.items():
        if negated == ("ไม่" in known):  # a "not" more or less turns the meaning round
            nearness[status] = max(ratio(word, known), nearness.get(status, 0.0))
    ordered = sorted(nearness, key=lambda status: -nearness[status])
    best = nearness[ordered[0]]
    return tuple(each for each in ordered[:2] if nearness[each] >= max(_NEAR, best - _AS_NEAR))
