"""Putting the control workbook into an office folder, and its modules as files."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from toolkit.books.control_book import make_control_workbook, project_of
from toolkit.model.finding import Finding, UserError
from toolkit.office.folder import OfficeFolder
from toolkit.office.writing import write_atomic
from toolkit.report.kinds import KINDS

CONTROL = "ita-control.xlsm"
IMPORTING = "ita-control.xlsx"
"""The control workbook without macros, for offices that import them by hand."""
MAC_SCRIPT = "ita-control.applescript"
MAC_SCRIPTS = Path("Library/Application Scripts/com.microsoft.Excel")
"""Below the home folder: the one place from which Excel on macOS runs a script."""
MODULES = ("ItaAnswers", "ItaBooks", "ItaButtons", "ItaSheets", "ItaSystem", "ItaTints", "ItaWords")
CHECKOUT = Path(__file__).parents[2] / "macros"


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
    project = project_of(macro_file(CONTROL))
    control = office.root / CONTROL
    made = make_control_workbook(project, program=program, reports=_reports())
    kept = _keep(control, made)
    write_atomic(control, made)
    return Installed(control, None if home is None else _install_script(home, program), program, kept)


def _keep(control: Path, made: bytes) -> Path | None:
    """Copy a control workbook that is about to be replaced by another one."""
    if not control.is_file() or (old := control.read_bytes()) == made:
        return None
    kept = control.with_stem(f"{control.stem}-old-{hashlib.sha256(old).hexdigest()[:8]}")
    write_atomic(kept, old)
    return kept


def export_macros(folder: Path) -> tuple[Path, ...]:
    """Write the workbook without macros, the modules to import into it, and the Mac's script.

    The modules have the line ends that the editor of Excel wants.
    """
    program = find_program()
    script = _mac_script(program)
    written = {f"{name}.bas": _with_line_ends(macro_file(f"{name}.bas")) for name in MODULES}
    book = make_control_workbook(None, program=program, reports=_reports())
    for name, data in {IMPORTING: book, **written, MAC_SCRIPT: script}.items():
        write_atomic(folder / name, data)
    return tuple(folder / name for name in (IMPORTING, *written, MAC_SCRIPT))


def _with_line_ends(module: bytes) -> bytes:
    # A checkout on Windows may have them already.
    return module.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def find_program() -> str:
    """Return the command `ita` that belongs to this Python; just "ita" where it is not found."""
    name = "ita.exe" if sys.platform == "win32" else "ita"
    beside = Path(sys.executable).parent
    # Beside this Python first, as in a venv and in the bundle for Windows: PATH may lead to another
    # installation, of another version. Scripts/ is where an installation without a venv has it.
    places = [beside, beside / "Scripts", Path(sysconfig.get_path("scripts"))]
    found = next((str(place / name) for place in places if (place / name).is_file()), None)
    return found or shutil.which("ita") or _unpacked(name) or "ita"


def _unpacked(name: str) -> str:
    """Return the program of a bundle that was unpacked where programs of one user lie; "" for none."""
    local = os.environ.get("LOCALAPPDATA", "")
    folder = Path(local) if local else None
    found = sorted(folder.glob(f"ita*/{name}")) if folder else []
    return str(found[-1]) if found else ""


def home_on_mac() -> Path | None:
    """Return the home folder on macOS, None elsewhere."""
    return Path.home() if sys.platform == "darwin" else None


def macro_file(name: str) -> bytes:
    """Return the bytes of a file of `macros/`, of the installed package or of the checkout."""
    carried = resources.files("toolkit").joinpath("bundled", "macros", name)
    return carried.read_bytes() if carried.is_file() else (CHECKOUT / name).read_bytes()


def _reports() -> tuple[str, ...]:
    return tuple(kind.th for kind in KINDS.values())


def _mac_script(program: str) -> bytes:
    """Return the script with the place of the command in it."""
    # Into a text of AppleScript, so that no name of a folder ends it.
    quoted = program.replace("\\", "\\\\").replace('"', '\\"')
    return macro_file(MAC_SCRIPT).decode().replace('program : "ita"', f'program : "{quoted}"').encode()


def _install_script(home: Path, program: str) -> Path:
    path = home / MAC_SCRIPTS / MAC_SCRIPT
    write_atomic(path, _mac_script(program))
    return path
