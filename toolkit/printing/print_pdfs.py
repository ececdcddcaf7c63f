"""Documents to PDF, many in one start of an engine and several engines at once where the machine has room.

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
from pathlib import Path
from threading import Event

from toolkit.model.finding import Finding
from toolkit.printing.engine import PATIENCE, Engine, PrintDocument, Start

_MOST_AT_ONCE = 50  # documents in one start; LibreOffice grows with each
_LEAST_IN_LANE = 4  # documents that are worth a start of their own, which costs as much as two or three
_ENGINE_BYTES = 500_000_000  # LibreOffice took 215 MB over 20 reports
_CORES_UNTOLD = 2  # engines at once where the memory that is free is not known
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_ROOM = 20_000_000  # bytes free, below which a disk is called full
_TEST_SHEET = PrintDocument(b"ITA\n", ".csv")

Outcome = bytes | Finding
"""A PDF, or what kept it from being made."""


def print_pdfs(
    engine: Engine, documents: Sequence[PrintDocument], *, patience: float = PATIENCE
) -> Generator[Outcome]:
    """The PDF of each document, in their order, as soon as it is there; or the finding of why there is none.

    Findings: print-failed (the engine made nothing of it), print-hung (`patience` seconds without a PDF),
    engine-broken (found = its name), disk-full. The same document gives other bytes each time: a PDF
    carries the time at which it was made.
    """
    futures: list[Future[Outcome]] = [Future() for _ in documents]
    count = lanes(len(documents), min(engine.lanes, _cores()), free_memory())
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
    """How many engines to run at once, 1 at least: one for a few documents each, no more than there are
    cores, and as many as the free memory in bytes holds (None: not known)."""
    room = _CORES_UNTOLD if memory is None else memory // _ENGINE_BYTES
    return max(1, min(math.ceil(documents / _LEAST_IN_LANE), cores, room))


def free_memory() -> int | None:
    """Bytes of memory that a program may still take without pushing others out; None where not known."""
    try:  # Linux
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    sizes = (line.split()[1] for line in lines if line.startswith("MemAvailable:"))
    return next((int(size) * 1024 for size in sizes), None)


def _cores() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Lane:
    """One engine at work on its share of the documents, which stand by their number."""

    def __init__(
        self,
        engine: Engine,
        documents: Mapping[int, PrintDocument],
        futures: Sequence[Future[Outcome]],
        stopped: Event,
        patience: float,
    ) -> None:
        self._engine = engine
        self._documents = documents
        self._futures = futures
        self._stopped = stopped
        self._patience = patience
        self._suspects: set[int] = set()

    def run(self) -> None:
        """Settle the future of every document."""
        try:
            self._print_all()
        except BaseException as error:
            outcome = self._told(error)
            for number in self._documents:
                if not self._futures[number].done():
                    if outcome:
                        self._futures[number].set_result(outcome)
                    else:
                        self._futures[number].set_exception(error)

    def _print_all(self) -> None:
        numbers = list(self._documents)
        batches = deque(
            numbers[first : first + _MOST_AT_ONCE] for first in range(0, len(numbers), _MOST_AT_ONCE)
        )
        while batches and not self._stopped.is_set():
            batches.extend(self._print(batches.popleft()))

    def _print(self, batch: list[int]) -> Iterator[list[int]]:
        """Print a batch; gives the batches in which what is missing is tried again."""
        start = Start(
            self._engine, {each: self._documents[each] for each in batch}, self._stopped, self._patience
        )
        last = -1
        for number, pdf in start:
            self._futures[number].set_result(pdf)
            last = max(last, batch.index(number))
        missing = [each for each in batch if not self._futures[each].done()]
        if len(missing) == len(batch):
            self._test_engine()
        rest = [each for each in missing if batch.index(each) > last]
        for number in [*(each for each in missing if each not in rest), *rest[:1]]:
            if len(batch) == 1 and number in self._suspects:  # twice alone, or once alone and once in a batch
                self._futures[number].set_result(Finding("print-hung" if start.hung else "print-failed"))
            else:
                self._suspects.add(number)
                yield [number]
        if rest[1:]:
            yield rest[1:]

    def _test_engine(self) -> None:
        """Raises _BrokenError where the engine prints nothing at all."""
        if shutil.disk_usage(self._engine.workplace or tempfile.gettempdir()).free < _ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if not self._stopped.is_set() and not list(
            Start(self._engine, {0: _TEST_SHEET}, self._stopped, self._patience)
        ):
            raise _BrokenError

    def _told(self, error: BaseException) -> Finding | None:
        """The finding that stands for an error; None for a fault of ours."""
        if isinstance(error, OSError) and error.errno in _FULL:
            return Finding("disk-full", file=tempfile.gettempdir())
        if isinstance(error, _BrokenError | OSError):  # the program may not even be started
            return Finding("engine-broken", found=self._engine.title)
        return None


class _BrokenError(Exception):
    """The engine prints nothing, whatever it is given."""
