"""Where offices lie and where results go: a folder, or any address that fsspec knows (s3://…, sftp://…)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from toolkit.model.finding import Finding, UserError
from toolkit.office.writing import told_as_user_error, write_atomic


@contextmanager
def reached(address: str) -> Iterator[None]:
    """Tell what keeps an address from being reached as UserError (place-unreachable)."""
    try:
        yield
    except UserError:
        raise
    # Every store has errors of its own (of its network, of its keys), and none is a fault of ours.
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
        raise UserError(Finding("place-unreachable", found=found, file=address)) from error


@dataclass(frozen=True, slots=True)
class Place:
    """A folder by its address; names of files in it are relative, with forward slashes."""

    address: str

    @property
    def local(self) -> Path | None:
        """The folder as a path; None where it is not on this machine's file system."""
        if "://" in self.address and not self.address.startswith("file://"):
            return None
        return Path(self.address.removeprefix("file://")).absolute()

    def store(self) -> tuple[Any, str]:
        """The fsspec file system and the folder's path in it."""
        from fsspec.core import url_to_fs

        with reached(self.address):
            store, path = url_to_fs(self.address)
        return store, path.rstrip("/")

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None where there is none. Raises UserError (place-unreachable)."""
        local = self.local
        try:
            if local is not None:
                return (local / name).read_bytes()
            store, path = self.store()
            with reached(self.address):
                data: bytes = store.cat_file(f"{path}/{name}")
                return data
        except FileNotFoundError:
            return None
        except UserError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                return None
            raise

    def write(self, name: str, data: bytes) -> None:
        """Write a file as a whole. Raises UserError (output-locked, disk-full, place-unreachable)."""
        local = self.local
        if local is not None:
            write_atomic(local / name, data)
            return
        store, path = self.store()
        with reached(self.address):
            store.pipe_file(f"{path}/{name}", data)

    def names(self, folder: str) -> list[str]:
        """Every file below a folder of it, by name."""
        local = self.local
        if local is not None:
            found = (path for path in (local / folder).rglob("*") if path.is_file())
            return sorted(path.relative_to(local).as_posix() for path in found)
        store, path = self.store()
        with reached(self.address):
            store.invalidate_cache()
            return sorted(each.removeprefix(f"{path}/") for each in store.find(f"{path}/{folder}"))

    def remove(self, names: list[str]) -> None:
        """Remove files. Raises UserError (output-locked, place-unreachable)."""
        local = self.local
        if local is not None:
            for name in names:
                with told_as_user_error(local / name):
                    (local / name).unlink(missing_ok=True)
        elif names:
            store, path = self.store()
            with reached(self.address):
                store.rm([f"{path}/{name}" for name in names])


_PLAN = "plan.xlsx"
_READ = ("archive/", "inbox/")
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
        """Bytes to be read: what work is shared out by."""
        return sum(each.size for each in self.files)

    @property
    def fingerprint(self) -> str:
        """The same for as long as nothing that is read has changed."""
        content = "\n".join(f"{each.name}\t{each.size}\t{each.version}" for each in self.files)
        return hashlib.sha256(content.encode("utf-8", "surrogateescape")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Found:
    """The sources in order of their path, and folders that could not be looked into."""

    sources: tuple[OfficeSource, ...]
    findings: tuple[Finding, ...]


def find_sources(root: str, target: str) -> Found:
    """Every office below the root; what lies in the target folder is left out.

    Raises UserError where the root cannot be reached (place-unreachable) or holds no office (no-offices).
    """
    place, findings = Place(root), list[Finding]()
    if place.local is not None:
        if not place.local.is_dir():
            raise UserError(Finding("place-unreachable", found="", file=root))
        files: Mapping[str, SourceFile] = dict(_local_files(place.local, Place(target).local, findings))
    else:
        files = _remote_files(place, target)
    sources = tuple(sorted(_sources(files), key=lambda each: each.path))
    if not sources and not findings:
        raise UserError(Finding("no-offices", file=root))
    return Found(sources, tuple(findings))


def _local_files(
    root: Path, target: Path | None, findings: list[Finding]
) -> Iterator[tuple[str, SourceFile]]:
    """Every file by its path below the root. Folders of an office that hold nothing to read are skipped."""

    def denied(error: OSError) -> None:
        findings.append(Finding("office-no-access", file=_below(root, Path(error.filename or root))))

    for folder, folders, names in os.walk(root, onerror=denied):
        here = Path(folder)
        below = _below(root, here)
        if _PLAN in names:
            folders[:] = [each for each in folders if each in ("archive", "inbox")]
        folders[:] = sorted(each for each in folders if not each.startswith(".") and here / each != target)
        for name in names:
            found = os.stat(os.path.join(folder, name), follow_symlinks=False)  # noqa: PTH116, PTH118 (speed)
            version = str(found.st_mtime_ns)
            path = f"{below}/{name}" if below else name
            yield path, SourceFile(name, found.st_size, found.st_mtime, version)


def _below(root: Path, path: Path) -> str:
    relative = path.relative_to(root).as_posix()
    return "" if relative == "." else relative


def _remote_files(place: Place, target: str) -> Mapping[str, SourceFile]:
    store, path = place.store()
    with reached(place.address):
        store.invalidate_cache()
        listed = store.find(path, detail=True)
    inside = target.rstrip("/").removeprefix(place.address.rstrip("/") + "/") if "://" in target else ""
    found = {}
    for each, info in listed.items():
        name = each.removeprefix(path).lstrip("/")
        if inside and (name == inside or name.startswith(inside + "/")):
            continue
        changed = info.get("LastModified") or info.get("mtime")
        modified = changed.timestamp() if hasattr(changed, "timestamp") else changed
        version = str(info.get("ETag") or changed or "")
        found[name] = SourceFile(name.rpartition("/")[2], info["size"] or 0, modified, version)
    return found


def _sources(files: Mapping[str, SourceFile]) -> Iterator[OfficeSource]:
    """Offices by their plan; a plan in another office's folder is a file of that one."""
    plans = sorted(path.rpartition("/")[0] for path in files if path.rpartition("/")[2] == _PLAN)
    offices: dict[str, list[SourceFile]] = {}
    for folder in plans:
        if not any(each in offices for each in _above(folder)):
            offices[folder] = []
    for path, file in files.items():
        office = next((each for each in _above(path) if each in offices), None)
        if office is None:
            if path.endswith(".json"):
                folder = path.rpartition("/")[0]
                yield OfficeSource(path, "file", (_named(file, path.removeprefix(folder).lstrip("/")),))
            continue
        name = path[len(office) :].lstrip("/")
        if name == _PLAN or (name.startswith(_READ) and name != "archive/.lock"):
            offices[office].append(_named(file, name))
    for folder, own in offices.items():
        yield OfficeSource(folder, "folder", tuple(sorted(own, key=lambda each: each.name)))


def _above(path: str) -> Iterable[str]:
    """A path's own folders, the nearest first, itself included."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""


def _named(file: SourceFile, name: str) -> SourceFile:
    return SourceFile(name, file.size, file.modified, file.version)
