"""Prints workbooks to PDF in Excel, one after the other, in a process of its own (`toolkit.excel.engine`)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from toolkit.printing.engine import IN, OUT

NOTED = "excel.pid"
"""The file in a start's folder that holds the number of Excel's process."""

_NO_MACROS = 3  # msoAutomationSecurityForceDisable


def print_named() -> None:
    """Print the files named on the command line: search path, folder, file names."""
    import xlwings

    print_books(xlwings, Path(sys.argv[2]), sys.argv[3:])


def print_books(xlwings: Any, folder: Path, names: Sequence[str]) -> None:
    """Print each of the named files of `folder/in` to `folder/out`, up to the first that Excel cannot print.

    `xlwings` is the module; its errors are passed on, and who started the process tries the others again.
    Excel is a new one, unseen; it asks nothing, runs no macro and updates no link.
    """
    app = xlwings.App(visible=False, add_book=False)
    try:
        # Before anything else: an Excel that hangs can be ended only by its number.
        (folder / NOTED).write_text(str(app.pid), encoding="ascii")
        app.display_alerts = False
        app.screen_updating = False
        if sys.platform == "win32":  # on macOS Excel disables macros of its own accord
            app.api.AutomationSecurity = _NO_MACROS
        for name in names:
            source, target = folder / IN / name, folder / OUT / f"{Path(name).stem}.pdf"
            quietly = {"update_links": False, "ignore_read_only_recommended": True, "add_to_mru": False}
            book = app.books.open(str(source), read_only=True, **quietly)
            try:
                book.to_pdf(str(target), show=False)
            finally:
                book.close()
    finally:
        app.quit()
        (folder / NOTED).unlink(missing_ok=True)
