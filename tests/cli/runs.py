"""Running the command, changing a workbook, and what a folder looked like before and after."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from click.testing import Result
from loaded import loaded

Ita = Callable[..., Result]
"""The command in this process: arguments, and `env`."""
Program = Callable[..., "subprocess.CompletedProcess[str]"]
"""The installed program: arguments, `cwd`, and environment variables by name."""
MARCH = ("--month", "2567-03", "--as-of", "2567-04-06T09:00")
"""The demo's last month, judged the morning after its deadline."""
Snapshot = Mapping[str, tuple[str, int]]


def snapshot(folder: Path) -> Snapshot:
    """Every file below a folder by its path: its content and the time it was changed."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, change: Callable[[Any], None]) -> None:
    """Change a workbook as somebody in Excel would."""
    book = loaded(path)
    change(book)
    book.save(path)


def find(sheet: Any, text: str) -> Any:
    """The first cell of a sheet with a text."""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def replace_text(sheet: str, old: str, new: str | None) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        find(book[sheet], old).value = new

    return change
