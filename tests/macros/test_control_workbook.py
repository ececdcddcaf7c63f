"""The committed control workbook is what its modules and its layout make."""

from __future__ import annotations

import io
import re
import runpy
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from open_xml import faults
from test_macros_source import FILES, MACROS, SOURCES

from toolkit.books.control_book import (
    FINDINGS_HEADINGS,
    HEIGHTS_SHEET,
    OFFICE_BUTTONS,
    RESULT_SHEETS,
    WORDS,
    make_answer_workbook,
    make_control_workbook,
    project_of,
    sheet_count,
)
from toolkit.report.kinds import KINDS
from toolkit.xlsx.strict_reader import read_book

CONTROL = MACROS / "ita-control.xlsm"
# oletools calls pyparsing by names that it is giving up.
old_names = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning:oletools", "ignore::DeprecationWarning:pyparsing"
)


@pytest.fixture(scope="module")
def build() -> dict[str, Any]:
    return runpy.run_path(str(Path(__file__).parents[2] / "make" / "control_workbook.py"))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def module_texts(path: Path) -> dict[str, str]:
    """The modules of a workbook as olevba reads them, without attribute lines."""
    from oletools.olevba import VBA_Parser

    parser = VBA_Parser(str(path))
    found = {name: code for _, _, name, code in parser.extract_macros()}
    parser.close()
    return {name: plain(code) for name, code in found.items()}


def plain(code: str) -> str:
    lines = (line.rstrip() for line in code.splitlines() if not line.startswith("Attribute VB_"))
    return "\n".join(lines).strip()


@old_names
def test_the_modules_read_back_are_those_of_the_files() -> None:
    texts = module_texts(CONTROL)
    documents = {
        f"{module}.cls" for module in ("ThisWorkbook", *(f"Sheet{n}" for n in range(1, sheet_count() + 1)))
    }
    assert texts.keys() == {path.name for path in FILES} | documents
    assert {path.name: texts[path.name] for path in FILES} == {
        path.name: plain(SOURCES[path.stem]) for path in FILES
    }
    assert {texts[document] for document in documents} == {"Option Explicit"}


def test_it_is_up_to_date(build: dict[str, Any]) -> None:
    committed = parts(CONTROL.read_bytes())
    assert build["digest_of"]().encode() in committed["docProps/core.xml"], "run: make macros"
    project = committed["xl/vbaProject.bin"]
    made = make_control_workbook(
        project, reports=[kind.th for kind in KINDS.values()], note=build["digest_of"]()
    )
    assert parts(made) == committed, "run: make macros"


def test_a_changed_module_is_noticed(build: dict[str, Any], tmp_path: Path) -> None:
    changed = Path(shutil.copy(FILES[0], tmp_path))
    same = build["digest_of"]([changed])
    changed.write_text(changed.read_text() + "' more\n")
    assert build["digest_of"]([changed]) != same


@old_names
def test_libreoffice_compiles_the_modules(build: dict[str, Any], soffice: str, tmp_path: Path) -> None:
    try:
        project = build["compile_project"]()
    except Exception as error:  # no UNO in the system's Python
        if "import uno" in str(error) or not Path(build["UNO_PYTHON"]).exists():
            pytest.skip("the system's Python has no UNO")
        raise
    path = tmp_path / "again.xlsm"
    path.write_bytes(make_control_workbook(project))
    assert module_texts(path) == module_texts(CONTROL)


def test_every_sheet_has_the_module_that_it_names() -> None:
    named = set()
    for name, data in parts(CONTROL.read_bytes()).items():
        if name.startswith("xl/worksheets/sheet") or name == "xl/workbook.xml":
            named |= set(re.findall(r'codeName="(\w+)"', data.decode()))
    assert named == {"ThisWorkbook", *(f"Sheet{number}" for number in range(1, sheet_count() + 1))}


@pytest.mark.program
def test_it_validates(tmp_path: Path) -> None:
    assert faults(CONTROL) == []
    answer = tmp_path / "answer.xlsx"
    answer.write_bytes(
        make_answer_workbook("เสร็จ", ["reports/a.xlsx"], {"_tints": [("ต.ค.66", "F7", "#FBE3E4")]})
    )
    assert faults(answer) == []
    empty = tmp_path / "without macros.xlsx"
    empty.write_bytes(make_control_workbook(None, reports=["แผน"]))
    assert faults(empty) == []


def test_buttons_call_their_macros() -> None:
    drawn = "".join(
        data.decode() for name, data in parts(CONTROL.read_bytes()).items() if "vmlDrawing" in name
    )
    assert [f"[0]!{office_button.macro}" in drawn for office_button in OFFICE_BUTTONS] == [True] * len(
        OFFICE_BUTTONS
    )


def test_result_sheets_are_named_like_those_of_a_roll_up(demo: Any) -> None:
    book = read_book(demo.workbook.read_bytes())
    assert set(RESULT_SHEETS) - set(book.sheets) == {HEIGHTS_SHEET}
    headings = book.sheets["สิ่งที่พบ"].rows[3]
    assert tuple(headings[column] for column in range(1, len(FINDINGS_HEADINGS) + 1)) == FINDINGS_HEADINGS


def test_words_stand_on_their_sheet() -> None:
    rows = read_book(CONTROL.read_bytes()).sheets["_words"].rows
    assert {row[1]: row.get(2, "") for row in rows.values()} == dict(WORDS)


def test_an_answer_carries_texts_as_texts() -> None:
    sheets = {"มาตรการ": [("1.10", 68.0, None), ("=1+1",)]}
    book = read_book(make_answer_workbook("เสร็จ", ["reports/a.xlsx"], sheets))
    assert book.sheets["_answer"].rows == {1: {1: "เสร็จ"}, 2: {1: "reports/a.xlsx"}}
    assert book.sheets["มาตรการ"].rows == {1: {1: "1.10", 2: 68}, 2: {1: "=1+1"}}
    assert not book.sheets["มาตรการ"].formulas


def test_the_same_arguments_give_the_same_bytes() -> None:
    project = project_of(CONTROL.read_bytes())
    assert make_control_workbook(project, program="ก") == make_control_workbook(project, program="ก")
    assert make_control_workbook(project, program="ก") != make_control_workbook(project)
