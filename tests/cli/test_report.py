"""`ita report`: templates by name and by file, dates and numbers, and nothing half written."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from runs import MARCH, Ita, edit, snapshot

from toolkit.books.bundled import bundled
from toolkit.model.finding import Finding
from toolkit.office.folder import OfficeFolder
from toolkit.report.kinds import TEMPLATES
from toolkit.report.own_templates import copy_templates

pytestmark = pytest.mark.slow

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
    labels = [
        line.split(maxsplit=1)[1].strip() for line in result.stdout.splitlines() if line.startswith("annual")
    ]
    assert labels == ["รายงานประจำปี", "รายงานประจำปี (ฉบับย่อ)"]


def test_a_report_has_to_be_named(ita: Ita) -> None:
    assert ita("report").exit_code == 2


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_shape_with_date_and_number(template: str, ita: Ita, fresh: OfficeFolder) -> None:
    arguments = (TEMPLATES[template], "--template", template, "--date", "5 เม.ย. 2567", "--number", "9")
    result = ita("report", *arguments, *AS_OF, "--interim", "--office", fresh.root)
    assert result.exit_code == 0, result.stderr
    (path,) = fresh.reports.glob("*-memo.docx")
    said = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert path.stem.startswith(template)
    assert "๕ เมษายน ๒๕๖๗" in said and "/๙" in said


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (misspelt, "titel"),
        (strange_band, "band_measures"),
        (lost_band, "band_measure"),
    ],
)
def test_a_spoiled_template_is_told_and_leaves_nothing(
    change: Callable[[Any], None], words: str, ita: Ita, fresh: OfficeFolder, tmp_path: Path
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


def test_a_template_that_is_not_there(ita: Ita, fresh: OfficeFolder, tmp_path: Path) -> None:
    before = snapshot(fresh.root)
    result = ita("report", "annual", "--template", tmp_path / "ไม่มี.xlsx", "--office", fresh.root)
    assert result.exit_code == 1
    assert snapshot(fresh.root) == before


def test_an_own_copy_of_a_template_is_good(ita: Ita, fresh: OfficeFolder, tmp_path: Path) -> None:
    template = tmp_path / "แม่แบบของเรา.xlsx"
    template.write_bytes(changed("annual", lambda book: book["ปก"].__setitem__("A9", "พิมพ์เอง")))
    checked = ita("report", "--check-template", template)
    assert checked.exit_code == 0, checked.output
    result = ita("report", "annual", "--template", template, *AS_OF, "--interim", "--office", fresh.root)
    assert result.exit_code == 0, result.stderr
    assert (fresh.reports / "annual-interim-2567.xlsx").is_file()


# --- what somebody edited ---------------------------------------------------------------------------


def word_edit(path: Path) -> bytes:
    """The memo as somebody in Word would leave it; gives its bytes."""
    document = docx.Document(str(path))
    document.paragraphs[0].add_run(" แก้ด้วยมือ")
    document.save(str(path))
    return path.read_bytes()


def excel_edit(path: Path) -> bytes:
    edit(path, lambda book: book.worksheets[0].__setitem__("A9", "แก้ด้วยมือ"))
    return path.read_bytes()


@pytest.mark.parametrize(
    ("command", "name", "by_hand"),
    [
        (("report", "monthly"), "monthly-2567-03-memo.docx", word_edit),
        (("report", "monthly"), "monthly-2567-03.xlsx", excel_edit),
        (("rollup", "--json"), "rollup-2567-03.xlsx", excel_edit),
    ],
    ids=["memo", "report", "roll-up"],
)
def test_an_edited_file_is_kept_and_told_in_one_line(
    command: tuple[str, ...], name: str, by_hand: Callable[[Path], bytes], ita: Ita, office: OfficeFolder
) -> None:
    ita(*command, *MARCH, "--office", office.root)
    path = office.reports / name
    made = path.read_bytes()
    before = set(office.reports.iterdir())
    assert "มีผู้แก้ไขไว้" not in ita(*command, *MARCH, "--office", office.root).stderr
    assert set(office.reports.iterdir()) == before, "nobody edited anything"
    edited = by_hand(path)
    said = ita(*command, *MARCH, "--office", office.root)
    (kept,) = set(office.reports.iterdir()) - before
    assert (kept.read_bytes(), path.read_bytes()) == (edited, made)
    assert kept.name.startswith(f"{path.stem} (แก้ไข ")
    (line,) = (line for line in said.stderr.splitlines() if "มีผู้แก้ไขไว้" in line)
    assert name in line and kept.name in line


# --- the office's own templates ---------------------------------------------------------------------


def memo_with(path: Path, old: str, new: str) -> None:
    """The memo's template with a text of a paragraph replaced, as in Word."""
    document = docx.Document(str(path))
    found = [run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text]
    assert found
    found[0].text = found[0].text.replace(old, new)
    document.save(str(path))


def test_templates_are_copied_edited_and_used(ita: Ita, office: OfficeFolder) -> None:
    at = ("--office", office.root)
    copied = ita("report", "monthly", "--copy-template", *at)
    assert copied.exit_code == 0
    template, memo = office.root / "templates" / "monthly.xlsx", office.root / "templates" / "memo.docx"
    assert template.read_bytes() == bundled("reports/monthly.xlsx")
    assert [f"templates/{path.name}" in copied.stdout for path in (template, memo)] == [True, True]
    memo_with(memo, "บันทึกข้อความ", "หนังสือภายในของหน่วยงานเรา")
    given = ("--template", template, "--template", memo)
    assert (
        ita(
            "report", *(argument for one in (template, memo) for argument in ("--check-template", one))
        ).exit_code
        == 0
    )
    result = ita("report", "monthly", *given, *MARCH, *at)
    assert result.exit_code == 0, result.stderr
    said = "\n".join(
        paragraph.text
        for paragraph in docx.Document(str(office.reports / "monthly-2567-03-memo.docx")).paragraphs
    )
    assert "หนังสือภายในของหน่วยงานเรา" in said and "เทศบาล" in said


def test_a_template_that_the_office_edited_is_not_copied_over(ita: Ita, fresh: OfficeFolder) -> None:
    at = ("--copy-template", "--office", fresh.root)
    ita("report", "plan", *at)
    memo = fresh.root / "templates" / "memo.docx"
    edited = word_edit(memo)
    again = ita("report", "annual", "--template", "annual-brief", *at)
    assert (again.exit_code, memo.read_bytes()) == (0, edited)
    assert (fresh.root / "templates" / "annual-brief.xlsx").is_file()
    assert "templates/memo.docx มีอยู่แล้ว" in again.stderr
    assert copy_templates(fresh, "annual").findings == (
        Finding("template-exists", found="templates/memo.docx"),
    )
    assert "templates/memo.docx" not in again.stdout


def test_templates_that_lie_in_the_office_are_used_only_where_named(ita: Ita, office: OfficeFolder) -> None:
    ita("report", "monthly", *MARCH, "--office", office.root)
    before = snapshot(office.reports)
    ita("report", "monthly", "--copy-template", "--office", office.root)
    memo_with(office.root / "templates" / "memo.docx", "บันทึกข้อความ", "อื่น")
    ita("report", "monthly", *MARCH, "--office", office.root)
    assert snapshot(office.reports) == before


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("annual", "--template", "a.docx", "--template", "b.DOCX"), 2),
        (("annual", "--template", "annual", "--template", "annual-brief"), 2),
        (("annual", "--template", "own.xlsx", "--copy-template"), 2),
        (("--copy-template",), 2),
        (("annual", "--template", "not-there.docx"), 1),
    ],
)
def test_templates_that_make_no_sense(
    given: tuple[str, ...], code: int, ita: Ita, fresh: OfficeFolder
) -> None:
    before = snapshot(fresh.root)
    result = ita("report", *given, "--office", fresh.root)
    assert result.exit_code == code
    assert result.stderr
    assert snapshot(fresh.root) == before


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: memo_with(path, "memo.subject", "memo.subjet"), "subjet"),
        (lambda path: docx.Document().save(str(path)), "ไม่มีช่องใดที่จะเติม"),
        (lambda path: path.write_bytes(path.read_bytes()[:3000]), "เปิดเป็นเอกสาร Word ไม่ได้"),
        (lambda path: path.write_bytes(b""), "เปิดเป็นเอกสาร Word ไม่ได้"),
    ],
    ids=["misspelt", "nothing to fill", "cut off", "empty"],
)
def test_a_spoiled_memo_template_is_told_and_leaves_nothing(
    spoil: Callable[[Path], object], words: str, ita: Ita, fresh: OfficeFolder, tmp_path: Path
) -> None:
    memo = tmp_path / "บันทึก.docx"
    memo.write_bytes(bundled("reports/memo.docx"))
    spoil(memo)
    before = snapshot(fresh.root)
    result = ita("report", "six-month", "--template", memo, *AS_OF, "--office", fresh.root)
    assert result.exit_code == 1
    assert words in result.stderr and "บันทึก.docx" in result.stderr
    assert snapshot(fresh.root) == before
    checked = ita("report", "--check-template", memo)
    assert (checked.exit_code, words in checked.output) == (1, True)


def test_the_place_of_the_garuda_stays_clear_and_is_told_once(ita: Ita, fresh: OfficeFolder) -> None:
    result = ita("report", "plan", *AS_OF, "--office", fresh.root)
    assert (result.stdout + result.stderr).count("ยังไม่ได้ระบุภาพตราครุฑ") == 1
    (memo,) = fresh.reports.glob("*-memo.docx")
    assert len(docx.Document(str(memo)).inline_shapes) == 1


def test_what_is_missing_is_told_without_writing(ita: Ita, fresh: OfficeFolder) -> None:
    before = snapshot(fresh.root)
    told = ita("report", "plan", "--dry-run", *AS_OF, "--office", fresh.root)
    assert "ยังไม่ได้ระบุภาพตราครุฑ" in told.stderr and "ยังไม่ได้เขียนไฟล์" in told.stdout
    assert snapshot(fresh.root) == before
    made = ita("report", "plan", *AS_OF, "--office", fresh.root)
    assert (made.exit_code, made.stderr) == (told.exit_code, told.stderr)
