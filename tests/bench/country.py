"""Many offices: one worker against two, growth from 500 to 2,000 offices, a second run, memory and bytes.

`python -m tests.bench.country --offices 2000` makes the country in a temporary folder and takes minutes; with
`--root` one that was made before is used, of which smaller countries are the first offices. `--whole` is one
run over all of it. In `make bench` it is small.

Wall times mean something on an idle machine only. So the table shows the processor time beside them, and what
two processes that share nothing reach on this machine at this moment: no second worker can do better.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from tests.made_up.country import CountrySpec
from tests.made_up.generate import write_country
from toolkit.scale import consolidate as consolidating
from toolkit.scale.cluster import Runner, cluster
from toolkit.scale.partition import Task, cut
from toolkit.scale.sources import find_sources

SMALL, STEPS, COMPARED = 96, (500, 1000, 2000), 480
LIMITS = {"linear": 1.15, "workers": 1 / 1.7, "again": 0.1}
SPEC = CountrySpec(SMALL, faults=0.02, archived=True, seed=1)
HEAD = " offices workers   wall s  finding  start     work  summary  MB/worker"
Ratio = tuple[str, float, float, float]


@dataclass(frozen=True)
class Run:
    """One whole run: its offices and workers, the seconds of its stages, the most bytes a worker held."""

    offices: int
    workers: int
    stages: tuple[float, float, float, float]
    memory: int

    @property
    def seconds(self) -> float:
        return sum(self.stages)

    def __str__(self) -> str:
        finding, start, work, summary = self.stages
        return (
            f"{self.offices:>8}{self.workers:>8}{self.seconds:>9.1f}{finding:>9.1f}{start:>7.1f}{work:>9.1f}"
            f"{summary:>9.1f}{self.memory / 1e6:>11.0f}"
        )


@dataclass(frozen=True)
class Work:
    """The partitions alone, the cluster standing: seconds on the wall and processor seconds."""

    offices: int
    workers: int
    wall: float
    worker_cpu: float
    client_cpu: float

    def __str__(self) -> str:
        return (
            f"{self.offices} offices, {self.workers} worker(s): {self.wall:.1f} s on the wall; processors: "
            f"workers {self.worker_cpu:.1f} s ({self.worker_cpu / self.offices * 1000:.0f} ms an office), "
            f"client {self.client_cpu:.1f} s"
        )


def part_of(root: Path, offices: int, folder: Path) -> Path:
    """The first offices of a country, linked rather than copied."""
    for path in sorted(root.rglob("plan.xlsx"))[:offices]:
        office = path.parent
        shutil.copytree(office, folder / office.relative_to(root), copy_function=_link, symlinks=True)
    return folder


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def run(root: Path, out: Path, workers: int = 2) -> Run:
    """The whole of `ita consolidate` from finding the offices to the summary."""
    task = Task(str(root), str(out), SPEC.reported[-1], SPEC.taken_in_at)
    count, marks = 0, [time.perf_counter()]

    def progress(_: int, offices: int) -> None:
        nonlocal count
        count = offices
        marks.append(time.perf_counter())

    @contextmanager
    def watched(scheduler: str | None, workers: int) -> Iterator[Any]:
        with cluster(scheduler, workers) as client:
            marks.append(time.perf_counter())
            yield client

    with mock.patch.object(consolidating, "cluster", watched):
        consolidating.consolidate(task, workers=workers, progress=progress)
    begun, found = marks[:2]
    started, last = (marks[2], marks[-1]) if len(marks) > 2 else (found, found)
    stages = found - begun, started - found, last - started, time.perf_counter() - last
    # Of any run so far: the workers of a first, whole run hold the most.
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return Run(count, workers, stages, memory)


def work(root: Path, out: Path, workers: int) -> Work:
    """All partitions handed out and recorded, start and imports of the workers left out."""
    task = Task(str(root), str(out), SPEC.reported[-1], SPEC.taken_in_at)
    sources, _ = find_sources(task.root, task.target)
    partitions = cut(sources)
    with cluster(None, workers) as client:
        runner = Runner(client, task)
        list(runner.run(partitions[:workers]))  # imports
        before = sum(client.run(time.process_time).values())
        start, own = time.perf_counter(), time.process_time()
        list(runner.run(partitions))
        wall, own = time.perf_counter() - start, time.process_time() - own
        return Work(len(sources), workers, wall, sum(client.run(time.process_time).values()) - before, own)


def _count(rounds: int) -> None:
    texts: dict[int, str] = {}
    for number in range(rounds):
        texts[number % 1000] = str(number)


def ceiling(rounds: int = 6_000_000) -> float:
    """How much more two processes do than one when they share nothing, here and now: 2 on two idle cores."""
    seconds = []
    for processes in (1, 2):
        workers = [multiprocessing.Process(target=_count, args=(rounds,)) for _ in range(processes)]
        start = time.perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        seconds.append(time.perf_counter() - start)
    return 2 * seconds[0] / seconds[1]


def bytes_in(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _country(offices: int, root: Path | None, folder: Path) -> Path:
    if root is None:
        root = folder / "country"
        spec = CountrySpec(offices, SPEC.divisions, SPEC.months, SPEC.seed, SPEC.faults, archived=True)
        for _ in write_country(spec, root, 2):
            pass
    return root


def measure(offices: int = SMALL, root: Path | None = None) -> Iterator[Ratio]:
    """(what, its seconds, the seconds of what it is compared with, the most it may be)."""
    beside = root.parent if root else None  # links need one file system
    with tempfile.TemporaryDirectory(dir=beside) as name:
        folder = Path(name)
        root = _country(offices, root, folder)
        there = len(list(root.rglob("plan.xlsx")))
        sizes = [step for step in STEPS if step <= there]
        sizes = sizes if len(sizes) > 1 else [there // 4, there // 2, there]
        parts = {size: part_of(root, size, folder / str(size)) for size in {*sizes, min(COMPARED, there)}}
        one, two = (work(parts[min(COMPARED, there)], folder / f"w{count}", count) for count in (1, 2))
        print(one, two, sep="\n")
        print(f"two processes that share nothing: {ceiling():.2f} times one; load {os.getloadavg()[0]:.1f}")
        yield f"{two.offices} offices, two workers : one", two.wall, one.wall, LIMITS["workers"]
        print(HEAD)
        runs = {}
        for size in sizes:
            runs[size] = run(parts[size], folder / f"out-{size}")
            print(runs[size])
        again = run(parts[sizes[-1]], folder / f"out-{sizes[-1]}")
        print(f"{again}   (nothing changed)")
        most, least = runs[sizes[-1]], runs[sizes[0]]
        per_office = most.seconds / most.offices, least.seconds / least.offices
        yield f"an office of {most.offices} : of {least.offices}", *per_office, LIMITS["linear"]
        yield f"{most.offices} offices, unchanged : first run", again.seconds, most.seconds, LIMITS["again"]


def whole(root: Path) -> None:
    """One run over a whole country: its stages, memory of workers and client, bytes read and written."""
    with tempfile.TemporaryDirectory(dir=root.parent) as name:
        out = Path(name)
        print(HEAD)
        print(run(root, out))
        print(f"{run(root, out)}   (nothing changed)")
        client = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        tables = sum(1 for _ in out.rglob("*.parquet"))
        print(f"client at most {client / 1e6:.0f} MB; {bytes_in(root) / 1e9:.2f} GB in all offices")
        print(f"{bytes_in(out) / 1e6:.1f} MB written, {tables} Parquet files; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--offices", type=int, default=SMALL)
    parser.add_argument("--root", type=Path, help="a country made before with --archived --seed 1")
    parser.add_argument("--whole", action="store_true", help="one run over all of --root, and nothing else")
    given = parser.parse_args()
    if given.whole:
        whole(given.root.absolute())
    else:
        for what, mine, other, limit in measure(given.offices, given.root and given.root.absolute()):
            print(f"{what:<64}{mine:9.2f}{other:9.2f}{mine / other:8.2f}{limit:8.2f}")
