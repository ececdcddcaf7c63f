"""LibreOffice with the control workbook in the demo's office folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from calc import Calc
from calc_system import ITA
from control import Control
from office_program import warm_calc

from toolkit.books.control_book import MONTH_CELL, PROGRAM_CELL
from toolkit.example.demo import Demo
from toolkit.office.folder import OfficeFolder


@pytest.fixture(scope="session")
def calc(soffice: str) -> Calc:
    """The LibreOffice that other tests use too; skips where UNO is absent."""
    running = warm_calc()
    if running is None:
        pytest.skip("the system's Python has no UNO")
    return running


@pytest.fixture
def control(calc: Calc, demo: Demo, tmp_path: Path) -> Iterator[Control]:
    office = OfficeFolder(Path(shutil.copytree(demo.office.root, tmp_path / "หน่วย งาน & 'ก' (1)")))
    yield Control(calc, office, tmp_path / "notes")
    for path in calc("books"):
        calc("close", path)


@pytest.fixture
def with_command(control: Control) -> Control:
    """With the place of the real command typed in, as `ita macros install` does, and the month of March."""
    control.type_in(PROGRAM_CELL, str(ITA))
    control.type_in(MONTH_CELL, "มี.ค. 67")
    return control
