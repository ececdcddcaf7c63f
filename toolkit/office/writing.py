"""Writing files so that a reader meets the old content or the new one, never half of it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from toolkit.model.finding import Finding, UserError


def write_atomic(path: Path, data: bytes) -> bool:
    """Write a file through a temporary one in the same folder, which is made where it is missing.

    A file that holds these bytes already is left alone, modification time included; the result says
    whether anything was written. Raises UserError (output-locked) where the file may not be replaced,
    as when it is open in Excel on Windows.
    """
    try:
        if _holds(path, data):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except PermissionError as error:
        raise UserError(Finding("output-locked", file=str(path))) from error
    return True


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(path: Path, data: bytes) -> None:
    # A short name of its own: Thai file names may already be as long as a file system allows.
    temporary = path.with_name(f".ita-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)  # noqa: PTH105  (the one call that replaces on every system)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
