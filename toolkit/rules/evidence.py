"""Evidence rules: can anybody but its writer look at it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from toolkit.model.finding import Finding
from toolkit.model.links import address_fault, find_addresses, find_local_path, mask_addresses
from toolkit.rules.month_head import MonthSheet
from toolkit.thai.text import squash

_MEANT_AS_LINK = re.compile(
    r"(?<![a-z])h[tp]{2,4}s?\s{0,2}(?:[:;]?\s{0,2}[/\\]\S*|:(?![/\\])\S+)", re.IGNORECASE
)
"""Also mistyped ("htttp:/", "https;//"), or parted from its address by a blank."""
_VAGUE = frozenset(
    map(
        squash,
        (
            *("มี", "มีแล้ว", "มีหลักฐาน", "มีเอกสาร", "เอกสาร", "หลักฐาน", "ไฟล์", "ลิงก์", "รูป", "รูปภาพ"),
            *("ภาพ", "ภาพถ่าย", "แนบ", "แนบแล้ว", "ตามแนบ", "ดังแนบ", "ตามที่แนบ", "แนบท้าย"),
            *("เอกสารแนบ", "ตามเอกสารแนบ", "ตามเอกสาร", "ไฟล์แนบ", "แนบไฟล์", "ตามไฟล์แนบ", "ส่งแล้ว"),
            *("อยู่ที่กอง", "ครบ", "ครบถ้วน", "เรียบร้อย", "ใช่", "ไม่มี", "ok", "yes", "/", "✓", "✔", "."),
            *("x", "n/a", "na"),
        ),
    )
)
"""Words that say that there is evidence, or none, but not where."""


def check_evidence(sheet: MonthSheet) -> Iterator[Finding]:
    """Find addresses and paths that not everybody can open, in any filled row, and words that lead nowhere
    where the step needs evidence."""
    for assignment, entry, _ in sheet.own_entries:
        text = entry.evidence
        links = tuple(find_addresses(text))
        closed = (link for link in links if address_fault(link) == "local")
        login = next((link for link in links if address_fault(link) == "login"), "")
        masked = mask_addresses(text)
        # Sound addresses are masked: a beginning that is still to be read was mistyped.
        broken = (match for match in _MEANT_AS_LINK.finditer(text) if masked[match.start()] == match[0][0])
        meant = (*links, *(match[0].rstrip(".,;:)”") for match in broken))
        if local := find_local_path(text) or next(closed, ""):
            yield sheet.finding("evidence-local", entry.key, "evidence", local)
        elif login:
            # The host alone: a password is not to be read by others as well.
            yield sheet.finding("evidence-login", entry.key, "evidence", urlsplit(login).hostname or "")
        elif link := next((link for link in meant if address_fault(link) == "malformed"), ""):
            yield sheet.finding("evidence-link", entry.key, "evidence", link)
        elif assignment.step.evidence_required and entry.status == "done" and squash(text) in _VAGUE:
            yield sheet.finding("evidence-vague", entry.key, "evidence", text)
