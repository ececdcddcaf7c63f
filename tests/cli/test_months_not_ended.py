"""What commands say of a month or period that has not ended, and of a month of another era."""

from __future__ import annotations

import pytest
from runs import Ita

from toolkit.office.folder import OfficeFolder

EARLY = ("--as-of", "2567-03-20T09:00")


def test_a_report_before_its_period_has_ended(ita: Ita, fresh: OfficeFolder) -> None:
    refused = ita("report", "annual", *EARLY, "--office", fresh.root)
    assert refused.exit_code == 1
    assert "1 ตุลาคม 2567" in refused.output and "--interim" in refused.output
    made = ita("report", "annual", *EARLY, "--interim", "--office", fresh.root)
    assert "reports/annual-interim-2567.xlsx" in made.stdout


@pytest.mark.parametrize("command", ["status", "rollup"])
def test_a_month_that_has_not_ended_is_said_first(ita: Ita, fresh: OfficeFolder, command: str) -> None:
    said = ita(command, "--month", "2567-03", *EARLY, "--office", fresh.root)
    assert said.stdout.splitlines()[0] == "เดือนมีนาคม 2567 ยังไม่สิ้นสุด ข้อมูลจึงยังไม่ครบ"


@pytest.mark.parametrize("month", ["2024-03", "2026-03"])
def test_a_christian_year_is_answered_with_the_buddhist_one(
    ita: Ita, fresh: OfficeFolder, month: str
) -> None:
    wrong = ita("status", "--month", month, "--office", fresh.root)
    assert wrong.exit_code == 2
    assert f"{month} เป็นปี ค.ศ. โปรดพิมพ์ปี พ.ศ. เช่น {int(month[:4]) + 543}-03" in wrong.output
