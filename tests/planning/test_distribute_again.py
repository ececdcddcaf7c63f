"""Distributing in mid-year: pictures stay, what is new is marked, and `check` says what has changed."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image
from small_office import MEASURES, MONTHS, STEPS, SmallOffice, moment, plan_content, sheet, verdicts

from toolkit.books.division_book import make_division_workbook
from toolkit.books.division_pages import can_be_issued
from toolkit.books.division_state import DivisionContent
from toolkit.intake.photos import find_photos
from toolkit.intake.plan_file import check_plan_file
from toolkit.model.entry import WHOLE, Framing, Photo
from toolkit.model.progress import assignments
from toolkit.xlsx.layouts import GUIDE_SHEET, PHOTOS
from toolkit.xlsx.package import Package
from toolkit.xlsx.placed_pictures import read_pictures
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import tables_of

pytestmark = pytest.mark.slow  # whole offices, several seconds in all

FIRST, SECOND, THIRD = STEPS
NEW = {"measure_no": "1", "step_no": "3", "step": "อบรมการใช้คู่มือ", "divisions": "01"}
LATER = {**FIRST, "due": "ม.ค. 67"}
REWORDED = {**FIRST, "step": "ร่างคู่มือและรับฟังความคิดเห็น"}


def picture(colour: str, form: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(buffer, form)
    return buffer.getvalue()


FRAMINGS = {
    "whole": WHOLE,
    "cropped": Framing((0.25, 0, 0.1, 0.5)),
    "turned": Framing(turn=90),
    "all": Framing((0.1, 0.2, 0.3, 0.4), 180, mirrored=True, upside_down=True),
}


def photo(colour: str, *, measure: str = "1", framing: Framing = WHOLE, form: str = "PNG") -> Photo:
    return Photo(
        division_code="01",
        measure_no=measure,
        caption=f"อบรม {colour}",
        month=MONTHS["ธ.ค."],
        data=picture(colour, form),
        framing=framing,
    )


def workbook(office: SmallOffice, *photos: Photo) -> bytes:
    plan = office.plan
    own = tuple(assignment for assignment in assignments(plan) if assignment.division_code == "01")
    content = DivisionContent(plan=plan, division=plan.division_by_code["01"], assignments=own, photos=photos)
    return make_division_workbook(content)


@pytest.mark.parametrize("name", FRAMINGS)
def test_a_picture_is_issued_as_its_sheet_showed_it(small_office: SmallOffice, name: str) -> None:
    data = workbook(small_office, photo("red", framing=FRAMINGS[name]), photo("blue"))
    first, second = read_pictures(Package(data))[PHOTOS.sheet]
    assert (first.data, second.data) == (picture("red"), picture("blue"))
    assert (first.framing, second.framing) == (FRAMINGS[name], WHOLE)
    assert second.row == first.row + 1


def test_accepted_pictures_are_issued_again_and_sent_again_once(small_office: SmallOffice) -> None:
    report = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "n"})
    # The workbook as the division would have it: a month filled in, two pictures put in.
    issued = small_office.issued("01")
    shown = [photo("red", framing=FRAMINGS["cropped"]), photo("blue", measure="2", form="JPEG")]
    issued.write_bytes(workbook(small_office, *shown))
    small_office.send("a.xlsx", small_office.fill("01", report), "2024-01-04 09:00")
    small_office.take("2024-01-05 09:00")
    small_office.distribute("2024-01-06 09:00")
    first, second = read_pictures(Package(issued.read_bytes()))[PHOTOS.sheet]
    assert [(first.data, first.framing), (second.data, second.framing)] == [
        (taken.data, taken.framing) for taken in shown
    ]
    (table,) = tables_of(read_book(issued.read_bytes()).sheets[PHOTOS.sheet])
    rows = [record for record in table.records if record.text("caption")]
    assert [[record.text(field) for field in ("month", "measure_no", "caption")] for record in rows] == [
        ["ธ.ค. 66", "1", "อบรม red"],
        ["ธ.ค. 66", "2", "อบรม blue"],
    ]
    again = sheet("ม.ค.", "4 ก.พ. 2567", {"1.1": "p60", "1.2": "n"})
    small_office.send("b.xlsx", small_office.fill("01", again), "2024-02-04 09:00")
    assert verdicts(small_office.take("2024-02-05 09:00").files)["b.xlsx"] == "accepted"
    found = find_photos(small_office.office, small_office.plan, small_office.ledger.lines)
    assert [(kept.caption, kept.framing) for kept in found.photos] == [
        ("อบรม red", FRAMINGS["cropped"]),
        ("อบรม blue", WHOLE),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n broken", picture("red", "WEBP"), picture("red", "TIFF")]
)
def test_what_cannot_be_put_in_is_left_out(data: bytes) -> None:
    assert not can_be_issued(replace(photo("red"), data=data))


def test_too_many_pictures_are_told(small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    small_office.issued("01").write_bytes(workbook(small_office, photo("red"), photo("blue", measure="2")))
    report = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "n"})
    small_office.send("a.xlsx", small_office.fill("01", report), "2024-01-04 09:00")
    small_office.take("2024-01-05 09:00")
    monkeypatch.setattr("toolkit.planning.distribution._MOST_PHOTO_BYTES", len(picture("red")))
    told = {finding.code: finding for finding in small_office.distribute("2024-01-06 09:00").findings}
    assert (told["photos-not-carried"].found, told["photos-not-carried"].expected) == ("สำนักปลัด", "1")


# --- what is new ------------------------------------------------------------------------------------


def numbers(office: SmallOffice, month: str) -> dict[str, str]:
    """The printed number beside each status row, by row key."""
    (status,) = (
        table
        for table in tables_of(read_book(office.issued("01").read_bytes()).sheets[month])
        if table.name == "status"
    )
    return {
        record.key: str(record.sheet.rows[record.location.row][2]) for record in status.records if record.key
    }


@pytest.mark.parametrize(
    ("steps", "marked"),
    [
        ((FIRST, SECOND, THIRD), {"1.1": "1.1", "1.2": "1.2"}),
        ((FIRST, SECOND, THIRD, NEW), {"1.1": "1.1", "1.2": "1.2", "1.3": "1.3\nใหม่"}),
        ((LATER, SECOND, THIRD), {"1.1": "1.1\nแก้ไข", "1.2": "1.2"}),
        ((REWORDED, SECOND, THIRD), {"1.1": "1.1\nแก้ไข", "1.2": "1.2"}),
        (({**FIRST, "every": "เดือน"}, SECOND, THIRD), {"1.1": "1.1\nแก้ไข", "1.2": "1.2"}),
        # the weight and another division's share are no matter of this one's
        (({**FIRST, "weight": "2", "divisions": "01"}, SECOND, THIRD), {"1.1": "1.1", "1.2": "1.2"}),
        ((FIRST, SECOND, {**THIRD, "divisions": "01, 02"}), {"1.1": "1.1", "1.2": "1.2", "2.1": "2.1\nใหม่"}),
    ],
    ids=["nothing", "added", "due", "text", "recurs", "weight", "assigned"],
)
def test_new_and_changed_steps_are_marked(
    small_office: SmallOffice, steps: tuple[dict[str, str], ...], marked: dict[str, str]
) -> None:
    small_office.change_plan(plan_content(steps=steps))
    small_office.distribute("2023-12-02 09:00")
    assert numbers(small_office, "ธ.ค.66") == marked
    issued = small_office.issued("01").read_bytes()
    guide = " ".join(
        str(cell) for row in read_book(issued).sheets[GUIDE_SHEET].rows.values() for cell in row.values()
    )
    assert ("เปลี่ยนจากแบบรายงานฉบับก่อน" in guide) is any("\n" in text for text in marked.values())
    small_office.distribute("2023-12-03 09:00")
    assert small_office.issued("01").read_bytes() == issued


def test_a_month_that_was_reported_bears_no_mark(small_office: SmallOffice) -> None:
    report = sheet("พ.ย.", "1 ธ.ค. 2566", {"1.1": "p40", "1.2": "n"})
    small_office.send("a.xlsx", small_office.fill("01", report), "2023-12-01 09:00")
    small_office.take("2023-12-01 10:00")
    small_office.change_plan(plan_content(steps=(LATER, SECOND, THIRD)))
    small_office.distribute("2023-12-02 09:00")
    assert numbers(small_office, "พ.ย.66")["1.1"] == "1.1"
    assert numbers(small_office, "ธ.ค.66")["1.1"] == "1.1\nแก้ไข"
    # The marked number is no part of the row's text: the workbook is taken in as before.
    report = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p60", "1.2": "n"})
    small_office.send("b.xlsx", small_office.fill("01", report), "2024-01-04 09:00")
    assert verdicts(small_office.take("2024-01-05 09:00").files)["b.xlsx"] == "accepted"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, []),
        ({"steps": (*STEPS, NEW)}, [("added-since-issue", "1.3", "ขั้นตอน")]),
        ({"steps": (LATER, SECOND, THIRD)}, [("changed-since-issue", "ขั้นตอน 1.1", "กำหนดเสร็จ")]),
        (
            {"steps": ({**REWORDED, "weight": "2"}, SECOND, THIRD)},
            [("changed-since-issue", "ขั้นตอน 1.1", "ขั้นตอน/วิธีการ, น้ำหนัก")],
        ),
        (
            {"measures": (MEASURES[0], {**MEASURES[1], "end": "มิ.ย. 67"})},
            [("changed-since-issue", "มาตรการ 2", "สิ้นสุด")],
        ),
    ],
    ids=["nothing", "a step more", "due", "text and weight", "a measure's end"],
)
def test_check_lists_what_has_changed_since_the_distribution(
    small_office: SmallOffice, change: dict[str, object], told: list[tuple[str, str, str]]
) -> None:
    def changes() -> list[tuple[str, str, str]]:
        found = check_plan_file(small_office.office).result.findings
        return [
            (finding.code, finding.found, finding.expected)
            for finding in found
            if finding.code.endswith("since-issue")
        ]

    small_office.change_plan(plan_content(**change))  # type: ignore[arg-type]
    assert changes() == told
    small_office.distribute("2023-12-02 09:00")
    assert changes() == []
    assert moment("2023-12-02 09:00") == small_office.ledger.lines[-1].time or not told


def test_a_step_that_an_earlier_plan_lacks_was_added(small_office: SmallOffice) -> None:
    def added() -> list[str]:
        plan = check_plan_file(small_office.office).usable
        return [step.key for _, step in plan.steps if step.added]

    assert added() == []
    small_office.change_plan(plan_content(steps=(*STEPS, NEW)))
    assert added() == ["1.3"]
    small_office.distribute("2023-12-02 09:00")
    assert added() == ["1.3"]


@pytest.mark.parametrize("percent", ["0.5%", "0.25%", "1", "99.5", "40"])
def test_a_percent_is_issued_as_it_was_accepted(small_office: SmallOffice, percent: str) -> None:
    """Half a percent comes back as half a percent, not as a share of 50."""
    stopped = {"status": "ไม่สามารถดำเนินการได้", "percent": percent, "reason": "ไม่ได้รับงบประมาณ"}
    report = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": stopped, "1.2": "n"})
    small_office.send("a.xlsx", small_office.fill("01", report), "2024-01-04 09:00")
    accepted = small_office.take("2024-01-05 09:00").accepted.entries["01", "1.1"][MONTHS["ธ.ค."]]
    small_office.distribute("2024-01-06 09:00")
    again = sheet("ม.ค.", "4 ก.พ. 2567", {"1.2": "n"})
    small_office.send("b.xlsx", small_office.fill("01", again), "2024-02-04 09:00")
    intake = small_office.take("2024-02-05 09:00")
    assert verdicts(intake.files)["b.xlsx"].split()[0] == "accepted"
    assert [
        str(line.months[0].month) for line in small_office.ledger.lines if line.file.endswith("b.xlsx")
    ] == ["2567-01"], "December says the same as before"
    assert intake.accepted.entries["01", "1.1"][MONTHS["ธ.ค."]].percent == accepted.percent
