"""Opening a document of another year. Foreign formats can crash, hang or eat the memory of whoever reads
them, so they are read in a child process; what comes back is plain data."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from toolkit.importer.document import SourceDocument, decode
from toolkit.model.finding import Finding, UserError

SECONDS = 30.0
"""The wall clock that reading one document may take."""

_CHILD = (
    "import sys; sys.path[:] = sys.argv[1:-1]; from toolkit.importer import read_document as r; r.run_child()"
)
"""The child searches the parent's folders and no others: a `csv.py` beside the document is not run."""


class ChildError(Exception):
    """The child process ended without an answer; its text is what it wrote to its standard error."""


def open_document(path: Path, *, seconds: float = SECONDS) -> SourceDocument:
    """Read a .docx, .xlsx, .xls, .ods, .csv or .tsv, told apart by content.

    Raises UserError with one finding for whatever cannot be read; `seconds` bounds the time it takes.
    """
    try:
        outcome = decode(_answer(path, seconds))
    except subprocess.TimeoutExpired as error:
        raise UserError(Finding("import-file-timeout", found=f"{seconds:g}", file=path.name)) from error
    except (ChildError, ValueError, KeyError, TypeError, IndexError) as error:
        raise UserError(Finding("import-file-damaged", found="-", file=path.name)) from error
    if isinstance(outcome, Finding):
        raise UserError(outcome)
    return outcome


def _answer(path: Path, seconds: float) -> str:
    """What the child prints. Raises TimeoutExpired or ChildError; no process is left behind."""
    folders = [folder or str(Path.cwd()) for folder in sys.path]
    command = [sys.executable, "-I", "-X", "utf8", "-c", _CHILD, *folders, str(path)]
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # a group of its own; Windows passes over it and looks at the flags
        creationflags=flags,
    ) as process:
        try:
            answer, complaint = process.communicate(timeout=seconds)
        except BaseException:  # the user's Ctrl-C too: the child is in a group of its own
            _kill(process)
            process.wait()
            raise
    if process.returncode:
        raise ChildError(f"exit code {process.returncode}\n{complaint.decode('utf-8', 'replace')[-4000:]}")
    return str(answer, "ascii")


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    elif process.returncode is None:
        os.killpg(process.pid, signal.SIGKILL)
