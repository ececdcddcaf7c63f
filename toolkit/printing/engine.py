"""Engines: programs outside that turn documents into PDF. One start of an engine prints a batch of them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Literal

from toolkit.templates.typed_pages import paged_copy
from toolkit.xlsx.named_fonts import drawn_copy

EngineName = Literal["excel", "libreoffice"]

IN, OUT = "in", "out"
"""The folders of a start: documents to print, and the PDF of each under the same stem."""

PATIENCE = 120.0
"""Seconds without a new PDF after which an engine is taken to hang; LibreOffice takes 10 for 45 pages."""
_LOOK = 0.05  # seconds between looks at the output folder
_LEAVE = 10.0  # seconds that an engine may take to end when all is printed
_PAGE = re.compile(rb"/Type\s*/(?:Page|ObjStm)\b")  # pages may lie packed in an object stream
_TAIL = 1024  # bytes within which a PDF ends with its mark, as readers look for it


@dataclass(frozen=True, slots=True)
class PrintDocument:
    """A document to be printed: the bytes of a file, and the ending of its kind, like ".xlsx"."""

    data: bytes
    suffix: str


@dataclass(frozen=True, kw_only=True)
class Engine(ABC):
    """A program that prints. It is started anew for each batch, in a folder that is thrown away after it.

    `name` is how people choose it on the command line, `title` what messages call it; `suffixes` are the
    endings of the files that it prints. At most `lanes` may run at the same time, whatever the machine, and
    files are opened in `workplace` (None: anywhere).
    """

    name: EngineName
    title: str
    suffixes: Sequence[str]
    lanes: int = 1
    workplace: Path | None = None

    @abstractmethod
    def command(self, folder: Path, names: Sequence[str]) -> Sequence[str]:
        """Return the command that prints the named files of `folder/in` to `folder/out`, in their order,
        after making in the folder whatever the engine needs."""

    def clean_up(self, folder: Path) -> None:  # noqa: B027  (most leave nothing)
        """End whatever a start may leave behind that is not a child of its process."""


class EngineHungError(Exception):
    """An engine was killed for its silence."""


def is_pdf(data: bytes) -> bool:
    """Return whether a file is a PDF, written to its end, that has a page."""
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-_TAIL:] and _PAGE.search(data) is not None


def run_engine(
    engine: Engine,
    documents: Mapping[int, PrintDocument],
    stopped: Event,
    patience: float = PATIENCE,
) -> Iterator[tuple[int, bytes]]:
    """Start an engine once over numbered documents; yield (number, PDF) as each is whole, in any order.

    A document whose number does not come was not printed. Raises EngineHungError after `patience` seconds
    of silence, and OSError where the engine cannot be started or its folder not be written.
    """
    # Short plain names: theirs may be Thai, very long, the same, or begin with "-".
    names = {number: f"{number:04}{document.suffix}" for number, document in documents.items()}
    # Thrown away as a whole, the engine's settings too: nothing is left to wait for, lock or recover.
    with tempfile.TemporaryDirectory(
        prefix="ita-", dir=engine.workplace, ignore_cleanup_errors=True
    ) as temporary:
        folder = Path(temporary)
        (folder / IN).mkdir()
        (folder / OUT).mkdir()
        for number, document in documents.items():
            paged = paged_copy(document.data, windows=engine.name == "excel")
            (folder / IN / names[number]).write_bytes(drawn_copy(paged, document.suffix))
        command = engine.command(folder, list(names.values()))
        try:
            with _running(command, folder) as process:
                waiting = {number: folder / OUT / f"{number:04}.pdf" for number in documents}
                yield from _watch(process, waiting, stopped, patience)
        finally:
            engine.clean_up(folder)


def _watch(
    process: subprocess.Popen[bytes], waiting: dict[int, Path], stopped: Event, patience: float
) -> Iterator[tuple[int, bytes]]:
    """Yield each PDF when it is whole, until all are there or the process ends."""
    last_news = time.monotonic()
    while waiting and not stopped.is_set():
        ended = process.poll() is not None  # asked before looking, lest the last PDF be missed
        for number, path in list(waiting.items()):
            try:
                data = path.read_bytes()
            except (FileNotFoundError, PermissionError):  # Windows may refuse a file that is being written
                continue
            if is_pdf(data):
                del waiting[number]
                last_news = time.monotonic()
                yield number, data
        if ended:
            return
        if time.monotonic() - last_news > patience:
            raise EngineHungError
        # Not stopped.wait(): under a shifted clock (libfaketime) a wait of Python with an end has none.
        time.sleep(_LOOK if waiting else 0)
    if not waiting:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LEAVE)


@contextmanager
def _running(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a folder; on leaving, kill it and its children, also those that outlive it."""
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
        if sys.platform != "win32":
            with suppress(
                ProcessLookupError, PermissionError
            ):  # macOS says the latter of a group of the dead
                os.killpg(process.pid, signal.SIGKILL)
        elif process.poll() is None:
            kill = ("taskkill", "/F", "/T", "/PID", str(process.pid))
            with suppress(OSError):  # a system without taskkill
                subprocess.run(kill, check=False, capture_output=True)
            # Where that did not end it, at least the process itself ends: waiting would last for ever.
            if process.poll() is None:
                process.kill()
        process.wait()
