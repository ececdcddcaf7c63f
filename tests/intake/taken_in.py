"""Sheets that many tests of the intake send, and its findings in short."""

from __future__ import annotations

from small_office import sheet

from toolkit.model.finding import FileResult

UNSIGNED = sheet("ธ.ค.", "", {"1.1": "p40", "1.2": "n"}, reporter="")
DECEMBER = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "n"})
TAKEN_AT = "2024-01-06 09:00"


def findings(files: tuple[FileResult, ...], name: str) -> list[str]:
    """The findings of one file as "code sheet!cell"."""
    (one,) = (file for file in files if file.file == f"inbox/{name}")
    return [f"{finding.code} {finding.sheet}!{finding.cell}" for finding in one.findings]
