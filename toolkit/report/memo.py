"""The memo of a report: its parts, the unit it comes from, its writer, and whose opinions it asks for.

The role words of the plan's signatories (ผู้ลงนาม) decide who writes and who gives an opinion.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from math import ceil

from toolkit.model.figures import Figures
from toolkit.model.plan import Plan, Signatory
from toolkit.report.endings import Signature, in_brackets
from toolkit.report.kinds import in_numerals, numerals_of, with_numerals
from toolkit.report.measure_text import with_number
from toolkit.report.memo_body import MemoKind, measure_lines, memo_lines
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
_ACTS_FOR = "รักษาราชการแทน"
_LINE = "ลงชื่อ " + "." * 20
_DOTS = "." * 28
MOST_ABREAST = 3
"""How many opinions stand side by side."""


class Column(str):
    """A text that stands beside others, where a line is narrower."""


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
    """Return the people of a plan's memos.

    The writer is the first with a writer's role (ผู้จัดทำ, ผู้รายงาน), else the first whose role or post is
    none that gives opinions, else nobody: dotted lines. Everybody but writers is asked for an opinion, in the
    order given; a plan that names nobody for it gets the three usual ones, dotted.
    """
    posts = _posts(plan.agency.agency_name)
    people = plan.signatories
    writers = [person for person in people if squash(person.role).startswith(_WRITES)]
    if not writers:
        others = (
            person for person in people if not squash(person.role or person.title).startswith(_GIVES_OPINION)
        )
        writers = [*others][:1]
    asked = [person for person in people if person not in writers]
    asked = asked or [Signatory("", role, "", "") for role in posts]
    opinions = []
    for person in asked:
        post = posts.get(person.role, "")
        # Who acts for somebody gives the opinion of that post.
        heading = f"ความเห็นของ{post or person.title.split(_ACTS_FOR)[-1].strip() or person.role}"
        opinions.append(Opinion(heading, _signature(person, post)))
    return MemoPeople(
        unit=writing_unit(plan),
        # The chief executive gives the last opinion, after everybody below.
        chief=posts.get("นายก") or asked[-1].title or asked[-1].role,
        writer=_signature(writers[0] if writers else Signatory("", "", "", "")),
        opinions=tuple(opinions),
    )


def _posts(agency_name: str) -> dict[str, str]:
    """Return the posts that give an opinion by their role words, lowest first, as this office names them."""
    if agency_name.startswith((_MUNICIPALITY, _ADMINISTRATION)):
        chief = f"นายก{agency_name}"
        if agency_name.startswith(_MUNICIPALITY):
            chief = _MAYOR + agency_name.removeprefix(_MUNICIPALITY)
        return {"หัวหน้าสำนักปลัด": "หัวหน้าสำนักปลัด", "ปลัด": f"ปลัด{agency_name}", "นายก": chief}
    return {"ผู้บังคับบัญชา": "ผู้บังคับบัญชา", "หัวหน้าหน่วยงาน": "หัวหน้าหน่วยงาน"}


def writing_unit(plan: Plan) -> str:
    """Return the division that writes memos and reports (สำนักปลัด), "" where the plan has none."""
    for division in plan.divisions:
        if any(squash(name).startswith(_UNIT) for name in (division.division_name, *division.aliases)):
            return division.division_name
    return ""


@dataclass(frozen=True, slots=True)
class ReportAgency:
    """The office as printed; `district` and `province` with the word in front, or blank."""

    name: str
    district: str
    province: str
    postal_code: str
    website: str
    unit: str
    """The unit that writes the office's reports, where the office's name does not say it."""
    division_word: str

    @property
    def heading(self) -> str:
        """Unit and name, one a line, as a cover has them."""
        return "\n".join(filter(None, (self.unit, self.name)))

    @property
    def address(self) -> str:
        """District, province and postal code in one line."""
        return " ".join(filter(None, (self.district, self.province, self.postal_code)))

    @property
    def place(self) -> str:
        """Name, district and province in one line."""
        return " ".join(filter(None, (self.name, self.district, self.province)))

    @property
    def sender(self) -> str:
        """Unit, name and place in one line, as a memo has them."""
        return f"{self.unit} {self.place}".strip()


def report_agency(plan: Plan) -> ReportAgency:
    """Return the office as printed."""
    agency, numerals = plan.agency, numerals_of(plan.agency)
    unit = writing_unit(plan)
    return ReportAgency(
        name=with_numerals(agency.agency_name, numerals),
        district=f"อำเภอ{agency.district}" if agency.district else "",
        province=f"จังหวัด{agency.province}" if agency.province else "",
        postal_code=with_numerals(agency.extras.get("postal_code", ""), numerals),
        website=agency.website,
        # Some units bear the office's name within their own.
        unit="" if agency.agency_name in unit else unit,
        division_word=plan.division_word,
    )


def _signature(signatory: Signatory, post: str = "") -> Signature:
    """Return a signature with dots for the pen where name or post are not known."""
    # The form prints the word itself, and people type it too.
    title = signatory.title.removeprefix("ตำแหน่ง").strip()
    return Signature(_LINE, in_brackets(signatory.name or _DOTS), title or post or _DOTS)


@dataclass(frozen=True, slots=True)
class MemoSection:
    """A numbered part of the memo: its heading, what is said first, a numbered list, and what follows it."""

    heading: str
    told: tuple[str, ...]
    items: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
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
        rows = ceil(count / MOST_ABREAST)
        # Rows of even length: four stand two and two, not three and one.
        abreast = ceil(count / rows)
        narrow = [
            Opinion(Column(each.heading), replace(each.signature, title=Column(each.signature.title)))
            for each in self.opinions
        ]
        filled = (*narrow, *(Opinion() for _ in range(rows * abreast - count)))
        return tuple(filled[index : index + abreast] for index in range(0, len(filled), abreast))


def memo_text(
    plan: Plan,
    figures: Figures,
    kind: MemoKind,
    number: str | None = None,
    date: dt.date | None = None,
) -> MemoText:
    """Return what the memo of a report says.

    `figures` are those of the report's month. `number` is put behind the office's own beginning
    (document_number) unless it has it already. Without number or date their places stay blank for the pen.
    """
    numerals = numerals_of(plan.agency)
    people = memo_people(plan)
    lines = memo_lines(plan, figures, kind, people.unit)
    given, beginning = (number or "").strip(), plan.agency.document_number
    # A number with a stroke is whole already: the office's beginning would stand there twice.
    whole = given.startswith(beginning) or "/" in given
    memo = MemoText(
        sender=report_agency(plan).sender,
        number=given if whole else f"{beginning}{given}",
        date=format_date(date) if date else "",
        subject=" ".join(lines["subject"]),
        to=people.chief,
        background=MemoSection("1. เรื่องเดิม", lines["background"]),
        facts=MemoSection(
            "2. ข้อเท็จจริง", lines["before"], tuple(measure_lines(plan, figures, kind)), lines["after"]
        ),
        proposal=MemoSection(
            "3. ข้อเสนอเพื่อพิจารณา",
            lines["proposing"],
            tuple(with_number(f"3.{number}", text) for number, text in enumerate(lines["proposals"], 1)),
        ),
        closing="จึงเรียนมาเพื่อโปรดพิจารณา",
        writer=people.writer,
        opinions=people.opinions,
        numerals=numerals,
    )
    return in_numerals(memo, numerals)
