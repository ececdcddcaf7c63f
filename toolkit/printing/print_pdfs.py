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
                outcomes = _print_all(engine, own, stopped, patience)
                pool.submit(_settle, outcomes, {number: futures[number] for number in own}, engine)
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


def _settle(
    outcomes: Iterator[tuple[int, PrintOutcome]], futures: Mapping[int, Future[PrintOutcome]], engine: Engine
) -> None:
    """Let an engine print its share of the documents, and settle the future of each."""
    try:
        for number, outcome in outcomes:
            futures[number].set_result(outcome)
    except BaseException as error:
        finding = None
        if isinstance(error, OSError) and error.errno in _DISK_FULL:
            finding = Finding("disk-full", file=tempfile.gettempdir())
        elif isinstance(error, _BrokenError | OSError):  # the program may not even be started
            finding = Finding("engine-broken", found=engine.title)
        for future in futures.values():
            if finding and not future.done():
                future.set_result(finding)
            elif not future.done():  # a fault of ours
                future.set_exception(error)


def _print_all(
    engine: Engine, documents: Mapping[int, PrintDocument], stopped: Event, patience: float
) -> Iterator[tuple[int, PrintOutcome]]:
    """Print documents in batches, what is missing of one again; yield each one's outcome by its number."""
    numbers = list(documents)
    suspects: set[int] = set()
    batches = deque(numbers[first : first + _MOST_AT_ONCE] for first in range(0, len(numbers), _MOST_AT_ONCE))
    while batches and not stopped.is_set():
        batch = batches.popleft()
        missing, last, hung = list(batch), -1, False
        try:
            own = {number: documents[number] for number in batch}
            for number, pdf in run_engine(engine, own, stopped, patience):
                yield number, pdf
                missing.remove(number)
                last = max(last, batch.index(number))
        except EngineHungError:
            hung = True
        if len(missing) == len(batch):
            _test_engine(engine, stopped, patience)
        # What was passed over is suspect, and the first after the last PDF, at which the engine stopped. The
        # others behind that one were never tried: they stay together.
        untried = [number for number in missing if batch.index(number) > last]
        for number in [*(number for number in missing if number not in untried), *untried[:1]]:
            if len(batch) == 1 and number in suspects:  # twice alone, or once alone and once in a batch
                yield number, Finding("print-hung" if hung else "print-failed")
            else:
                suspects.add(number)
                batches.append([number])
        if untried[1:]:
            batches.append(untried[1:])


def _test_engine(engine: Engine, stopped: Event, patience: float) -> None:
    """Raise _BrokenError where the engine prints nothing at all, OSError where the disk is full."""
    if shutil.disk_usage(engine.workplace or tempfile.gettempdir()).free < _LEAST_DISK:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if stopped.is_set():
        return
    try:
        printed = list(run_engine(engine, {0: _TEST_SHEET}, stopped, patience))
    except EngineHungError:
        printed = []
    if not printed:
        raise _BrokenError
