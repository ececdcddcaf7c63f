"""Who stands in a memo: the unit it comes from, its writer, whose opinions it asks for, whom it addresses.

The role words of the plan's signatories (ผู้ลงนาม) decide who writes and who gives an opinion.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.model.plan import Plan, Signatory
from toolkit.report.signatures import Signature
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
