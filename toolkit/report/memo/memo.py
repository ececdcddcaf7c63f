"""The memo (บันทึกข้อความ) that takes a report to the chief executive: everything that it says, as texts.

Names for a template's expressions: `memo` (`MemoText`) and, in a Word template, `logo`. Every text is ready
for print, digits included; a text that is blank is a place for the pen, where the template draws a line.

The head of office's own wording wins: rows of the sheet ถ้อยคำรายงาน of this report without a measure number.
`result` stands for what the memo says of the whole, `outcome` and `problem` are added to it, `suggestion`
replaces the proposals, one a line.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any

from toolkit.model.completion import Figures
from toolkit.model.plan import Plan
from toolkit.report.measure_text import numbered
from toolkit.report.memo.background import background
from toolkit.report.memo.facts import facts_tail, facts_told, measure_lines
from toolkit.report.memo.people import MemoPeople, Opinion, memo_people
from toolkit.report.memo.proposals import proposals
from toolkit.report.memo.wording import MemoKind, Wording
from toolkit.report.numerals import numerals_of, with_numerals
from toolkit.report.signatures import Signature
from toolkit.thai.date_format import Numerals, format_date

__all__ = ["MemoKind", "MemoSection", "MemoText", "memo_text"]

MOST_ABREAST = 3
"""How many opinions stand side by side."""


@dataclass(frozen=True, slots=True)
class MemoSection:
    """A numbered part of the memo: its heading, what is said first, a numbered list, and what follows it."""

    heading: str
    told: tuple[str, ...]
    items: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemoText:
    """A whole memo. `sender` stands beside ส่วนราชการ, `number` beside ที่, `date` beside วันที่ and `to`
    beside เรียน; the opinions follow the writer's signature, the chief executive's last."""

    sender: str
    number: str
    date: str
    subject: str
    to: str
    background: MemoSection
    facts: MemoSection
    proposal: MemoSection
    closing: str
    writer: Signature
    opinions: tuple[Opinion, ...]
    numerals: Numerals

    @property
    def sections(self) -> tuple[MemoSection, ...]:
        """The numbered parts in order."""
        return (self.background, self.facts, self.proposal)

    @property
    def opinion_rows(self) -> tuple[tuple[Opinion, ...], ...]:
        """The opinions side by side: rows of equal length, at most `MOST_ABREAST`, filled with blank ones."""
        count = len(self.opinions)
        if not count:
            return ()
        abreast = -(-count // -(-count // MOST_ABREAST))
        filled = (*self.opinions, *(Opinion() for _ in range(-count % abreast)))
        return tuple(filled[place : place + abreast] for place in range(0, len(filled), abreast))


def memo_text(
    plan: Plan,
    figures: Figures | None,
    kind: MemoKind,
    number: str | None = None,
    date: dt.date | None = None,
) -> MemoText:
    """What the memo of a report says.

    `figures` are those of the report's month; the memo of the plan needs none. `number` is put behind the
    office's own beginning (document_number) unless it has it already. Without number or date their places
    stay blank for the pen. Raises ValueError for a report without figures.
    """
    if figures is None and kind != "plan":
        raise ValueError(f"the memo of a report needs its figures: {kind}")
    numerals = numerals_of(plan.agency)
    people = memo_people(plan)
    wording = Wording(plan, figures, kind, people.unit)
    memo = MemoText(
        sender=_sender(plan, people),
        number=_number(plan.agency.document_number, number),
        date=format_date(date) if date else "",
        subject=_subject(wording),
        to=people.chief,
        background=MemoSection("1. เรื่องเดิม", background(wording)),
        facts=MemoSection("2. ข้อเท็จจริง", facts_told(wording), measure_lines(wording), facts_tail(wording)),
        proposal=_proposal(wording),
        closing="จึงเรียนมาเพื่อโปรดพิจารณา",
        writer=people.writer,
        opinions=people.opinions,
        numerals=numerals,
    )
    printed: MemoText = _in_digits(memo, numerals)
    return printed


def _proposal(wording: Wording) -> MemoSection:
    proposed = wording.own("suggestion") or proposals(wording)
    return MemoSection(
        "3. ข้อเสนอเพื่อพิจารณา",
        (f"{wording.unit}พิจารณาแล้ว เห็นควรเสนอเพื่อโปรดพิจารณา ดังนี้",),
        tuple(numbered(f"3.{place}", each) for place, each in enumerate(proposed, 1)),
    )


def _sender(plan: Plan, people: MemoPeople) -> str:
    """The unit and the office with its place, in one line."""
    agency = plan.agency
    unit = people.unit if agency.agency_name not in people.unit else ""
    district = f"อำเภอ{agency.district}" if agency.district else ""
    province = f"จังหวัด{agency.province}" if agency.province else ""
    return " ".join(filter(None, (unit, agency.agency_name, district, province)))


def _number(beginning: str, number: str | None) -> str:
    """The document number, whole, or only its beginning where it is not given."""
    given = (number or "").strip()
    if not given or given.startswith(beginning) or "/" in given:
        return given or beginning
    return f"{beginning}{given}"


def _subject(wording: Wording) -> str:
    if wording.kind == "plan":
        return f"ขอความเห็นชอบ{wording.scheme}"
    if wording.kind == "monthly":
        return f"รายงานความก้าวหน้าตาม{wording.scheme} ประจำเดือน{wording.month}"
    report = f"รายงานผลการดำเนินการตาม{wording.scheme}"
    return f"{report} รอบ {wording.months} เดือน" if wording.kind == "six-month" else report


def _in_digits(value: Any, numerals: Numerals) -> Any:
    """A text, a tuple or a dataclass with the office's digits in all its texts."""
    if isinstance(value, str):
        return with_numerals(value, numerals)
    if isinstance(value, tuple):
        return tuple(_in_digits(each, numerals) for each in value)
    texts = {each.name: _in_digits(getattr(value, each.name), numerals) for each in fields(value)}
    return replace(value, **texts)
