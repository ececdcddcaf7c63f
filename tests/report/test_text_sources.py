"""Each printed text can be traced to the cell that it was typed in."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from small_office import SmallOffice

from toolkit.report.submitted import HEADINGS, Origin, Worded, origins_of, sources_csv
from toolkit.report.write import WrittenReport
from toolkit.templates.fill import FilledCell
from toolkit.thai.text import squash, to_arabic

RESULTS = ("annual", "annual-brief", "six-month", "monthly")


def _lines(path: Path) -> list[dict[str, str]]:
    """The lines of printed cells; the last one names the head of the ledger."""
    *lines, last = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    assert (last["sheet"], last["source_file"]) == ("", "archive/ledger.jsonl")
    return lines


@pytest.mark.parametrize("name", RESULTS)
def test_what_is_printed_stands_in_the_cell_that_is_named(
    name: str, reports: Mapping[str, WrittenReport], reporting_office: SmallOffice
) -> None:
    printed = openpyxl.load_workbook(reports[name].path)
    lines = _lines(reports[name].sources)
    books = {
        file: openpyxl.load_workbook(reporting_office.office.root / file)
        for file in {line["source_file"] for line in lines}
    }
    for line in lines:
        typed = books[line["source_file"]][line["source_sheet"]][line["source_cell"]].value
        text = to_arabic(str(printed[line["sheet"]][line["cell"]].value))
        assert typed is None or squash(to_arabic(str(typed))) in squash(text), line
        said = line["source_sha256"]
        data = (reporting_office.office.root / line["source_file"]).read_bytes()
        assert said in ("", hashlib.sha256(data).hexdigest())
        assert bool(said) == (line["source_file"] != "plan.xlsx")


@pytest.mark.parametrize("name", RESULTS)
def test_every_text_of_a_submission_that_is_printed_has_its_line(
    name: str, reports: Mapping[str, WrittenReport]
) -> None:
    sheet = openpyxl.load_workbook(reports[name].path)["รายงาน"]
    traced = {line["cell"] for line in _lines(reports[name].sources) if line["sheet"] == "รายงาน"}
    typed = ("ทบทวนคู่มือครบทุกเรื่อง", "ปรับปรุงคู่มืองานภาษี", "ลงข้อมูลแล้ว", "ตรวจร่างภายใน", "ประชาชนทราบ", "ขัดข้อง")
    cells = [
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if any(text in str(cell.value) for text in typed)
    ]
    assert cells and set(cells) <= traced


def test_where_a_text_is_the_heads_own_its_plan_cell_is_named(reports: Mapping[str, WrittenReport]) -> None:
    (line,) = [
        line for line in _lines(reports["annual-brief"].sources) if line["source_sheet"] == "ถ้อยคำรายงาน"
    ]
    assert (line["name"], line["source_file"], line["source_sha256"]) == ("suggestion", "plan.xlsx", "")


def test_no_line_is_a_formula_for_a_spreadsheet() -> None:
    item = SimpleNamespace(result=Worded("ก", [Origin("=1+1.xlsx", "a", "-แผ่น", "B2")]))
    cells = [FilledCell("รายงาน", "A1", ((item, "result"), (item, "other"), ("text", "result")))]
    heading, line = sources_csv(cells).decode("utf-8-sig").splitlines()
    assert heading == ",".join(HEADINGS)
    assert line == "รายงาน,A1,result,'=1+1.xlsx,a,'-แผ่น,B2"


def test_a_template_may_name_more_texts_than_there_are() -> None:
    origin = Origin("plan.xlsx", "", "ผลประเมิน", "D5")
    item = SimpleNamespace(history=("", Worded("90", (origin,))))
    named = [origins_of(item, f"history[{place}]") for place in range(3)]
    assert named == [(), (origin,), ()]
