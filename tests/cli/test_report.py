"""`ita report`: templates by name and by file, dates and numbers, and nothing half written."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from runs import Ita, snapshot

from toolkit.office.folder import Office
from toolkit.report.kinds import TEMPLATES
from toolkit.workbook.bundled import bundled

AS_OF = ("--as-of", "2567-04-06T09:00")


def changed(template: str, change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(bundled(f"reports/{template}.xlsx")))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def misspelt(book: Any) -> None:
    book["รายงาน"]["A6"].value = "{{ measure.titel }}"


def strange_band(book: Any) -> None:
    book.defined_names["band_measure"].name = "band_measures"
    book.defined_names["band_measures"] = book.defined_names.pop("band_measure")


def lost_band(book: Any) -> None:
    book.defined_names["band_measure"].attr_text = "รายงาน!#REF!"


def test_the_templates_are_listed(ita: Ita) -> None:
    result = ita("report", "--list")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in TEMPLATES)


def test_a_report_has_to_be_named(ita: Ita) -> None:
    assert ita("report").exit_code == 2


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_shape_with_date_and_number(template: str, ita: Ita, fresh: Office) -> None:
    arguments = (TEMPLATES[template], "--template", template, "--date", "5 เม.ย. 2567", "--number", "9")
    result = ita("report", *arguments, *AS_OF, "--office", fresh.root)
    assert result.exit_code == 0, result.stderr
    (path,) = fresh.reports.glob("*.xlsx")
    sheet = openpyxl.load_workbook(path)["บันทึกข้อความ"]
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert path.stem.startswith(template)
    assert "๕ เมษายน ๒๕๖๗" in said
    assert any(text.endswith("/๙") or text == "๙" for text in said)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (misspelt, "titel"),
        (strange_band, "band_measures"),
        (lost_band, "band_measure"),
    ],
)
def test_a_spoiled_template_is_told_and_leaves_nothing(
    change: Callable[[Any], None], words: str, ita: Ita, fresh: Office, tmp_path: Path
) -> None:
    template = tmp_path / "แม่แบบ.xlsx"
    template.write_bytes(changed("six-month", change))
    before = snapshot(fresh.root)
    result = ita("report", "six-month", "--template", template, "--office", fresh.root)
    assert result.exit_code == 1
    assert words in result.stderr
    assert snapshot(fresh.root) == before
    checked = ita("report", "--check-template", template)
    assert (checked.exit_code, words in checked.output) == (1, True)


def test_a_template_that_is_not_there(ita: Ita, fresh: Office, tmp_path: Path) -> None:
    before = snapshot(fresh.root)
    result = ita("report", "annual", "--template", tmp_path / "ไม่มี.xlsx", "--office", fresh.root)
    assert result.exit_code == 1
    assert snapshot(fresh.root) == before


def test_an_own_copy_of_a_template_is_good(ita: Ita, fresh: Office, tmp_path: Path) -> None:
    template = tmp_path / "แม่แบบของเรา.xlsx"
    template.write_bytes(changed("annual", lambda book: book["ปก"].__setitem__("A9", "พิมพ์เอง")))
    checked = ita("report", "--check-template", template)
    assert checked.exit_code == 0, checked.output
    result = ita("report", "annual", "--template", template, *AS_OF, "--office", fresh.root)
    assert result.exit_code == 0, result.stderr
    assert (fresh.reports / "annual-2567.xlsx").is_file()
