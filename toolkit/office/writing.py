"""Writing files so that a reader meets the old content or the new one, never half of it."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import time
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from toolkit.model.finding import Finding, UserError
from toolkit.office.folder import OfficeFolder

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_TEMPORARY = ".ita-*.tmp"
_ABANDONED = 600.0  # seconds; a write takes less than one


@contextmanager
def told_as_user_error(path: Path) -> Iterator[None]:
    """Tell what keeps a file from being written, and the user can mend, as UserError: it is locked or
    write-protected (output-locked), or the disk is full (disk-full)."""
    try:
        yield
    except OSError as error:
        # This is how Windows answers for a file that is open in Excel.
        if isinstance(error, PermissionError) or error.errno == errno.EROFS:
            raise UserError(Finding("output-locked", file=str(path))) from error
        if error.errno not in _FULL:
            raise
        raise UserError(Finding("disk-full", file=str(path))) from error


def write_atomic(path: Path, data: bytes) -> bool:
    """Write a file through a temporary one in the same folder, which is made where it is missing.

    A file that holds these bytes already is left alone, modification time included; the result says
    whether anything was written. Raises UserError (output-locked) where the file may not be replaced,
    as when it is open in Excel on Windows, and (disk-full) where there is no room for it.
    """
    with told_as_user_error(path):
        if _holds(path, data):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    return True


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(path: Path, data: bytes) -> None:
    # A short name of its own: Thai file names may already be as long as a file system allows.
    temporary = path.with_name(_TEMPORARY.replace("*", secrets.token_hex(8)))
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)  # noqa: PTH105  (the one call that replaces on every system)
    # Ctrl-C too: nothing half written may stay in an office's folder.
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Remove what a run that was cut off left unfinished below a folder more than ten minutes ago."""
    for path in folder.rglob(_TEMPORARY):
        with suppress(OSError):  # somebody else may have been quicker
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink()


def keep_changed(path: Path, data: bytes, own: Container[str]) -> Path | None:
    """Keep what somebody made of a file that is about to be replaced by `data`; return the copy's path.

    None where there is nothing to keep: no file, these very bytes, or a sha256 in `own`. Raises UserError
    where the copy cannot be written.
    """
    if not path.exists():
        return None
    there = path.read_bytes()
    digest = hashlib.sha256(there).hexdigest()
    if there == data or digest in own:
        return None
    kept = path.with_name(f"{path.stem} (แก้ไข {digest[:8]}){path.suffix}")
    write_atomic(kept, there)
    return kept


def write_reports(office: OfficeFolder, files: Mapping[Path, bytes]) -> tuple[Finding, ...]:
    """Write files to `reports/`; those that somebody edited are kept, and named in the findings.

    What we wrote there is remembered in `archive/.written`, one sha256 a line; without that list a file
    counts as edited. The caller holds the lock. Raises UserError where something cannot be written.
    """
    record = office.archive / ".written"
    own = set(record.read_text(encoding="ascii").split()) if record.exists() else set()
    new = own | {hashlib.sha256(data).hexdigest() for data in files.values()}
    # First of all: a run that is cut off below has written nothing that it does not know afterwards.
    write_atomic(record, "".join(f"{digest}\n" for digest in sorted(new)).encode())
    findings = []
    for path, data in files.items():
        kept = keep_changed(path, data, own)
        if kept:
            findings.append(Finding("report-kept", found=path.name, expected=kept.name))
        write_atomic(path, data)
    return tuple(findings)
