"""Where offices lie and where results go: a folder, or any address that fsspec knows (s3://…, sftp://…)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from toolkit.model.finding import Finding, UserError
from toolkit.office.writing import told_as_user_error, write_atomic


@dataclass(frozen=True, slots=True)
class Store:
    """A folder by its address; files in it are named by relative paths with forward slashes.

    Every method raises UserError (place-unreachable) where the address does not answer.
    """

    address: str

    @property
    def local(self) -> Path | None:
        """The folder as a path; None where it is not on this machine's file system."""
        if "://" in self.address and not self.address.startswith("file://"):
            return None
        return Path(self.address.removeprefix("file://")).absolute()

    @contextmanager
    def _remote(self) -> Iterator[tuple[Any, str]]:
        """Give the fsspec file system and the folder's path in it."""
        from fsspec.core import url_to_fs

        try:
            system, path = url_to_fs(self.address)
            yield system, path.rstrip("/")
        # Every store has errors of its own (of its network, of its keys), and none is a fault of ours.
        except Exception as error:
            found = f"{type(error).__name__}: {error}"
            raise UserError(Finding("place-unreachable", found=found, file=self.address)) from error

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes; None where there is none."""
        if self.local is not None:
            try:
                return (self.local / name).read_bytes()
            except FileNotFoundError:
                return None
        with self._remote() as (system, path):
            try:
                data: bytes = system.cat_file(f"{path}/{name}")
            except FileNotFoundError:
                return None
            return data

    def fetch(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return the bytes of several files of a remote folder, asked for at once."""
        with self._remote() as (system, path):
            # All in one question: over a network each of them costs a round trip.
            contents = system.cat([f"{path}/{name}" for name in names])
            return {name: contents[f"{path}/{name}"] for name in names}

    def write(self, name: str, data: bytes) -> None:
        """Write a file as a whole. Raises UserError (output-locked, disk-full) too."""
        if self.local is not None:
            write_atomic(self.local / name, data)
            return
        with self._remote() as (system, path):
            system.pipe_file(f"{path}/{name}", data)

    def sizes(self) -> dict[str, Mapping[str, Any]]:
        """Return what a remote folder tells of each file below it, by name."""
        with self._remote() as (system, path):
            system.invalidate_cache()  # else files that others wrote since are not seen
            listed = system.find(path, detail=True)
        return {name.removeprefix(path).lstrip("/"): details for name, details in listed.items()}

    def names(self) -> list[str]:
        """Return the name of every file below the folder, sorted."""
        local = self.local
        if local is None:
            return sorted(self.sizes())
        return sorted(path.relative_to(local).as_posix() for path in local.rglob("*") if path.is_file())

    def remove(self, names: Sequence[str]) -> None:
        """Remove files. Raises UserError (output-locked) too."""
        if self.local is not None:
            for name in names:
                with told_as_user_error(self.local / name):
                    (self.local / name).unlink(missing_ok=True)
        elif names:
            with self._remote() as (system, path):
                system.rm([f"{path}/{name}" for name in names])


_PLAN = "plan.xlsx"
_READ_FOLDERS = ("archive", "inbox")
"""What of an office folder the figures come from, beside its plan."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of an office: its name below the office, its size, when it was changed (seconds; None where
    the store does not say) and what tells one version from another."""

    name: str
    size: int
    modified: float | None
    version: str


@dataclass(frozen=True, slots=True)
class OfficeSource:
    """One office: its folder, or its roll-up file, by the path below the root ("" is the root itself)."""

    path: str
    kind: Literal["folder", "file"]
    files: tuple[SourceFile, ...]

    @property
    def cost(self) -> int:
        """Bytes to be read, by which work is shared out."""
        return sum(file.size for file in self.files)

    @property
    def fingerprint(self) -> str:
        """A text that stays the same for as long as nothing that is read has changed."""
        content = "\n".join(f"{file.name}\t{file.size}\t{file.version}" for file in self.files)
        # Names on old disks may be no UTF-8; here they only have to differ.
        return hashlib.sha256(content.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def find_sources(root: str, target: str) -> tuple[tuple[OfficeSource, ...], tuple[Finding, ...]]:
    """Return every office below the root in order of its path, what lies in the target folder left out, and
    a finding for each folder that could not be looked into.

    Raises UserError where the root cannot be reached (place-unreachable) or holds no office (no-offices).
    """
    store = Store(root)
    if store.local is None:
        files, findings = _remote_files(store, target), list[Finding]()
    elif store.local.is_dir():
        files, findings = _local_files(store.local, Store(target).local)
    else:
        raise UserError(Finding("place-unreachable", found="", file=root))
    sources = sorted(_offices(files), key=lambda source: source.path)
    if not sources and not findings:
        raise UserError(Finding("no-offices", file=root))
    return tuple(sources), tuple(findings)


def _local_files(root: Path, target: Path | None) -> tuple[dict[str, SourceFile], list[Finding]]:
    """Return every file by its path below the root, and the folders that may not be read. Folders of an
    office that hold nothing to read are skipped: a site or reports can be large."""
    denied: list[OSError] = []
    files = {}
    for folder, folders, names in os.walk(root, onerror=denied.append):
        here = Path(folder)
        below = _below(root, here)
        if _PLAN in names:
            folders[:] = [name for name in folders if name in _READ_FOLDERS]
        # Results that an earlier run wrote below the root are no offices.
        folders[:] = sorted(name for name in folders if not name.startswith(".") and here / name != target)
        for name in names:
            status = os.stat(os.path.join(folder, name), follow_symlinks=False)  # noqa: PTH116, PTH118 (speed)
            path = f"{below}/{name}" if below else name
            files[path] = SourceFile(name, status.st_size, status.st_mtime, str(status.st_mtime_ns))
    return files, [
        Finding("office-no-access", file=_below(root, Path(error.filename or root))) for error in denied
    ]


def _below(root: Path, path: Path) -> str:
    return "" if path == root else path.relative_to(root).as_posix()


def _remote_files(store: Store, target: str) -> dict[str, SourceFile]:
    inside = target.rstrip("/").removeprefix(store.address.rstrip("/") + "/") if "://" in target else ""
    files = {}
    for path, details in store.sizes().items():
        if inside and (path == inside or path.startswith(inside + "/")):
            continue
        changed: Any = details.get("LastModified") or details.get("mtime")
        modified = changed.timestamp() if hasattr(changed, "timestamp") else changed
        # S3 gives an ETag, which tells versions apart even within the same second.
        version = str(details.get("ETag") or changed or "")
        files[path] = SourceFile(path.rpartition("/")[2], details["size"] or 0, modified, version)
    return files


def _offices(files: Mapping[str, SourceFile]) -> Iterator[OfficeSource]:
    """Yield offices by their plans; a plan in another office's folder is a file of that one."""
    offices: dict[str, list[SourceFile]] = {}
    for folder in sorted(path.rpartition("/")[0] for path in files if path.rpartition("/")[2] == _PLAN):
        if not any(above in offices for above in _folders_above(folder)):
            offices[folder] = []
    for path, file in files.items():
        office = next((folder for folder in _folders_above(path) if folder in offices), None)
        if office is None:
            # Only outside of offices: within one it is the office's own report, which would count it twice.
            if path.endswith(".json"):
                yield OfficeSource(path, "file", (file,))
            continue
        name = path[len(office) :].lstrip("/")
        # A lock comes and goes: it would change the fingerprint of an office that stayed the same.
        if name == _PLAN or (name.partition("/")[0] in _READ_FOLDERS and name != "archive/.lock"):
            offices[office].append(replace(file, name=name))
    for folder, own in offices.items():
        yield OfficeSource(folder, "folder", tuple(sorted(own, key=lambda file: file.name)))


def _folders_above(path: str) -> Iterator[str]:
    """Yield a path, then the folders above it, the nearest first, the root ("") last."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""
