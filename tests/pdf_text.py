"""The printed text of a workbook, for tests that have LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from office_program import convert

from toolkit.xlsx.named_fonts import drawn_copy


def squeezed(text: str) -> str:
    """The text without blanks: pdftotext puts some inside Thai words."""
    return "".join(text.split())


def pdf_text(soffice: str, workbook: Path) -> str:
    """Print a workbook to PDF beside it; gives its text without blanks, cell by cell."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, workbook.name)
        copy.write_bytes(drawn_copy(workbook.read_bytes(), workbook.suffix))
        pdf = convert(soffice, copy, workbook.with_suffix(".pdf"))
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True)
    return squeezed(done.stdout.decode())
