"""Putting the control workbook into an office folder, and its modules as files."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from toolkit.books.bundled import bundled
from toolkit.books.control_book import make_control_workbook, project_of
from toolkit.model.finding import Finding, UserError
from toolkit.office.folder import OfficeFolder
from toolkit.office.writing import keep_changed, write_atomic
from toolkit.report.kinds import KINDS

CONTROL = "ita-control.xlsm"
IMPORTING = "ita-control.xlsx"
"""The control workbook without macros, for offices that import them by hand."""
MAC_SCRIPT = "ita-control.applescript"
MAC_SCRIPTS = Path("Library/Application Scripts/com.microsoft.Excel")
"""Below the home folder: the one place from which Excel on macOS runs a script."""
MODULES = ("ItaAnswers", "ItaBooks", "ItaButtons", "ItaSheets", "ItaSystem", "ItaTints", "ItaWords")


@dataclass(frozen=True, slots=True)
class Installed:
    """What was written: the control workbook and, on macOS, the script that starts the command.

    `kept` is the copy of a control workbook that was there and differed; None where there was none.
    """

    control: Path
    script: Path | None
    program: str
    kept: Path | None = None


def check_system() -> None:
    """Raise UserError (macros-no-excel) on a system that has no Excel of its own."""
    if sys.platform not in ("win32", "darwin"):
        raise UserError(Finding("macros-no-excel", found=platform.system()))


def install_macros(office: OfficeFolder, home: Path | None = None) -> Installed:
    """Write the control workbook into an office folder with the place of `ita` filled in.

    `home` is where the Mac's script goes (None: not on this system). A control workbook that is there and
    differs, as any that was used does, is kept under another name. Raises UserError where a file is open in
    Excel or may not be written.
    """
    program = find_program()
    control = office.root / CONTROL
    made = _control_workbook(project_of(bundled(CONTROL, "macros")), program)
    kept = keep_changed(control, made, ())
    write_atomic(control, made)
    script = None if home is None else home / MAC_SCRIPTS / MAC_SCRIPT
    if script is not None:
        write_atomic(script, _mac_script(program))
    return Installed(control, script, program, kept)


def export_macros(folder: Path) -> tuple[Path, ...]:
    """Write the workbook without macros, the modules to import into it, and the Mac's script.

    The modules have the line ends that the editor of Excel wants.
    """
    program = find_program()
    files = {IMPORTING: _control_workbook(None, program)}
    for module in MODULES:
        # A checkout on Windows may have them already.
        lines = bundled(f"{module}.bas", "macros").replace(b"\r\n", b"\n")
        files[f"{module}.bas"] = lines.replace(b"\n", b"\r\n")
    files[MAC_SCRIPT] = _mac_script(program)
    for name, data in files.items():
        write_atomic(folder / name, data)
    return tuple(folder / name for name in files)


def _control_workbook(project: bytes | None, program: str) -> bytes:
    return make_control_workbook(project, program=program, reports=[kind.th for kind in KINDS.values()])


def find_program() -> str:
    """Return the command `ita` that belongs to this Python; just "ita" where it is not found."""
    name = "ita.exe" if sys.platform == "win32" else "ita"
    beside = Path(sys.executable).parent
    # Beside this Python first, as in a venv and in the bundle for Windows: PATH may lead to another
    # installation, of another version. Scripts/ is where an installation without a venv has it.
    places = [beside, beside / "Scripts", Path(sysconfig.get_path("scripts"))]
    # Last where a bundle was unpacked beside the programs of one user.
    unpacked = sorted(Path(os.environ.get("LOCALAPPDATA") or os.devnull).glob(f"ita*/{name}"))
    found = next((str(place / name) for place in places if (place / name).is_file()), None)
    return found or shutil.which("ita") or next(map(str, reversed(unpacked)), "ita")


def _mac_script(program: str) -> bytes:
    """Return the script with the place of the command in it."""
    # Into a text of AppleScript, so that no name of a folder ends it.
    quoted = program.replace("\\", "\\\\").replace('"', '\\"')
    return bundled(MAC_SCRIPT, "macros").decode().replace('program : "ita"', f'program : "{quoted}"').encode()
