"""Who reported for a month, and whether in time."""

from __future__ import annotations

import pytest
from small_office import DIVISIONS, MONTHS, STEPS, SmallOffice, moment, plan_content, sheet

from toolkit.api import Office
from toolkit.model.figures import ReportState
from toolkit.model.month import Month
from toolkit.rollup.reporting import deadline
from toolkit.rollup.roll_up import last_ended, status_of
from toolkit.thai.labels import report_label

GOOD = {"1.1": "p40", "1.2": "n"}


def states(office: SmallOffice, month: str, at: str) -> dict[str, str]:
    done = office.roll_up(month, at)
    return {division.division_code: division.report for division in done.figures.divisions}


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [
        ("2566-10", 5, "2023-11-05 23:59:59"),
        ("2566-12", 5, "2024-01-05 23:59:59"),
        ("2567-01", 28, "2024-02-28 23:59:59"),
        ("2567-09", 1, "2024-10-01 23:59:59"),
    ],
)
def test_the_deadline_is_the_end_of_a_day_of_the_next_month(month: str, day: int, expected: str) -> None:
    assert deadline(Month.parse(month), day) == moment(expected)


@pytest.mark.parametrize(
    ("rows", "sent", "as_of", "state"),
    [
        (GOOD, "2024-01-05 23:59:59", "2024-01-06 09:00", "on-time"),
        (GOOD, "2024-01-06 00:00:00", "2024-01-06 09:00", "late"),
        (GOOD, "2024-01-04 09:00:00", "2024-01-04 10:00", "on-time"),
        ({"1.1": "p40"}, "2024-01-04 09:00", "2024-01-06 09:00", "on-time"),
        ({}, "2024-01-04 09:00", "2024-01-06 09:00", "empty"),
        ({"1.1": "p120"}, "2024-01-04 09:00", "2024-01-06 09:00", "rejected"),
        ({"1.1": "p120"}, "2024-01-04 09:00", "2024-01-04 10:00", "rejected"),
        (None, "", "2024-01-05 23:59:59", "not-due"),
        (None, "", "2024-01-06 00:00:00", "missing"),
    ],
)
def test_the_state_of_a_division_month(
    small_office: SmallOffice, rows: dict[str, str] | None, sent: str, as_of: str, state: ReportState
) -> None:
    if rows is not None:
        small_office.send("a.xlsx", small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", rows)), sent)
    assert states(small_office, "ธ.ค.", as_of)["01"] == state


def test_a_correction_in_time_settles_a_rejected_file(small_office: SmallOffice) -> None:
    wrong = small_office.fill("01", sheet("ธ.ค.", "3 ม.ค. 2567", {"1.1": "p120"}))
    small_office.send("a.xlsx", wrong, "2024-01-03 09:00")
    assert states(small_office, "ธ.ค.", "2024-01-03 10:00")["01"] == "rejected"
    right = small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", GOOD))
    small_office.send("b.xlsx", right, "2024-01-04 09:00")
    assert states(small_office, "ธ.ค.", "2024-01-06 09:00")["01"] == "on-time"


def test_a_late_correction_does_not_make_a_month_late(small_office: SmallOffice) -> None:
    for name, day, at in (("a", "4 ม.ค. 2567", "2024-01-04 09:00"), ("b", "9 ม.ค. 2567", "2024-01-09 09:00")):
        small_office.send(f"{name}.xlsx", small_office.fill("01", sheet("ธ.ค.", day, GOOD)), at)
    assert states(small_office, "ธ.ค.", "2024-01-10 09:00")["01"] == "on-time"


def test_divisions_without_a_due_row_are_never_counted(small_office: SmallOffice) -> None:
    """03 has no step; 02 has finished all of its own in October."""
    done = small_office.fill("02", sheet("ต.ค.", "1 พ.ย. 2566", {"1.1": "d", "2.1": "d"}))
    small_office.send("a.xlsx", done, "2023-11-01 09:00")
    figures = small_office.roll_up("ธ.ค.", "2024-01-06 09:00").figures
    assert {division.division_code: division.report for division in figures.divisions} == {
        "01": "missing",
        "02": "not-due",
        "03": "not-due",
    }
    counts = figures.reporting
    assert (counts.expected, counts.received, counts.missing) == (1, 0, 1)


@pytest.mark.parametrize(("rows", "state"), [({}, "empty"), ({"2.1": "d"}, "on-time")])
def test_a_sheet_that_was_sent_where_nothing_was_due_is_told_as_it_is_counted(
    small_office: SmallOffice, rows: dict[str, str], state: str
) -> None:
    """02 has finished all of its own in October, and signs December's sheet all the same."""
    done = small_office.fill("02", sheet("ต.ค.", "1 พ.ย. 2566", {"1.1": "d", "2.1": "d"}))
    small_office.send("a.xlsx", done, "2023-11-01 09:00")
    blank = small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", rows))
    small_office.send("b.xlsx", blank, "2024-01-04 09:00")
    figures = small_office.roll_up("ธ.ค.", "2024-01-06 09:00").figures
    division = next(division for division in figures.divisions if division.division_code == "02")
    (cell,) = (cell for cell in dict(figures.matrix)["02"] if cell.month == MONTHS["ธ.ค."])
    assert (division.report, report_label(division)) == (state, "ไม่ถึงกำหนดส่ง")
    assert (cell.state, cell.told, cell.asked) == (state, "not-due", False)


def test_a_division_that_ended_is_not_expected_any_more(small_office: SmallOffice) -> None:
    ended = ({**DIVISIONS[0], "until": "ธ.ค. 66", "successor": "03"}, *DIVISIONS[1:])
    small_office.change_plan(plan_content(divisions=ended, steps=STEPS))
    found = states(small_office, "ม.ค.", "2024-02-06 09:00")
    assert found == {"01": "not-due", "02": "missing", "03": "missing"}


@pytest.mark.parametrize(
    ("as_of", "month"),
    [
        ("2023-01-01 00:00", "2566-10"),
        ("2023-10-31 23:59", "2566-10"),
        ("2023-12-01 00:00", "2566-11"),
        ("2024-04-06 09:00", "2567-03"),
        ("2026-01-01 00:00", "2567-09"),
    ],
)
def test_the_default_month_is_the_last_that_has_ended(
    small_office: SmallOffice, as_of: str, month: str
) -> None:
    assert str(last_ended(2567, moment(as_of))) == month


@pytest.mark.parametrize(
    ("month", "as_of", "noted"),
    [
        # Whoever looks at a year that is over is told where its reports end.
        (None, "2026-01-01 00:00", [("month-unreported", "กันยายน 2567", "2566-12")]),
        (None, "2024-01-06 09:00", []),
        ("2567-09", "2026-01-01 00:00", []),
    ],
)
def test_a_month_that_nobody_named_nor_reported(
    small_office: SmallOffice, month: str | None, as_of: str, noted: list[tuple[str, str, str]]
) -> None:
    small_office.send(
        "a.xlsx", small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", GOOD)), "2024-01-04 09:00"
    )
    office = Office(small_office.office.root)
    for done in (
        office.roll_up(month=month, as_of=moment(as_of)),
        office.status(month=month, as_of=moment(as_of)),
    ):
        assert [(note.code, note.found, note.expected) for note in done.findings] == noted


def test_status_tells_the_same_from_the_archive_alone(small_office: SmallOffice) -> None:
    small_office.send(
        "a.xlsx", small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", GOOD)), "2024-01-04 09:00"
    )
    small_office.send(
        "b.xlsx", small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p120"})), "2024-01-04 09:00"
    )
    done = small_office.roll_up("ธ.ค.", "2024-01-06 09:00")
    ledger = small_office.office.ledger.read_bytes()
    for path in small_office.office.inbox.iterdir():
        path.unlink()
    status = status_of(
        small_office.office, small_office.plan, month=MONTHS["ธ.ค."], as_of=moment("2024-01-06 09:00")
    )
    assert status.figures == done.figures
    assert status.files == done.files
    # What was taken out of the inbox is not waited for.
    assert (done.open_files, status.open_files) == (("inbox/b.xlsx",), ())
    assert small_office.office.ledger.read_bytes() == ledger


def test_a_summary_without_a_row_is_a_report(small_office: SmallOffice) -> None:
    """Only a measure's result is filled in: the division has sent its report."""
    told = sheet("มี.ค.", "4 เม.ย. 2567", {}, outcomes={"1": {"result": "จัดทำคู่มือแล้ว"}})
    small_office.send("a.xlsx", small_office.fill("01", told), "2024-04-04 09:00")
    assert states(small_office, "มี.ค.", "2024-04-06 09:00")["01"] == "on-time"
