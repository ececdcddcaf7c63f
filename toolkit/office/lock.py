"""One writer at a time: two people who run commands on a shared folder wait for each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from toolkit.model.finding import Finding, UserError
from toolkit.office.folder import Office

_SECONDS = 20.0


@contextmanager
def locked(office: Office, seconds: float = _SECONDS) -> Iterator[None]:
    """Hold the office folder for writing. Raises UserError (office-busy) after waiting in vain."""
    from filelock import FileLock, Timeout

    office.archive.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(office.archive / ".lock", timeout=seconds):
            yield
    except Timeout as error:
        raise UserError(Finding("office-busy", file=str(office.root))) from error
