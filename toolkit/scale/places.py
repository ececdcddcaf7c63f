"""Where offices lie and where results go: a folder, or any address that fsspec knows (s3://…, sftp://…)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
