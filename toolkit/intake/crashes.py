"""A fault of our own while a file is looked at: the file and the traceback are kept, the run goes on."""

from __future__ import annotations

import hashlib
import tempfile
import traceback
from collections.abc import Iterable
from pathlib import Path

from toolkit import __version__
from toolkit.model.finding import FileResult, Finding
from toolkit.office.folder import Office
from toolkit.office.writing import write_atomic

PROGRAM_FAULT = "program-fault"


def keep_crash(office: Office, file: str, data: bytes, *, keep: bool) -> FileResult:
    """Keep a file and the exception that is being handled in `returned/crash-<id>/`; the verdict on it.

    The id is that of the bytes, so that the same file fails into the same folder. A rehearsal
    (`keep=False`) changes nothing in the office folder and uses the folder for temporary files.
    """
    parent = office.returned if keep else Path(tempfile.gettempdir())
    folder = parent / f"crash-{hashlib.sha256(data).hexdigest()[:8]}"
    write_atomic(folder / Path(file).name, data)
    report = f"ita {__version__}\n{file}\n\n{traceback.format_exc()}"
    write_atomic(folder / "traceback.txt", report.encode("utf-8", "backslashreplace"))
    shown = office.relative(folder) if keep else str(folder)
    return FileResult(file, "unknown", "rejected", (Finding(PROGRAM_FAULT, found=shown, file=file),))


def crashed(files: Iterable[FileResult]) -> bool:
    """Whether a fault of our own befell one of the files."""
    return any(found.code == PROGRAM_FAULT for each in files for found in each.findings)
