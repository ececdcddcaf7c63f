"""Reading and writing files of an office: a reader meets the old content or the new, never half of it.

What the world does to a file (a lock, a full or broken disk, a link or pipe in its place) becomes UserError.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import time
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from toolkit.model.finding import Finding, UserError
from toolkit.office.folder import OfficeFolder
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import regular_bytes

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_OTHER_KIND = (errno.ELOOP, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENXIO, errno.ENODEV)
_TOO_LONG = 206  # what Windows calls it
_LONGEST = 259  # letters of a path there, unless the machine is set otherwise
_NOT_FOUND = (None, 2, 3)  # file and path; 53 and 67 are of networks
OF_ONE_FILE = ("output-locked", "place-taken", "path-too-long")
"""What keeps one file from being written, but not the others beside it."""
_TEMPORARY = ".ita-*.tmp"
_HOST = hashlib.sha256(os.uname().nodename.encode()).hexdigest()[:6] if hasattr(os, "uname") else "0"
_ABANDONED = 600.0  # seconds; a write takes less than one
_PATIENCE = 2.0  # seconds for which a preview, an indexer or an antivirus may hold a file on Windows


def fault_of(error: OSError, path: Path | None = None, *, writing: bool = False) -> Finding:
    """Return what the world did to a file (`path`, or the one that the error names), for the user to mend."""
    file = str(path or error.filename or Path.cwd())
    if error.errno in _FULL:
        return Finding("disk-full", file=file)
    # Windows says of a path that is too long now this, now that there is no such folder.
    beyond = os.name == "nt" and is_gone(error) and len(os.path.abspath(file)) > _LONGEST  # noqa: PTH100
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == _TOO_LONG or beyond:
        return Finding("path-too-long", file=file)
    if error.errno in _OTHER_KIND:
        return Finding("place-taken", file=file)
    # PermissionError is how Windows answers for a file that is open in Excel.
    if writing and (isinstance(error, PermissionError) or error.errno == errno.EROFS):
        return Finding("output-locked", file=file)
    if is_gone(error):
        return Finding("file-missing", file=file)
    code = "file-no-access" if isinstance(error, PermissionError) else "storage-fault"
    return Finding(code, file=file, found=error.strerror or type(error).__name__)


def is_gone(error: OSError) -> bool:
    """Return whether an error says that a file is not there; of a lost network Windows says it, too."""
    return isinstance(error, FileNotFoundError) and getattr(error, "winerror", None) in _NOT_FOUND


@contextmanager
def told_as_user_error(path: Path) -> Iterator[None]:
    """Tell what keeps a file from being written as UserError: it is locked or write-protected
    (output-locked), the disk is full (disk-full), something else lies there (place-taken): see `fault_of`."""
    try:
        yield
    except OSError as error:
        raise UserError(fault_of(error, path, writing=True)) from error


def read_file(path: Path) -> bytes | None:
    """Return the bytes of a file of the office; None where there is none.

    Only "not found" means that. Raises UserError for a file that cannot be read now, and for a link, folder
    or pipe in its place.
    """
    try:
        return regular_bytes(path)
    except RefusedError as error:
        raise UserError(Finding("place-taken", file=str(path))) from error
    except OSError as error:
        if is_gone(error):
            return None
        raise UserError(fault_of(error, path)) from error


def write_atomic(path: Path, data: bytes) -> bool:
    """Write a file through a temporary one in the same folder, which is made where it is missing.

    A file that holds these bytes already is left alone, modification time included; the result says
    whether anything was written. Raises UserError (output-locked) where the file may not be replaced,
    as when it is open in Excel on Windows, and (disk-full) where there is no room for it.
    """
    with told_as_user_error(path):
        check_place(path)
        with suppress(FileNotFoundError):
            if path.stat().st_size == len(data) and regular_bytes(path) == data:
                return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep_once(path.parent)
        _replace(path, data)
    return True


def check_place(path: Path) -> None:
    """Raise UserError (place-taken) where writing would leave the office or meet something else than a file.

    No folder between the office's root and the file may be a link, and nothing but a regular file may lie in
    the file's place. The root itself may be reached through links.
    """
    for folder in _folders_in_office(path):
        if _is_link(folder) or (folder.exists() and not folder.is_dir()):
            raise UserError(Finding("place-taken", file=str(folder)))
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(path.lstat().st_mode):
            raise UserError(Finding("place-taken", file=str(path)))


def _folders_in_office(path: Path) -> list[Path]:
    """Return the folders of an office that lead to a file; none for a file outside of any office."""
    folders: list[Path] = []
    reached: list[Path] = []
    for folder in path.parents:
        if (folder / "plan.xlsx").is_file():
            if not _is_link(folder):
                return folders
            # A link to a whole office, unless it lies in another one.
            reached = reached or list(folders)
        folders.append(folder)
    return reached


def _is_link(path: Path) -> bool:
    """Return whether a path is a symbolic link, or a junction of Windows."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return False
    # OneDrive's placeholders are reparse points as well, so that the tag is asked.
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    return stat.S_ISLNK(state.st_mode) or (
        junction is not None and getattr(state, "st_reparse_tag", 0) == junction
    )


def _replace(path: Path, data: bytes) -> None:
    # A short name of its own: Thai file names may already be as long as a file system allows.
    own = f"{_HOST}-{os.getpid()}-{secrets.token_hex(4)}"
    temporary = path.with_name(_TEMPORARY.replace("*", own))
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _rename(temporary, path)
    # Ctrl-C too: nothing half written may stay in an office's folder.
    except BaseException:
        with suppress(OSError):  # the disk that failed may fail here too; a later run sweeps
            temporary.unlink(missing_ok=True)
        raise


def _rename(temporary: Path, path: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            os.replace(temporary, path)  # noqa: PTH105  (the one call that replaces on every system)
            return
        except PermissionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


@cache
def _sweep_once(folder: Path) -> None:
    """Remove what earlier runs left in a folder that is written to, wherever it lies."""
    sweep(folder, _TEMPORARY)


def sweep(folder: Path, names: str = f"**/{_TEMPORARY}") -> None:
    """Remove what runs that were cut off left unfinished below a folder: those of this machine that have
    ended, and whatever is older than ten minutes."""
    with suppress(OSError):  # a folder that cannot be listed
        for path in folder.glob(names):
            with suppress(OSError):  # somebody else may have been quicker
                if _has_ended(path.name) or time.time() - path.stat().st_mtime > _ABANDONED:
                    path.unlink()


def _has_ended(name: str) -> bool:
    """Return whether a temporary file is that of a process of this machine that is no more."""
    host, _, rest = name.removeprefix(".ita-").partition("-")
    number = rest.partition("-")[0]
    # Windows has no such question: there the signal 0 ends a process.
    if host != _HOST or not number.isdecimal() or os.name == "nt":
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def keep_changed(path: Path, data: bytes, own: Container[str]) -> Path | None:
    """Keep what somebody made of a file that is about to be replaced by `data`; return the copy's path.

    None where there is nothing to keep: no file, these very bytes, or a sha256 in `own`. Raises UserError
    where the copy cannot be written.
    """
    there = read_file(path)
    if there is None:
        return None
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
    own = set((read_file(record) or b"").decode("ascii", "replace").split())
    new = own | {hashlib.sha256(data).hexdigest() for data in files.values()}
    # First of all: a run that is cut off below has written nothing that it does not know afterwards.
    write_atomic(record, "".join(f"{digest}\n" for digest in sorted(new)).encode())
    findings: list[Finding] = []
    blocked: list[UserError] = []
    for path, data in files.items():
        try:
            kept = keep_changed(path, data, own)
            if kept:
                findings.append(Finding("report-kept", found=path.name, expected=kept.name))
            write_atomic(path, data)
        except UserError as error:  # one that is open in Excel keeps no other from being made
            blocked.append(error)
    if blocked:
        raise blocked[0]
    return tuple(findings)
