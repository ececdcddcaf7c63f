"""Documents to PDF: many in one start of an engine, and several engines at once where the machine has room.

A document that kills or hangs its engine is found by its place, since engines work in the order given: what
follows the last PDF is tried again alone, and the others go on without it. A start that brings nothing at
all is followed by a test sheet; an engine that cannot print even that is given up.
"""

from __future__ import annotations

import errno
import math
import os
import shutil
import sys
import tempfile
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from toolkit.model.finding import Finding
from toolkit.printing.engine import PATIENCE, Engine, EngineHungError, PrintDocument, run_engine

_MOST_AT_ONCE = 50  # documents in one start; LibreOffice grows with each
_LEAST_IN_LANE = 4  # documents that are worth a start of their own, which costs as much as two or three
_ENGINE_BYTES = 500_000_000  # LibreOffice took 215 MB over 20 reports
_ENGINES_IN_UNKNOWN_MEMORY = 2
_DISK_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_LEAST_DISK = 20_000_000  # bytes free, below which a disk is called full
_TEST_SHEET = PrintDocument(b"ITA\n", ".csv")

PrintOutcome = bytes | Finding
"""A PDF, or what kept it from being made."""


class _BrokenError(Exception):
    """The engine prints nothing, whatever it is given."""


def print_pdfs(
    engine: Engine, documents: Sequence[PrintDocument], *, patience: float = PATIENCE
) -> Generator[PrintOutcome]:
    """Yield the PDF of each document, in their order, as soon as it is there, or a finding why there is none.

    Findings: print-failed (the engine made nothing of it), print-hung (`patience` seconds without a PDF),
    engine-broken (found = its name), disk-full. The same document gives other bytes each time: a PDF
    carries the time at which it was made.
    """
    futures: list[Future[PrintOutcome]] = [Future() for _ in documents]
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    count = lanes(len(documents), min(engine.lanes, cores), free_memory())
    stopped = Event()
    with ThreadPoolExecutor(count, "printing") as pool:
        try:
            for first in range(count):
                own = {number: documents[number] for number in range(first, len(documents), count)}
                pool.submit(_Lane(engine, own, futures, stopped, patience).run)
            for future in futures:
                yield future.result()
        finally:
            stopped.set()  # on the way out of an error, too: the engines must not outlive us


def lanes(documents: int, cores: int, memory: int | None) -> int:
    """Return how many engines to run at once, 1 at least.

    One for every few documents, no more than there are cores, and as many as the free memory in bytes holds
    (None: not known).
    """
    room = _ENGINES_IN_UNKNOWN_MEMORY if memory is None else memory // _ENGINE_BYTES
    return max(1, min(math.ceil(documents / _LEAST_IN_LANE), cores, room))


def free_memory() -> int | None:
    """Return the bytes of memory that may be taken without pushing other programs out; None: not known."""
    try:  # Linux
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    sizes = (line.split()[1] for line in lines if line.startswith("MemAvailable:"))
    return next((int(size) * 1024 for size in sizes), None)


@dataclass
class _Lane:
    """One engine at work on its share of the documents, which stand by their number."""

    engine: Engine
    documents: Mapping[int, PrintDocument]
    futures: Sequence[Future[PrintOutcome]]
    stopped: Event
    patience: float
    suspects: set[int] = field(default_factory=set)

    def run(self) -> None:
        """Settle the future of every document."""
        try:
            numbers = list(self.documents)
            batches = deque(
                numbers[first : first + _MOST_AT_ONCE] for first in range(0, len(numbers), _MOST_AT_ONCE)
            )
            while batches and not self.stopped.is_set():
                batches.extend(self._print(batches.popleft()))
        except BaseException as error:
            finding = self._finding(error)
            for number in self.documents:
                if not self.futures[number].done():
                    if finding:
                        self.futures[number].set_result(finding)
                    else:
                        self.futures[number].set_exception(error)

    def _print(self, batch: list[int]) -> Iterator[list[int]]:
        """Print a batch; yield the batches in which what is missing is tried again."""
        last, hung = -1, False
        documents = {number: self.documents[number] for number in batch}
        try:
            for number, pdf in run_engine(self.engine, documents, self.stopped, self.patience):
                self.futures[number].set_result(pdf)
                last = max(last, batch.index(number))
        except EngineHungError:
            hung = True
        missing = [number for number in batch if not self.futures[number].done()]
        if len(missing) == len(batch):
            self._test_engine()
        # What was passed over is suspect, and the first after the last PDF, at which the engine stopped. The
        # others behind that one were never tried: they stay together.
        untried = [number for number in missing if batch.index(number) > last]
        for number in [*(number for number in missing if number not in untried), *untried[:1]]:
            if len(batch) == 1 and number in self.suspects:  # twice alone, or once alone and once in a batch
                self.futures[number].set_result(Finding("print-hung" if hung else "print-failed"))
            else:
                self.suspects.add(number)
                yield [number]
        if untried[1:]:
            yield untried[1:]

    def _test_engine(self) -> None:
        """Raise _BrokenError where the engine prints nothing at all, OSError where the disk is full."""
        if shutil.disk_usage(self.engine.workplace or tempfile.gettempdir()).free < _LEAST_DISK:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if self.stopped.is_set():
            return
        try:
            printed = list(run_engine(self.engine, {0: _TEST_SHEET}, self.stopped, self.patience))
        except EngineHungError:
            printed = []
        if not printed:
            raise _BrokenError

    def _finding(self, error: BaseException) -> Finding | None:
        """Return the finding that stands for an error; None for a fault of ours."""
        if isinstance(error, OSError) and error.errno in _DISK_FULL:
            return Finding("disk-full", file=tempfile.gettempdir())
        if isinstance(error, _BrokenError | OSError):  # the program may not even be started
            return Finding("engine-broken", found=self.engine.title)
        return None
