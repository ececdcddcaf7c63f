"""Many offices: one worker against two, growth from 500 to 2,000 offices, a second run, and memory.

`python -m tests.bench.country --offices 2000` makes the country in a temporary folder and takes minutes; in
`make bench` it is small.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from toolkit.scale.cluster import Runner, cluster
from toolkit.scale.consolidate import Consolidated, consolidate
from toolkit.scale.country import CountrySpec
from toolkit.scale.generate import write_country
from toolkit.scale.partition import Task, cut
from toolkit.scale.sources import find_sources

SMALL = 96
LIMITS = {"linear": 1.15, "workers": 1 / 1.7, "again": 0.1}


@dataclass(frozen=True)
class Run:
    """One run over a part of the country: seconds, offices and the most bytes that a worker held."""

    offices: int
    seconds: float
    memory: int


def part_of(root: Path, offices: int, folder: Path) -> Path:
    """The first offices of a country, linked rather than copied."""
    for path in islice(sorted(root.rglob("plan.xlsx")), offices):
        office = path.parent
        shutil.copytree(office, folder / office.relative_to(root), copy_function=_link, symlinks=True)
    return folder


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def run(root: Path, out: Path, spec: CountrySpec, workers: int) -> tuple[Run, Consolidated]:
    """The whole command from finding the offices to the summary."""
    task = Task(str(root), str(out), spec.reported[-1], spec.taken_in_at)
    start = time.perf_counter()
    done = consolidate(task, workers=workers)
    return Run(done.fresh, time.perf_counter() - start, done.memory), done


def work(root: Path, out: Path, spec: CountrySpec, workers: int) -> float:
    """The seconds from the first partition handed out to the last record, the cluster standing."""
    task = Task(str(root), str(out), spec.reported[-1], spec.taken_in_at)
    partitions = cut(find_sources(task.root, task.target).sources)
    with cluster(None, workers) as client:
        runner = Runner(client, task)
        list(runner.run(partitions[:workers]))  # imports
        start = time.perf_counter()
        list(runner.run(partitions))
        return time.perf_counter() - start


def measure(offices: int = SMALL, root: Path | None = None) -> list[tuple[str, float, float, float]]:
    """(what, its seconds, the seconds of what it is compared with, the most it may be)."""
    spec = CountrySpec(offices, faults=0.02, archived=True, seed=1)
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if root is None:
            root = folder / "country"
            for _ in write_country(spec, root, 2):
                pass
        parts = [part_of(root, count, folder / str(count)) for count in (offices // 4, offices // 2)]
        seconds = {count: work(root, folder / f"w{count}", spec, count) for count in (1, 2)}
        rows.append((f"{offices} offices, two workers : one", seconds[2], seconds[1], LIMITS["workers"]))
        runs = [run(each, folder / f"out-{each.name}", spec, 2)[0] for each in (*parts, root)]
        for one in runs:
            print(
                f"{one.offices:>6} offices {one.seconds:8.1f} s {one.memory / 1e6:8.0f} MB a worker at most"
            )
        whole, quarter = runs[-1], runs[0]
        rows.append(
            (
                f"an office of {whole.offices} : of {quarter.offices}",
                whole.seconds / whole.offices,
                quarter.seconds / quarter.offices,
                LIMITS["linear"],
            )
        )
        again = run(root, folder / f"out-{root.name}", spec, 2)[0]
        rows.append(
            (f"{offices} offices, unchanged : first run", again.seconds, whole.seconds, LIMITS["again"])
        )
    return rows


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--offices", type=int, default=SMALL)
    parser.add_argument("--root", type=Path, help="a country made before with --archived --seed 1")
    given = parser.parse_args()
    for what, mine, other, limit in measure(given.offices, given.root):
        print(f"{what:<64}{mine:9.2f}{other:9.2f}{mine / other:8.2f}{limit:8.2f}")
