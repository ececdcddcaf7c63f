"""Partitions handed out to the workers of a Dask cluster, on this machine or behind a scheduler's address."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from toolkit.model.finding import Finding, UserError
from toolkit.scale.partition import OFFICE_FAILED, Partition, Record, Task, run_partition
from toolkit.version import __version__

if TYPE_CHECKING:
    from distributed import Client, Future

_NEEDED = ("distributed", "pyarrow", "fsspec")
_CONNECT_SECONDS = 15
_POLL_SECONDS = 2.0
"""How often the workers are counted."""
_ALONE_SECONDS = 60.0
"""How long the work waits for a worker when none is left."""
_AHEAD = 3
"""Partitions handed out per worker at a time: enough that none waits for the client, few to do again."""


def open_extra() -> None:
    """Raise UserError (scale-missing) where what `[scale]` in pyproject.toml lists is not installed."""
    for name in _NEEDED:
        if find_spec(name) is None:
            raise UserError(Finding("scale-missing", found=name))


@contextmanager
def cluster(scheduler: str | None, workers: int) -> Iterator[Client]:
    """Give a Dask client; without a scheduler's address, of a cluster of processes on this machine.

    Raises UserError (scheduler-unreachable) where nothing answers at the address.
    """
    from distributed import Client, LocalCluster

    if scheduler is None:
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                # Any port for pages at which nobody looks: a second run beside this one would warn of Dask's.
                scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
                silence_logs=logging.ERROR,
            ) as local,
            Client(local) as client,
        ):
            yield client
        return
    try:
        client = Client(scheduler, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise UserError(Finding("scheduler-unreachable", found=scheduler)) from error
    with client:
        yield client


class Runner:
    """Hands partitions to workers of our own version and collects their records.

    `findings` are workers that get no work (of another version) and results that could not be written. A
    partition whose worker died is done again by Dask; one that takes down every worker is split, so that
    only the office behind it is lost.
    """

    def __init__(self, client: Client, task: Task) -> None:
        self._client = client
        self._task = task
        self._versions: dict[str, str | None] = {}
        self._alone_since: float | None = None
        self.findings: list[Finding] = []

    def run(self, partitions: Sequence[Partition]) -> Iterator[Record]:
        """Yield each partition's record as it is done. Raises UserError (no-workers) where none can work."""
        from distributed import CancelledError, wait
        from distributed.scheduler import KilledWorker

        waiting = deque(partitions)
        running: dict[Future[Any], tuple[Partition, frozenset[str]]] = {}
        while waiting or running:
            able = self._able_workers()
            for future in [future for future, (_, workers) in running.items() if not workers & able]:
                waiting.append(running.pop(future)[0])  # its workers are gone; those that are left do it
                future.cancel()
            while waiting and len(running) < _AHEAD * len(able):
                partition = waiting.popleft()
                # A key of its own: Dask would give back the old result of a partition done again.
                key = f"ita-{time.monotonic_ns()}"
                options = {"workers": sorted(able), "pure": False, "key": key}
                running[self._client.submit(run_partition, partition, self._task, **options)] = (
                    partition,
                    able,
                )
            if not running:
                time.sleep(_POLL_SECONDS)
                continue
            try:
                done = wait(list(running), timeout=_POLL_SECONDS, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                continue
            for future in done:
                partition, _ = running.pop(future)
                try:
                    yield future.result()
                except CancelledError:
                    waiting.append(partition)
                except UserError as error:  # what it made could not be written
                    self.findings.append(error.finding)
                except KilledWorker as error:
                    if len(partition) > 1:
                        waiting.extend((source,) for source in partition)
                    else:
                        place, found = partition[0].path or ".", str(error)[:120]
                        self.findings.append(Finding(OFFICE_FAILED, file=place, found=found))

    def _able_workers(self) -> frozenset[str]:
        """Return the workers of our own version; each other one becomes a finding, once."""
        present = self._client.nthreads()
        for address in sorted(set(present) - self._versions.keys()):
            answer = self._client.run(_probe(), workers=[address], on_error="return").get(address)
            version = answer if isinstance(answer, str) else None
            self._versions[address] = version
            # Another version may count by other rules, and nobody would see it in the sums.
            if version != __version__:
                self.findings.append(
                    Finding("worker-other-version", file=address, found=version or "–", expected=__version__)
                )
        able = frozenset(address for address in present if self._versions.get(address) == __version__)
        now = time.monotonic()
        self._alone_since = None if able else self._alone_since or now
        refused = present and not able
        if refused or (self._alone_since is not None and now - self._alone_since > _ALONE_SECONDS):
            raise UserError(self.findings[0] if refused else Finding("no-workers"))
        return able


def _probe() -> Callable[[], str | None]:
    """Return a function that gives a worker's version; made here, it travels to one without toolkit."""

    def version() -> str | None:
        try:
            import pyarrow  # noqa: F401

            from toolkit.version import __version__ as theirs
        except ImportError:
            return None
        return theirs

    return version
