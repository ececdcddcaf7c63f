"""Files to PDF: what is printed, where it goes, and what is said of the others."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pytest

from toolkit.example.demo import Demo
from toolkit.messages.catalogue import has_errors
from toolkit.model.finding import Finding
from toolkit.printing.engine import Engine, EngineName, is_pdf
from toolkit.printing.export import export_files, prepare_export
from toolkit.printing.libreoffice import LibreOffice

_COPY = """
import sys
from pathlib import Path
for name in sys.argv[1:]:
    data = Path("in", name).read_bytes()
    Path("out", name).with_suffix(".pdf").write_bytes(b"%PDF-1.7 /Type/Page " + data + b" %%EOF")
"""


@dataclass(frozen=True, kw_only=True)
class CopyEngine(Engine):
    """An engine whose PDF holds the document as it is."""

    name: EngineName = "libreoffice"
    title: str = "Copy"
    suffixes: Sequence[str] = (".xlsx", ".docx")

    def command(self, folder: Path, names: Sequence[str]) -> Sequence[str]:
        return (sys.executable, "-c", _COPY, *names)


ENGINE = CopyEngine()


@pytest.fixture
def report(demo: Demo, tmp_path: Path) -> Path:
    """A report of one's own."""
    return Path(shutil.copy(demo.report.path, tmp_path / "รายงาน.xlsx"))


def codes(*files: Path, to: Path | None = None) -> list[str]:
    """For each file the name of its PDF, else the code of what was found."""
    return [
        file.pdf.name if file.pdf else "+".join(finding.code for finding in file.findings)
        for file in export_files(files, [ENGINE], to)
    ]


def test_the_pdf_goes_beside_its_file(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.xlsx.named_fonts.missing_official", frozenset)
    (done,) = export_files([report], [ENGINE])
    assert done.pdf == report.with_suffix(".pdf")
    assert report.read_bytes() in done.pdf.read_bytes()


def test_the_pdf_goes_to_a_folder_that_is_made(report: Path, tmp_path: Path) -> None:
    (done,) = export_files([report], [ENGINE], tmp_path / "a" / "b")
    assert done.pdf == tmp_path / "a" / "b" / "รายงาน.pdf"
    assert done.pdf.exists()


def test_every_kind_of_workbook_that_the_toolkit_makes(demo: Demo, tmp_path: Path) -> None:
    files = (demo.office.plan, demo.workbooks[0], demo.workbook, demo.report.path)
    assert codes(*files, to=tmp_path) == [f"{file.stem}.pdf" for file in files]


@pytest.mark.parametrize(
    "name", ["-o.xlsx", "--headless.xlsx", "a b'c\"d;e$.xlsx", f"{'ยาว' * 27}.xlsx", "x.XLSX"]
)
def test_any_name(report: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report.rename(name)
    assert codes(Path(name)) == [f"{Path(name).stem}.pdf"]


def test_a_lock_file_that_somebody_left_is_no_matter(soffice: str, report: Path) -> None:
    """LibreOffice loads nothing beside one; it is given a copy."""
    report.with_name(f".~lock.{report.name}#").write_text(",somebody,,,;", encoding="utf-8")
    (done,) = export_files([report], [LibreOffice(Path(soffice))], check=True)
    assert done.pdf
    assert not has_errors(done.findings)
    assert is_pdf(done.pdf.read_bytes())
    assert len(list(report.parent.iterdir())) == 3


def test_equal_names_from_different_folders_do_not_meet(report: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        shutil.copy(report, tmp_path / name / "รายงาน.xlsx")
    shutil.copy(report, tmp_path / "รายงาน-2.xlsx")
    files = (
        report,
        tmp_path / "one" / "รายงาน.xlsx",
        tmp_path / "รายงาน-2.xlsx",
        tmp_path / "two" / "รายงาน.xlsx",
    )
    made = ["รายงาน.pdf", "รายงาน-2.pdf", "รายงาน-2-2.pdf", "รายงาน-3.pdf"]
    assert codes(*files, to=tmp_path / "to") == made


def test_a_file_named_twice_is_printed_once(report: Path, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    assert codes(report, report, tmp_path / "x" / ".." / report.name) == ["รายงาน.pdf"]


def test_what_is_not_ours_or_no_document_stops_no_other(report: Path, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "foreign.xlsx")
    docx.Document().save(str(tmp_path / "memo.docx"))
    (tmp_path / "damaged.xlsx").write_bytes(report.read_bytes()[:2000])
    (tmp_path / "text.xlsx").write_text("PDF", encoding="ascii")
    (tmp_path / "empty.docx").touch()
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (tmp_path / "folder.xlsx").mkdir()
    expected = {
        "foreign.xlsx": "print-not-ours",
        "memo.docx": "memo.pdf",
        "damaged.xlsx": "file-damaged",
        "text.xlsx": "print-kind-unknown",
        "empty.docx": "file-empty",
        "old.xls": "file-old-format",
        "folder.xlsx": "file-not-regular",
        "gone.xlsx": "file-missing",
        report.name: "รายงาน.pdf",
    }
    assert codes(*(tmp_path / name for name in expected)) == list(expected.values())


def test_a_word_document_goes_to_an_engine_that_prints_it(report: Path, tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "memo.docx"))
    files = [report, tmp_path / "memo.docx"]
    books = CopyEngine(name="excel", title="Books", suffixes=(".xlsx",))
    both = prepare_export(files, [books, ENGINE])
    assert both.engines == (books, ENGINE)
    assert all(exported.pdf for exported in both.run())
    refused = prepare_export(files, [books]).run()[1]
    assert [(finding.code, finding.found) for finding in refused.findings] == [
        ("engine-not-for-word", "Books")
    ]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PermissionError(13, "open in another program"), "output-locked"),
        (OSError(28, "No space left"), "disk-full"),
        (OSError(36, "File name too long"), "path-too-long"),
        (OSError(30, "Read-only file system"), "output-locked"),
    ],
)
def test_a_pdf_that_cannot_be_written_stops_no_other(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str
) -> None:
    other = Path(shutil.copy(report, tmp_path / "other.xlsx"))
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if target.name == "รายงาน.pdf":
            raise error
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    assert codes(report, other) == [code, "other.pdf"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.pdf", "other.xlsx", "รายงาน.xlsx"]


def test_a_pdf_that_falls_short_is_told_and_kept(report: Path, tmp_path: Path) -> None:
    """That of the stand-in engine is none that could be read."""
    docx.Document().save(str(tmp_path / "memo.docx"))
    book, memo = export_files([report, tmp_path / "memo.docx"], [ENGINE], check=True)
    assert [finding.code for finding in book.findings] == ["pdf-unreadable"]
    assert memo.findings == ()
    assert book.pdf
    assert book.pdf.exists()


@pytest.mark.parametrize(
    ("expected", "found", "codes"),
    [
        ("Laksaman", "Laksaman", []),
        ("DejaVu Sans, Loma", "Loma, DejaVuSans", []),
        ("Laksaman", "Loma", ["pdf-font-replaced"]),
    ],
)
def test_a_stand_in_that_was_told_is_not_told_again(
    report: Path, monkeypatch: pytest.MonkeyPatch, expected: str, found: str, codes: list[str]
) -> None:
    told = Finding("font-missing", found="TH Sarabun New", expected=expected)
    seen = Finding("pdf-font-replaced", found=found, expected="TH Sarabun New")
    monkeypatch.setattr("toolkit.printing.export.missing_fonts", lambda _: (told,))
    monkeypatch.setattr("toolkit.printing.print_gate.check_pdf", lambda *_: (seen,))
    (done,) = export_files([report], [ENGINE], check=True)
    assert [finding.code for finding in done.findings] == codes


def test_fonts_of_all_files_are_told_at_once(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.typeset.fonts._faces", lambda: frozenset())
    export = prepare_export([demo.report.path, demo.workbook, demo.office.plan], [ENGINE])
    (warning,) = export.warnings
    assert warning.code == "font-missing"
    assert warning.found == "TH Sarabun New"
