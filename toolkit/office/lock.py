"""One writer at a time: two people who run commands on a shared folder wait for each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.model.finding import Finding, UserError
from toolkit.office.folder import OfficeFolder
from toolkit.office.writing import check_place, sweep, told_as_user_error

_SECONDS = 20.0


@contextmanager
def locked(office: OfficeFolder, seconds: float = _SECONDS) -> Iterator[None]:
    """Hold the office folder for writing, rid of what runs that were cut off left in it.

    Raises UserError (office-busy) after waiting in vain, and where a folder that is written to is none of the
    office's.
    """
    from filelock import FileLock, Timeout

    lock = office.archive / ".lock"
    # What is written under the lock goes to these: better told now than after half of the work.
    for path in (lock, office.ledger, *(folder / "_" for folder in _written(office))):
        check_place(path)
    with told_as_user_error(lock):
        office.archive.mkdir(parents=True, exist_ok=True)
        held = FileLock(lock)
        try:
            held.acquire(timeout=seconds)
        except Timeout as error:
            raise UserError(Finding("office-busy", file=str(office.root))) from error
        # filelock says so of systems and disks that know no locks.
        except NotImplementedError as error:
            raise UserError(Finding("storage-fault", file=str(lock), found=str(error))) from error
    try:
        for folder in _written(office):
            sweep(folder)
        yield
    finally:
        held.release()


def _written(office: OfficeFolder) -> tuple[Path, ...]:
    return office.archive, office.outbox, office.returned, office.reports
