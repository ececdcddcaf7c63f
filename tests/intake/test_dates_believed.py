"""A slip of the pen in the reporting date locks no month."""

from __future__ import annotations

import pytest
from small_office import SmallOffice, sheet, values, verdicts

SLIPS = {
    "a year too far": "4 ม.ค. 2568",
    "day and month swapped": "1 เม.ย. 2567",
    "last year's": "4 ม.ค. 2566",
    "next month's": "4 ก.พ. 2567",
    "before its month": "30 พ.ย. 2566",
    "the day after": "7 ม.ค. 2567",
}


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("mended", ["4 ม.ค. 2567", "5 ม.ค. 2567"])
def test_the_mended_file_counts(small_office: SmallOffice, slip: str, mended: str) -> None:
    small_office.send(
        "a.xlsx",
        small_office.fill("01", sheet("ธ.ค.", SLIPS[slip], {"1.1": "p30", "1.2": "n"})),
        "2024-01-04 09:00",
    )
    assert verdicts(small_office.take("2024-01-06 09:00").files) == {"a.xlsx": "warned reported-on-odd"}
    small_office.send(
        "b.xlsx",
        small_office.fill("01", sheet("ธ.ค.", mended, {"1.1": "p60", "1.2": "n"})),
        "2024-01-08 09:00",
    )
    intake = small_office.take("2024-01-09 09:00")
    assert verdicts(intake.files)["b.xlsx"] == "accepted"
    assert values(intake, "ธ.ค.")["01 1.1"] == "in_progress 60"
    assert values(small_office.take("2024-01-10 09:00"), "ธ.ค.")["01 1.1"] == "in_progress 60"


def test_rows_passed_over_for_their_date_are_a_warning_once(small_office: SmallOffice) -> None:
    newer = small_office.fill("01", sheet("ธ.ค.", "5 ม.ค. 2567", {"1.1": "p60", "1.2": "n"}))
    older = small_office.fill("01", sheet("ธ.ค.", "3 ม.ค. 2567", {"1.1": "p30", "1.2": "n"}))
    small_office.send("a.xlsx", newer, "2024-01-05 09:00")
    small_office.take("2024-01-06 09:00")
    small_office.send("b.xlsx", older, "2024-01-08 09:00")
    intake = small_office.take("2024-01-09 09:00")
    assert verdicts(intake.files)["b.xlsx"] == "warned older-report"
    (warning,) = next(file for file in intake.files if file.file == "inbox/b.xlsx").findings
    assert (warning.code, warning.expected) == ("older-report", "5 มกราคม 2567")
    assert "inbox/b.xlsx" in intake.news
    assert small_office.take("2024-01-10 09:00").news == frozenset()


def test_two_files_of_one_moment_are_taken_together(small_office: SmallOffice) -> None:
    one = small_office.fill("01", sheet("ธ.ค.", "5 ม.ค. 2567", {"1.1": "p60"}))
    other = small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p30", "1.2": "n"}))
    small_office.send("a.xlsx", one, "2024-01-05 09:00")
    small_office.send("b.xlsx", other, "2024-01-05 09:00")
    intake = small_office.take("2024-01-06 09:00")
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 60", "01 1.2": "not_started None"}
