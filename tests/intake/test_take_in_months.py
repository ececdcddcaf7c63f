"""Which months of a workbook the intake accepts, and when it takes each as received."""

from __future__ import annotations

import os

import pytest
from small_office import MONTHS, SmallOffice, moment, sheet, typed, values, verdicts
from taken_in import DECEMBER, TAKEN_AT, UNSIGNED, findings


@pytest.mark.parametrize(
    ("typed_sheet", "at", "verdict", "read"),
    [
        (DECEMBER, "2023-12-31 23:00", "warned reported-on-odd month-left-out", True),
        (DECEMBER, "2023-11-30 23:59", "warned month-not-begun", False),
        (DECEMBER, "2023-12-01 00:00", "warned reported-on-odd month-left-out", True),
        (UNSIGNED, "2023-12-31 23:59", "accepted month-draft", False),
        (UNSIGNED, "2024-01-01 00:00", "rejected month-unsigned month-unsigned", False),
        (sheet("ธ.ค.", "", {"1.1": "p40"}), TAKEN_AT, "rejected month-unsigned row-blank", False),
        (
            sheet("ธ.ค.", "31 ก.พ. 2567", {"1.1": "p40"}),
            TAKEN_AT,
            "rejected reported-on-unreadable row-blank",
            False,
        ),
        (sheet("ธ.ค.", "31 ก.พ. 2567"), TAKEN_AT, "rejected reported-on-unreadable nothing-submitted", False),
        (sheet("ธ.ค.", "4 ม.ค. 2567"), TAKEN_AT, "accepted row-blank", False),
        (sheet("ธ.ค.", "", reporter="นิติกร"), TAKEN_AT, "warned nothing-submitted", False),
        (
            sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": typed("n") | {"status": ""}}),
            TAKEN_AT,
            "rejected status-missing",
            False,
        ),
        (
            sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p120", "1.2": "n"}),
            TAKEN_AT,
            "rejected percent-range",
            False,
        ),
    ],
)
def test_months(small_office: SmallOffice, typed_sheet: object, at: str, verdict: str, read: bool) -> None:
    small_office.send("a.xlsx", small_office.fill("01", typed_sheet), "2023-11-30 12:00")  # type: ignore[arg-type]
    intake = small_office.take(at)
    assert verdicts(intake.files) == {"a.xlsx": verdict}
    assert bool(values(intake, "ธ.ค.")) is read


def test_an_issued_workbook_with_nothing_in_it(small_office: SmallOffice) -> None:
    small_office.send("a.xlsx", small_office.issued("01").read_bytes(), "2024-01-04 09:00")
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"a.xlsx": "warned nothing-submitted"}
    assert intake.open_files == ()


@pytest.mark.parametrize("result", ["", "จัดทำคู่มือครบถ้วน"])
def test_a_result_is_asked_for_in_march(small_office: SmallOffice, result: str) -> None:
    march = sheet("มี.ค.", "2 เม.ย. 2567", {"1.1": "p40", "1.2": "n"}, outcomes={"1": {"result": result}})
    small_office.send("a.xlsx", small_office.fill("01", march), "2024-04-02 09:00")
    expected = "accepted" if result else "warned result-missing"
    assert verdicts(small_office.take("2024-04-06 09:00").files) == {"a.xlsx": expected}


def test_a_result_is_asked_for_when_the_last_step_is_done(small_office: SmallOffice) -> None:
    one, both = (
        sheet("พ.ย.", "1 ธ.ค. 2566", {"1.1": "d", "1.2": "n"}),
        sheet("ธ.ค.", "4 ม.ค. 2567", {"1.2": "d"}),
    )
    small_office.send("1.xlsx", small_office.fill("01", one), "2023-12-01 09:00")
    small_office.send("2.xlsx", small_office.fill("01", one, both), "2024-01-04 09:00")
    found = verdicts(small_office.take(TAKEN_AT).files)
    assert found == {"1.xlsx": "accepted", "2.xlsx": "warned result-missing"}


# --- received -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("saved", "modified", "received"),
    [
        # both believed: the earlier
        ("2024-01-04 08:00", "2024-01-04 09:00", "2024-01-04 08:00"),
        ("2024-01-04 10:00", "2024-01-04 09:00", "2024-01-04 09:00"),
        # a time before the month is not believed
        ("2023-11-30 23:59", "2024-01-04 09:00", "2024-01-04 09:00"),
        ("2024-01-04 10:00", "2023-11-30 23:59", "2024-01-04 10:00"),
        ("2023-12-01 00:00", "2024-01-04 09:00", "2023-12-01 00:00"),
        # nor is one after the intake
        ("2024-02-01 00:00", "2024-01-04 09:00", "2024-01-04 09:00"),
        ("2024-02-01 00:00", "2024-02-01 09:00", "2024-01-06 09:00"),
        ("1999-01-01 00:00", "2043-01-01 00:00", "2024-01-06 09:00"),
    ],
)
def test_received_is_the_earliest_believable_time(
    small_office: SmallOffice, saved: str, modified: str, received: str
) -> None:
    small_office.send("a.xlsx", small_office.fill("01", DECEMBER, saved=saved), modified)
    small_office.take(TAKEN_AT)
    (month,) = small_office.ledger.lines[-1].months
    assert month.received == moment(received)


@pytest.mark.parametrize("time", [2**40, -(2**40), 0], ids=["far future", "far past", "1970"])
def test_an_impossible_file_time_is_not_believed(small_office: SmallOffice, time: int) -> None:
    path = small_office.send("a.xlsx", small_office.fill("01", DECEMBER), "2024-01-04 09:00")
    try:
        os.utime(path, (time, time))
    except OSError:
        pytest.skip("this system keeps no such time")
    assert verdicts(small_office.take(TAKEN_AT).files) == {"a.xlsx": "accepted"}
    assert small_office.ledger.lines[-1].received == moment(TAKEN_AT)


def test_each_month_of_a_file_has_its_own_time(small_office: SmallOffice) -> None:
    """Saved in November, copied in January: believed for October, not for December."""
    october = sheet("ต.ค.", "1 พ.ย. 2566", {"1.1": "p20", "1.2": "n"})
    data = small_office.fill("01", october, DECEMBER, saved="2023-11-20 09:00")
    small_office.send("a.xlsx", data, "2024-01-04 09:00")
    small_office.take(TAKEN_AT)
    found = {str(month.month): month.received for month in small_office.ledger.lines[-1].months}
    assert found == {"2566-10": moment("2023-11-20 09:00"), "2566-12": moment("2024-01-04 09:00")}


def test_received_is_never_computed_again(small_office: SmallOffice) -> None:
    path = small_office.send("a.xlsx", small_office.fill("01", DECEMBER), "2024-01-04 09:00")
    small_office.take(TAKEN_AT)
    small_office.send(path.name, path.read_bytes(), "2023-12-02 09:00")
    intake = small_office.take("2024-03-01 09:00")
    first = intake.accepted.first_filled.get(("01", MONTHS["ธ.ค."]))
    assert first is not None
    assert first.received == moment("2024-01-04 09:00")


def test_a_month_filled_ahead_is_read_from_the_same_file_once_it_has_begun(small_office: SmallOffice) -> None:
    january = sheet("ม.ค.", "31 ม.ค. 2567", {"1.1": "p60"})
    small_office.send("a.xlsx", small_office.fill("01", DECEMBER, january), "2023-12-30 09:00")
    first = small_office.take("2023-12-30 10:00")
    assert findings(first.files, "a.xlsx")[:1] == ["month-not-begun ม.ค.67!"]
    assert values(first, "ม.ค.") == {}
    later = small_office.take("2024-02-01 09:00")
    assert values(later, "ม.ค.") == {"01 1.1": "in_progress 60"}
    assert values(later, "ธ.ค.") == values(first, "ธ.ค.")
    assert len(small_office.ledger.lines) == 3  # distributed, accepted, accepted again with January
    small_office.take("2024-02-02 09:00")
    assert len(small_office.ledger.lines) == 3


def test_a_month_filled_ahead_brings_no_settled_month_back(small_office: SmallOffice) -> None:
    """The file's own times are not believed: looked at again, its October would be the one received last."""
    first = sheet("ต.ค.", "29 ต.ค. 2566", {"1.1": "p20", "1.2": "n"})
    ahead = sheet("ธ.ค.", "1 ธ.ค. 2566", {"1.1": "p80"})
    small_office.send("a.xlsx", small_office.fill("01", first, ahead), "2030-01-01 09:00")
    small_office.take("2023-11-10 09:00")
    corrected = sheet("ต.ค.", "29 ต.ค. 2566", {"1.1": "p60", "1.2": "n"})
    small_office.send("b.xlsx", small_office.fill("01", corrected), "2023-11-15 09:00")
    small_office.take("2023-11-20 09:00")
    intake = small_office.take("2023-12-05 09:00")
    assert values(intake, "ต.ค.")["01 1.1"] == "in_progress 60"
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 80"}
