"""One LibreOffice for a run of the tests, kept warm: saving and printing need no start of their own."""

from __future__ import annotations

import atexit
import subprocess
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from calc import UNO_PYTHON, Calc, running_calc

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".docx": "MS Word 2007 XML",
}
PDF_FILTERS = {".xlsx": "calc_pdf_Export", ".docx": "writer_pdf_Export"}


def convert(soffice: str, source: Path, target: Path) -> Path:
    """Save a workbook or document under the format of the target's name; gives the target."""
    name = PDF_FILTERS[source.suffix] if target.suffix == ".pdf" else FILTERS[target.suffix]
    target.parent.mkdir(parents=True, exist_ok=True)
    warm = _warm()
    if warm is not None:
        warm("convert", source.resolve(), target.resolve(), name)
    else:
        _start_and_convert(soffice, source, target, name)
    return target


@cache
def _warm() -> Calc | None:
    """The running program, ended with this process; None where the system's Python has no UNO bridge."""
    probe = [str(UNO_PYTHON), "-c", "import uno"]
    if not UNO_PYTHON.exists() or subprocess.run(probe, capture_output=True, check=False).returncode:
        return None
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(running_calc())


def _start_and_convert(soffice: str, source: Path, target: Path, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        kind = f"{target.suffix[1:]}:{name}"
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        (Path(folder) / source.with_suffix(target.suffix).name).replace(target)
