"""New office folders, and last year's plan carried over."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from pathlib import Path

import pytest

from toolkit.books.plan_book import PlanContent, make_plan_workbook
from toolkit.books.plan_reading import read_plan
from toolkit.example.worked_example import load_example
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import Month
from toolkit.model.plan import Agency, Division, Measure, Plan, Score, Signatory, Step, Weakness
from toolkit.planning.new_office import new_office, next_year
from toolkit.xlsx.strict_reader import read_book

OCTOBER, DECEMBER, SEPTEMBER = Month(2566, 10), Month(2566, 12), Month(2567, 9)

OFFICE = Agency(
    "05990101",
    "เทศบาลตำบลทุ่งตัวอย่าง",
    2567,
    province="จำลองบุรี",
    report_due_day=7,
    numerals="arabic",
    publish_status=True,
    extras={"colour": "ฟ้า", "plan_item": "O34"},
)
DIVISIONS = (
    Division("01", "สำนักปลัด", ("สป.", "สำนักปลัดเทศบาล"), "หัวหน้าสำนักปลัด", "a@example.go.th"),
    Division("02", "กองคลัง", ("กค.",)),
    Division("03", "กองช่าง", ("กองโยธา",), until=DECEMBER, successor="04"),
    Division("04", "กองประปา", until=Month(2567, 3), successor="02"),
    Division("05", "หน่วยตรวจสอบภายใน", in_all=False),
    Division("06", "กองกิจการพิเศษ", until=DECEMBER),
)


def plan_of(*measures: Measure, divisions: tuple[Division, ...] = DIVISIONS) -> Plan:
    return Plan(
        OFFICE,
        divisions,
        measures,
        scores=(Score(2566, "overall", Fraction("87.45"), "ผ่าน"), Score(2566, "1", None)),
        weaknesses=(Weakness("7", "1", "ข้อมูลกระจัดกระจาย"),),
        signatories=(Signatory("1", "ผู้จัดทำ", "", "นักวิเคราะห์นโยบายและแผน"),),
    )


def measure(number: str = "1", *steps: Step, **fields: object) -> Measure:
    made = Measure(number, f"มาตรการ {number}", OCTOBER, SEPTEMBER, monitoring="รายงานทุกเดือน", steps=steps)
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]


def step(number: str = "1", divisions: str = "01", **fields: object) -> Step:
    made = Step("1", number, f"ขั้นตอน {number}", divisions=divisions)
    return dataclasses.replace(made, **fields)  # type: ignore[arg-type]


# --- the folder ---------------------------------------------------------------------------------


def test_a_new_office_has_its_folders_and_the_blank_plan(tmp_path: Path) -> None:
    office = new_office(tmp_path / "office")
    assert office.plan.read_bytes() == make_plan_workbook()
    assert office.inbox.is_dir()
    assert office.outbox.is_dir()


def test_a_new_office_takes_a_given_plan(tmp_path: Path) -> None:
    content = PlanContent({"agency_code": "1"}, {})
    assert new_office(tmp_path, content=content).plan.read_bytes() == make_plan_workbook(content)


def test_a_folder_with_a_plan_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(b"mine")
    with pytest.raises(UserError) as caught:
        new_office(tmp_path)
    assert caught.value.finding == Finding("office-exists", found=str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]
    assert (tmp_path / "plan.xlsx").read_bytes() == b"mine"


# --- the next year ------------------------------------------------------------------------------


def test_the_agency_moves_one_year_on() -> None:
    """What corrects the facts of one year of the assessment stays behind."""
    content, _ = next_year(plan_of())
    assert content.agency == {
        "agency_code": "05990101",
        "agency_name": "เทศบาลตำบลทุ่งตัวอย่าง",
        "fiscal_year": "2568",
        "province": "จำลองบุรี",
        "report_due_day": "7",
        "numerals": "arabic",
        "font": "TH Sarabun New",
        "publish_status": "ใช่",
        "colour": "ฟ้า",
    }


def test_what_the_memo_says_of_this_years_result_is_last_years_next_year() -> None:
    days = {"result_announced": "2 ส.ค. 2566", "own_result_announced": "1 ส.ค. 2567", "adopted_by": "ประชุม"}
    agency = dataclasses.replace(OFFICE, extras=days)
    content, _ = next_year(dataclasses.replace(plan_of(measure(officer="นางสมมติ ใจดี")), agency=agency))
    assert content.agency["result_announced"] == "1 ส.ค. 2567"
    assert not {"own_result_announced", "adopted_by"} & content.agency.keys()
    assert [row["officer"] for row in content.tables["measures"]] == ["นางสมมติ ใจดี"]


def test_divisions_that_ended_are_left_out() -> None:
    content, _ = next_year(plan_of())
    assert [row["division_code"] for row in content.tables["divisions"]] == ["01", "02", "05"]
    assert content.tables["divisions"][0] == {
        "division_code": "01",
        "division_name": "สำนักปลัด",
        "aliases": "สป., สำนักปลัดเทศบาล",
        "head_title": "หัวหน้าสำนักปลัด",
        "email": "a@example.go.th",
        "in_all": "",
        "until": "",
        "successor": "",
    }
    assert content.tables["divisions"][2]["in_all"] == "ไม่"


def test_scores_and_signatories_stay_and_weaknesses_go() -> None:
    content, _ = next_year(plan_of())
    assert content.tables["scores"] == [
        {"year": "2566", "item": "overall", "score": "87.45", "level": "ผ่าน", "text": ""},
        {"year": "2566", "item": "1", "score": "", "level": "", "text": ""},
    ]
    assert [row["title"] for row in content.tables["signatories"]] == ["นักวิเคราะห์นโยบายและแผน"]
    assert "weaknesses" not in content.tables
    assert "texts" not in content.tables


def test_measures_and_steps_move_twelve_months_on() -> None:
    old = measure(
        "1",
        step("1", due=DECEMBER, first=DECEMBER, added=True, evidence_required=True, weight=Fraction("2.5")),
        step("2", every="quarter", first=DECEMBER),
    )
    content, notes = next_year(plan_of(old))
    (row,), steps = content.tables["measures"], content.tables["steps"]
    assert (row["start"], row["end"], row["weight"]) == ("ต.ค. 67", "ก.ย. 68", "")
    assert [(step["due"], step["from"], step["until"], step["every"]) for step in steps] == [
        ("ธ.ค. 67", "", "", ""),
        ("", "ธ.ค. 67", "", "ไตรมาส"),
    ]
    assert [(step["weight"], step["evidence_required"]) for step in steps] == [("2.5", "ใช่"), ("", "")]
    assert [(note.code, note.sheet, note.found, note.expected) for note in notes] == [
        ("date-shifted", "มาตรการ", "ต.ค. 66", "ต.ค. 67"),
        ("date-shifted", "มาตรการ", "ก.ย. 67", "ก.ย. 68"),
        *[("date-shifted", "ขั้นตอน", "ธ.ค. 66", "ธ.ค. 67")] * 2,
    ]


@pytest.mark.parametrize(
    ("period", "kept"),
    [
        ("", True),
        ("ไตรมาส 1 - 4", True),
        ("ตลอดปีงบประมาณ", True),
        ("ตลอดปีงบประมาณ ๒๕๖๗", False),
        ("๑ ต.ค. ๖๖ - ๓๐ ก.ย. ๖๗", False),
        ("ต.ค.66-ก.ย.67", False),
    ],
)
def test_a_printed_period_that_names_the_old_year_is_cleared(period: str, kept: bool) -> None:
    content, notes = next_year(plan_of(measure(period=period)))
    assert content.tables["measures"][0]["period"] == (period if kept else "")
    cleared = [note for note in notes if note.found == period and note.expected == "1 ต.ค. 67 – 30 ก.ย. 68"]
    assert len(cleared) == (not kept)


@pytest.mark.parametrize(
    ("steps", "measures", "kept"),
    [
        ((step("1"), step("2", until=DECEMBER)), ["1"], ["1"]),
        ((step("1", until=DECEMBER), step("2", until=SEPTEMBER)), [], []),
        ((step("1", until=Month(2567, 10)),), ["1"], ["1"]),
        ((), ["1"], []),
    ],
    ids=["one ended", "all ended", "ends next year", "none at all"],
)
def test_what_ended_is_left_out(steps: tuple[Step, ...], measures: list[str], kept: list[str]) -> None:
    content, _ = next_year(plan_of(measure("1", *steps)))
    assert [row["measure_no"] for row in content.tables["measures"]] == measures
    assert [row["step_no"] for row in content.tables["steps"]] == kept


@pytest.mark.parametrize(
    ("text", "expected", "replaced"),
    [
        ("สำนักปลัด / กค.", "สำนักปลัด / กค.", []),
        ("ทุกกอง", "ทุกกอง", []),
        ("03", "กองคลัง", ["03"]),
        ("กองโยธา", "กองคลัง", ["กองโยธา"]),
        ("สำนักปลัด\nกองประปา", "สำนักปลัด, กองคลัง", ["กองประปา"]),
        ("กองช่าง; กค.; สป.", "กองคลัง, สป.", ["กองช่าง"]),
        ("กค., กองช่าง, 04", "กค.", ["กองช่าง", "04"]),
        ("กองกิจการพิเศษ, 01", "กองกิจการพิเศษ, 01", []),
        ("กองที่ไม่มี, 01", "กองที่ไม่มี, 01", []),
    ],
)
def test_ended_divisions_are_replaced_by_their_successors(
    text: str, expected: str, replaced: list[str]
) -> None:
    content, notes = next_year(plan_of(measure("1", step("1", text))))
    assert content.tables["steps"][0]["divisions"] == expected
    assert [note for note in notes if note.code == "division-replaced"] == [
        Finding("division-replaced", "ขั้นตอน", found=code, expected="กองคลัง") for code in replaced
    ]


def test_the_printed_responsible_names_the_successor_too() -> None:
    content, notes = next_year(plan_of(measure(responsible="กองช่าง")))
    assert content.tables["measures"][0]["responsible"] == "กองคลัง"
    assert Finding("division-replaced", "มาตรการ", found="กองช่าง", expected="กองคลัง") in notes


def test_divisions_that_succeed_each_other_end_the_search() -> None:
    ring = (
        Division("01", "กองหนึ่ง", until=DECEMBER, successor="02"),
        Division("02", "กองสอง", until=DECEMBER, successor="01"),
    )
    content, _ = next_year(plan_of(measure("1", step("1", "01")), divisions=ring))
    assert content.tables["steps"][0]["divisions"] == "01"


def test_the_example_carried_over_is_a_plan_without_findings() -> None:
    plan, _ = read_plan(read_book(make_plan_workbook(load_example().plan)))
    assert plan is not None
    content, _ = next_year(plan)
    after, findings = read_plan(read_book(make_plan_workbook(content)))
    assert findings == ()
    assert after is not None
    assert after.fiscal_year == plan.fiscal_year + 1
    for old, new in zip(plan.measures, after.measures, strict=True):
        assert (new.start - old.start, new.end - old.end) == (12, 12)
    for (_, old_step), (_, new_step) in zip(plan.steps, after.steps, strict=True):
        assert (new_step.key, new_step.step) == (old_step.key, old_step.step)
        assert new_step.division_codes == old_step.division_codes
        assert new_step.due == (old_step.due + 12 if old_step.due else None)


@pytest.mark.parametrize("name", ["CON", "aux.2567", "a?b", "งาน:2567", "งาน.", "งาน "])
def test_a_name_that_is_none_on_every_system_is_refused(tmp_path: Path, name: str) -> None:
    for root in (tmp_path / name, tmp_path / name / "2567"):
        with pytest.raises(UserError, match="office-name-unusable"):
            new_office(root)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "งาน ปี.67").mkdir()
    assert new_office(tmp_path / "งาน ปี.67").plan.is_file()


def test_a_drive_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "The system cannot find the path specified", "Q:\\")

    monkeypatch.setattr(Path, "mkdir", absent)
    with pytest.raises(UserError, match="file-missing"):
        new_office(tmp_path / "o")


def test_a_root_that_leaves_no_room_on_windows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.planning.new_office._LONGEST_ROOT", len(str(tmp_path)))
    # Only the module's view of the system: pathlib goes by the real one.
    monkeypatch.setattr("toolkit.planning.new_office.os", type("Windows", (), {"name": "nt"}))
    with pytest.raises(UserError, match="path-too-long"):
        new_office(tmp_path / "o")
