"""What is installed on this machine that the toolkit makes use of. It stands above all that it looks at."""

from __future__ import annotations

import locale
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from toolkit.excel.engine import excel_is_installed
from toolkit.office.folder import OfficeFolder
from toolkit.printing.libreoffice import find_libreoffice
from toolkit.typeset.fonts import OFFICIAL_FONTS, is_installed, stand_in
from toolkit.version import __version__

PartId = Literal["python", "excel", "xlwings", "libreoffice", "fonts", "dask", "office", "terminal"]
# 65001 is the code page of UTF-8 on Windows.
_UNICODE = ("UTF8", "CP65001")
_STAND_INS = ("Laksaman",)


@dataclass(frozen=True, slots=True)
class InstalledPart:
    """One thing that may be there or not; `detail` is a version, a path or names, or what is used instead."""

    id: PartId
    found: bool
    detail: str = ""


def installed(office: OfficeFolder) -> tuple[InstalledPart, ...]:
    """Return everything that matters on this machine and in the office folder.

    Takes about a second, most of it to ask LibreOffice for its version; nothing is left behind.
    """
    return tuple(_parts(office))


def _parts(office: OfficeFolder) -> Iterator[InstalledPart]:
    yield InstalledPart("python", True, f"{platform.python_version()}, ita-toolkit {__version__}")
    excel = excel_is_installed()
    yield InstalledPart("excel", excel)
    if excel:
        yield InstalledPart("xlwings", find_spec("xlwings") is not None)
    libreoffice = find_libreoffice()
    detail = f"{libreoffice.version()} ({libreoffice.program})".strip() if libreoffice else ""
    yield InstalledPart("libreoffice", libreoffice is not None, detail)
    fonts = [font for font in OFFICIAL_FONTS if is_installed(font) and font not in _STAND_INS]
    yield InstalledPart("fonts", bool(fonts), ", ".join(fonts) or stand_in(OFFICIAL_FONTS[0]))
    yield InstalledPart("dask", find_spec("distributed") is not None)
    # Rights alone do not tell on shared drives.
    try:
        tempfile.TemporaryFile(dir=office.root).close()
        writable = True
    except OSError:
        writable = False
    yield InstalledPart("office", writable, str(office.root))
    encoding = _terminal_encoding()
    yield InstalledPart("terminal", encoding.upper().replace("-", "") in _UNICODE, encoding)


def _terminal_encoding() -> str:
    """Return how what is printed is written down."""
    # A console of Windows shows every letter, whatever its code page: Python writes to it in Unicode.
    if sys.platform == "win32" and os.isatty(1):
        return "utf-8"
    return os.device_encoding(1) or locale.getencoding()  # the latter where output goes to a file


def is_bundle() -> bool:
    """Return whether this is the bundle for Windows, which has no pip to install anything with."""
    return any(Path(sys.executable).parent.glob("python3*._pth"))
