"""Work that takes more than a moment: done in a thread, one job at a time, its page loaded until it ends."""

from __future__ import annotations

import secrets
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from toolkit.model.finding import UserError
from toolkit.office.writing import fault_of

KEPT = 20
"""How many finished jobs can still be looked at."""


@dataclass(eq=False)
class Job:
    """One piece of work: what it is called, how far it is, and what came of it.

    `frame` are the values that its pages need in any case.
    `result` is what the work returned, `error` the UserError that ended it, `crash` the traceback of a fault
    of the program itself.
    """

    title: str
    frame: dict[str, Any]
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    done: int = 0
    total: int = 0
    result: Any = None
    error: UserError | None = None
    crash: str = ""
    finished: threading.Event = field(default_factory=threading.Event)

    def progress(self, items: Iterable[Any]) -> Iterator[Any]:
        """Pass items on and count them, as the library's `progress` parameters want it."""
        listed = list(items)
        self.done, self.total = 0, len(listed)
        for item in listed:
            yield item
            self.done += 1


class Jobs:
    """The jobs of this run of the server."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._one_at_a_time = threading.Lock()

    def start(self, title: str, frame: dict[str, Any], work: Callable[[Job], Any]) -> Job:
        """Start a job in a thread of its own and return it. Another one that runs is waited for."""
        job = Job(title, frame)
        self._jobs[job.id] = job
        finished = [known for known in self._jobs.values() if known.finished.is_set()]
        for old in finished[:-KEPT]:
            del self._jobs[old.id]
        threading.Thread(target=self._run, args=(job, work), name=f"job {job.id}").start()
        return job

    def get(self, job_id: str) -> Job | None:
        """Return a job by its id, None for one that is not known (any more)."""
        return self._jobs.get(job_id)

    @property
    def busy(self) -> bool:
        """Whether a job has not finished yet."""
        return any(not job.finished.is_set() for job in self._jobs.values())

    def _run(self, job: Job, work: Callable[[Job], Any]) -> None:
        with self._one_at_a_time:
            try:
                job.result = work(job)
            except UserError as error:
                job.error = error
            except OSError as error:
                job.error = UserError(fault_of(error))
            except Exception:
                job.crash = traceback.format_exc()
            finally:
                job.finished.set()
