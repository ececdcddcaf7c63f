"""Who stands in a memo: the unit it comes from, its writer, whose opinions it asks for, whom it addresses.

The role words of the plan's signatories (ผู้ลงนาม) decide who writes and who gives an opinion.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields, replace
from typing import Any

from toolkit.model.figures import Figures
from toolkit.model.plan import Plan, Signatory
from toolkit.report.endings import Signature
from toolkit.report.kinds import numerals_of, with_numerals
from toolkit.report.measure_text import with_number
from toolkit.report.memo_body import (
    MemoKind,
    Wording,
    background,
    facts_tail,
    facts_told,
    measure_lines,
    proposals,
)
from toolkit.thai.dates import Numerals, format_date
from toolkit.thai.text import squash

_UNIT = "สำนักปลัด"
_MUNICIPALITY, _MAYOR = "เทศบาล", "นายกเทศมนตรี"
_ADMINISTRATION = "องค์การบริหารส่วน"
_WRITES = ("ผู้จัดทำ", "ผู้รายงาน", "ผู้เสนอ", "ผู้รวบรวม", "ผู้บันทึก", "ผู้เขียน", "ผู้พิมพ์", "เจ้าของเรื่อง")
_GIVES_OPINION = (
    *("หัวหน้า", "ผู้อำนวยการ", "ปลัด", "รองปลัด", "นายก", "รองนายก", "ผู้บริหาร", "ผู้บังคับบัญชา"),
    *("ผู้ตรวจ", "ผู้กลั่นกรอง", "ผู้เห็นชอบ", "ผู้รับรอง", "ผู้พิจารณา", "ผู้อนุมัติ"),
)
_LINE = "ลงชื่อ " + "." * 20
_DOTS = "." * 28


@dataclass(frozen=True, slots=True)
class Opinion:
    """A place for an opinion: whose it is ("ความเห็นของ…") and the signature below; blank: nobody's."""

    heading: str = ""
    signature: Signature = field(default_factory=Signature)


@dataclass(frozen=True, slots=True)
class MemoPeople:
    """`unit` is the division that writes memos (สำนักปลัด), "" where the plan has none; `chief` the post of
    the chief executive."""

    unit: str
    chief: str
    writer: Signature
    opinions: tuple[Opinion, ...]


def memo_people(plan: Plan) -> MemoPeople:
    """The people of a plan's memos.

    The writer is the first with a writer's role (ผู้จัดทำ, ผู้รายงาน), else the first whose role or post is
    none that gives opinions, else nobody: dotted lines. Everybody but writers is asked for an opinion, in the
    order given; a plan that names nobody for it gets the three usual ones, dotted.
    """
    posts = _posts(plan.agency.agency_name)
    writers = [each for each in plan.signatories if _begins(each.role, _WRITES)] or [
        each for each in plan.signatories if not _begins(each.role or each.title, _GIVES_OPINION)
    ][:1]
    asked = [each for each in plan.signatories if each not in writers] or [
        Signatory("", role, "", "") for role in posts
    ]
    last = asked[-1]
    return MemoPeople(
        _unit(plan),
        posts.get("นายก") or last.title or last.role,
        _signature(writers[0] if writers else Signatory("", "", "", ""), ""),
        tuple(_opinion(each, posts) for each in asked),
    )


def _posts(agency_name: str) -> dict[str, str]:
    """The posts that give an opinion by their role words, lowest first, named as this office names them."""
    if agency_name.startswith((_MUNICIPALITY, _ADMINISTRATION)):
        chief = f"นายก{agency_name}"
        if agency_name.startswith(_MUNICIPALITY):
            chief = _MAYOR + agency_name.removeprefix(_MUNICIPALITY)
        return {"หัวหน้าสำนักปลัด": "หัวหน้าสำนักปลัด", "ปลัด": f"ปลัด{agency_name}", "นายก": chief}
    return {"ผู้บังคับบัญชา": "ผู้บังคับบัญชา", "หัวหน้าหน่วยงาน": "หัวหน้าหน่วยงาน"}


def _unit(plan: Plan) -> str:
    for division in plan.divisions:
        if any(squash(name).startswith(_UNIT) for name in (division.division_name, *division.aliases)):
            return division.division_name
    return ""


def _begins(text: str, words: tuple[str, ...]) -> bool:
    return squash(text).startswith(words)


def _opinion(signatory: Signatory, posts: dict[str, str]) -> Opinion:
    post = posts.get(signatory.role, "")
    return Opinion(f"ความเห็นของ{post or signatory.title or signatory.role}", _signature(signatory, post))


def _signature(signatory: Signatory, post: str) -> Signature:
    """A signature with dots for the pen where name or post are not known."""
    return Signature(_LINE, f"({signatory.name or _DOTS})", signatory.title or post or _DOTS)


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
        tuple(with_number(f"3.{place}", each) for place, each in enumerate(proposed, 1)),
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
