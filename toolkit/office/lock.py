"""One writer at a time: two people who run commands on a shared folder wait for each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from toolkit.model.finding import Finding, UserError
from toolkit.office.folder import OfficeFolder
from toolkit.office.writing import sweep

_SECONDS = 20.0


@contextmanager
def locked(office: OfficeFolder, seconds: float = _SECONDS) -> Iterator[None]:
    """Hold the office folder for writing, rid of what runs that were cut off left in it.

    Raises UserError (office-busy) after waiting in vain.
    """
    from filelock import FileLock, Timeout

    office.archive.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(office.archive / ".lock", timeout=seconds):
            for folder in (office.archive, office.outbox, office.returned, office.reports):
                sweep(folder)
            yield
    except Timeout as error:
        raise UserError(Finding("office-busy", file=str(office.root))) from error
