"""Every workbook and memo that we write validates against the schemas of the Open XML SDK."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from open_xml import faults
from small_office import SmallOffice

from toolkit.books.bundled import bundled
from toolkit.example.demo import Demo
from toolkit.report.kinds import TEMPLATES
from toolkit.report.write import WrittenReport

pytestmark = pytest.mark.program


def test_the_validator_finds_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "no workbook.xlsx"
    path.write_bytes(b"PK")
    assert faults(path)


@pytest.mark.parametrize(
    "name", ["plan.xlsx", *(f"reports/{name}.xlsx" for name in TEMPLATES), "reports/memo.docx"]
)
def test_the_workbooks_that_we_ship(name: str, tmp_path: Path) -> None:
    path = tmp_path / name.rpartition("/")[2]
    path.write_bytes(bundled(name))
    assert faults(path) == []


@pytest.mark.parametrize("name", ["plan", "monthly", "six-month", "annual", "annual-brief"])
def test_filled_reports_and_their_memos(name: str, reports: Mapping[str, WrittenReport]) -> None:
    assert faults(reports[name].path) == []
    assert faults(reports[name].memo) == []


def test_the_example_from_plan_to_long_report(demo: Demo) -> None:
    returned = sorted(demo.office.returned.glob("*.xlsx"))
    assert returned
    files = (demo.office.plan, demo.workbooks[0], demo.workbook, demo.report.path, *returned[:2])
    assert {path.name: faults(path) for path in files} == {path.name: [] for path in files}


def test_a_division_workbook_that_was_filled(reporting_office: SmallOffice) -> None:
    assert faults(reporting_office.office.inbox / "กองคลัง.xlsx") == []
