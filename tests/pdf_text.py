"""The printed text of a workbook, for tests that have LibreOffice."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from office_program import convert

from toolkit.typeset.line_breaks import NO_BREAK, WORD_JOINER
from toolkit.xlsx.named_fonts import drawn_copy


def squeezed(text: str) -> str:
    """The text without blanks, of which pdftotext puts some inside Thai words, and without word joiners."""
    return "".join(unjoined(text).split())


def unjoined(text: str) -> str:
    """A printed text as it was before its pieces were joined (`toolkit.typeset.joins`)."""
    return text.replace(WORD_JOINER, "").replace(NO_BREAK, " ")


def pdf_text(soffice: str, workbook: Path) -> str:
    """Print a workbook to PDF beside it; gives its text without blanks, cell by cell."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, workbook.name)
        copy.write_bytes(drawn_copy(workbook.read_bytes(), workbook.suffix))
        pdf = convert(soffice, copy, workbook.with_suffix(".pdf"))
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True)
    return squeezed(done.stdout.decode())
