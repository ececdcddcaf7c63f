"""What prints: a program outside that turns documents into PDF, many in one start."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Literal, Protocol

EngineName = Literal["excel", "libreoffice"]

IN, OUT = "in", "out"
"""The folders of a start: documents to print, and the PDF of each under the same stem."""

_PAGE = re.compile(rb"/Type\s*/(?:Page|ObjStm)\b")  # pages may lie packed in an object stream
_TAIL = 1024  # bytes within which a PDF ends with its mark, as readers look for it


@dataclass(frozen=True, slots=True)
class PrintDocument:
    """What is to be printed: the bytes of a file, and the ending of its kind, like ".xlsx"."""

    data: bytes
    suffix: str


class Engine(Protocol):
    """A program that prints. It is started anew for each batch, in a folder that is thrown away after it."""

    @property
    def name(self) -> EngineName:
        """How people choose it on the command line."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def suffixes(self) -> Sequence[str]:
        """The endings of the files that it prints."""

    @property
    def lanes(self) -> int:
        """How many may run at the same time, whatever the machine."""

    @property
    def workplace(self) -> Path | None:
        """The folder in which it may open files; None: any."""

    def command(self, folder: Path, names: Sequence[str]) -> Sequence[str]:
        """The command that prints the named files of `folder/in` to `folder/out`, in their order, after
        whatever has to be made in the folder first."""

    def clean_up(self, folder: Path) -> None:
        """End what a start may leave behind that is not a child of its process."""


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF, written to its end, that has a page."""
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-_TAIL:] and _PAGE.search(data) is not None


PATIENCE = 120.0
"""Seconds without a new PDF after which an engine is taken to hang; LibreOffice takes 10 for 45 pages."""
_LOOK = 0.05  # seconds between looks at the output folder
_LEAVE = 10.0  # seconds that an engine may take to end when all is printed


class Start:
    """One start of an engine over documents by number. Iterating gives (number, PDF) as each is whole, in
    no promised order; what never comes out was not printed. `hung` says afterwards whether it was killed for
    its silence. Raises OSError where the engine cannot be started or its folder not be written."""

    def __init__(
        self,
        engine: Engine,
        documents: Mapping[int, PrintDocument],
        stopped: Event,
        patience: float = PATIENCE,
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
