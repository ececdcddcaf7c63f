"""The printed text of a workbook, for tests that have LibreOffice."""

from __future__ import annotations

import subprocess
from pathlib import Path


def squeezed(text: str) -> str:
    """The text without blanks: pdftotext puts some inside Thai words."""
    return "".join(text.split())


def pdf_text(soffice: str, workbook: Path) -> str:
    """Print a workbook to PDF beside it; gives its text without blanks, cell by cell."""
    profile = workbook.parent / "profile"
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--convert-to",
            "pdf",
            workbook.name,
        ],
        cwd=workbook.parent,
        check=True,
        capture_output=True,
        timeout=120,
    )
    pdf = workbook.with_suffix(".pdf")
    text = subprocess.run(
        ["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True
    ).stdout.decode()
    return squeezed(text)
