"""One start of an engine: private copies in, whole PDFs out, and no process left behind.

Programs that print answer 0 for files that they could not load, hang now and then, and die. So nothing they
say is believed: success is a new PDF, whole and with pages. What brings no new PDF for a while is killed with
all its children.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

from toolkit.printing.engine import IN, OUT, Document, Engine, is_pdf

PATIENCE = 120.0
"""Seconds without a new PDF after which an engine is taken to hang; LibreOffice takes 10 for 45 pages."""
_LOOK = 0.05  # seconds between looks at the output folder
_LEAVE = 10.0  # seconds that an engine may take to end when all is printed


class Start:
    """One start of an engine over documents by number. Iterating gives (number, PDF) as each is whole, in
    no promised order; what never comes out was not printed. `hung` says afterwards whether it was killed for
    its silence. Raises OSError where the engine cannot be started or its folder not be written."""

    def __init__(
        self, engine: Engine, documents: Mapping[int, Document], stopped: Event, patience: float = PATIENCE
    ) -> None:
        self.hung = False
        self._engine = engine
        self._stopped = stopped
        self._patience = patience
        # Short plain names: theirs may be Thai, very long, the same, or begin with "-".
        self._names = {number: f"{number:04}{each.suffix}" for number, each in documents.items()}
        self._documents = documents

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        place = self._engine.workplace
        # Thrown away as a whole, the engine's settings too: nothing is left to wait for, lock or recover.
        with tempfile.TemporaryDirectory(prefix="ita-", dir=place, ignore_cleanup_errors=True) as name:
            folder = Path(name)
            (folder / IN).mkdir()
            (folder / OUT).mkdir()
            for number, document in self._documents.items():
                (folder / IN / self._names[number]).write_bytes(document.data)
            command = self._engine.command(folder, list(self._names.values()))
            try:
                with _running(command, folder) as process:
                    yield from self._watch(process, folder / OUT)
            finally:
                self._engine.clean_up(folder)

    def _watch(self, process: subprocess.Popen[bytes], out: Path) -> Iterator[tuple[int, bytes]]:
        waiting = {number: out / f"{number:04}.pdf" for number in self._names}
        last_news = time.monotonic()
        while waiting and not self._stopped.is_set():
            ended = process.poll() is not None  # before looking, lest the last PDF be missed
            for number, path in list(waiting.items()):
                data = _whole(path)
                if data is not None:
                    del waiting[number]
                    last_news = time.monotonic()
                    yield number, data
            if ended:
                return
            if time.monotonic() - last_news > self._patience:
                self.hung = True
                return
            self._stopped.wait(_LOOK if waiting else 0)
        if not waiting:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LEAVE)


def _whole(path: Path) -> bytes | None:
    try:
        data = path.read_bytes()
    except (FileNotFoundError, PermissionError):  # on Windows a file that is being written may be refused
        return None
    return data if is_pdf(data) else None


@contextmanager
def _running(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # a group of its own; Windows passes over it and looks at the flags
        creationflags=flags,
    )
    try:
        yield process
    finally:
        _kill(process)
        process.wait()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children, also those that outlive it."""
    if sys.platform == "win32":
        if process.poll() is None:
            kill = ("taskkill", "/F", "/T", "/PID", str(process.pid))
            subprocess.run(kill, check=False, capture_output=True)
    else:
        with suppress(ProcessLookupError, PermissionError):  # macOS says the latter of a group of the dead
            os.killpg(process.pid, signal.SIGKILL)
