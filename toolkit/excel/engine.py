"""Microsoft Excel as an engine, on Windows and macOS, driven through xlwings in a process of its own.

The process is watched like any other engine: a dialog that nobody sees holds up a document, not the toolkit.
Excel itself is no child of it, so the process notes Excel's number and `clean_up` ends what is left.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from toolkit.excel.print_books import NOTED
from toolkit.model.finding import Finding, UserError
from toolkit.printing.engine import Engine, EngineName
from toolkit.printing.libreoffice import find_libreoffice

_CHILD = (
    "import sys; sys.path[:] = sys.argv[1].split('\\n'); "
    "from toolkit.excel.print_books import print_named; print_named()"
)
_MAC_PLACES = (Path("/Applications/Microsoft Excel.app"), Path.home() / "Applications/Microsoft Excel.app")
_MAC_WORKPLACE = Path.home() / "Library/Containers/com.microsoft.Excel/Data"
"""The one folder in which Excel on macOS opens files without asking a person each time."""


@dataclass(frozen=True, kw_only=True)
class Excel(Engine):
    """Microsoft Excel. It is one program for the whole session, so one prints at a time."""

    name: EngineName = "excel"
    title: str = "Excel"
    suffixes: Sequence[str] = (".xlsx",)

    def command(self, folder: Path, names: Sequence[str]) -> Sequence[str]:
        """Return the command that runs `toolkit.excel.print_books` with the parent's search path."""
        # -I keeps modules that lie beside the files from being imported, and drops the search path with them.
        search = "\n".join(path or str(Path.cwd()) for path in sys.path)
        return (sys.executable, "-I", "-X", "utf8", "-c", _CHILD, search, str(folder), *names)

    def clean_up(self, folder: Path) -> None:
        """End the Excel that a start opened and could not close."""
        with suppress(OSError, ValueError):
            number = int((folder / NOTED).read_text(encoding="ascii"))
            os.kill(number, signal.SIGTERM)  # on Windows this ends the process at once


def find_excel() -> Excel | None:
    """Return Excel where it and xlwings are installed; None on systems other than Windows and macOS."""
    if find_spec("xlwings") is None or not excel_is_installed():
        return None
    usable = sys.platform == "darwin" and _MAC_WORKPLACE.is_dir()
    return Excel(workplace=_MAC_WORKPLACE if usable else None)


def excel_is_installed() -> bool:
    """Return whether this machine has Microsoft Excel, without starting it."""
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Excel.Application\CLSID"):
            return True
        return False
    return sys.platform == "darwin" and any(path.is_dir() for path in _MAC_PLACES)


_TITLES: dict[EngineName, str] = {"excel": "Excel", "libreoffice": "LibreOffice"}


def find_engines(wanted: EngineName | None = None) -> tuple[Engine, ...]:
    """Return Excel, which prints workbooks as people see them, before LibreOffice, which prints memos too.

    With `wanted`, return that one alone. Raises UserError (engine-missing) where there is none.
    """
    names = (wanted,) if wanted else tuple(_TITLES)
    found = engines_here(names)
    if not found:
        raise UserError(Finding("engine-missing", expected=" / ".join(_TITLES[name] for name in names)))
    return found


def engines_here(names: Iterable[EngineName] = ("excel", "libreoffice")) -> tuple[Engine, ...]:
    """Return those of the engines that are on this machine; none where nothing prints."""
    finders = {"excel": find_excel, "libreoffice": find_libreoffice}
    return tuple(engine for name in names if (engine := finders[name]()))
