"""Putting the control workbook into an office folder, and its modules as files."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from toolkit.office.folder import Office
from toolkit.office.writing import write_atomic
from toolkit.report.kinds import KINDS
from toolkit.workbook.control_book import make_control_workbook, project_of

CONTROL = "ita-control.xlsm"
MAC_SCRIPT = "ita-control.applescript"
MAC_SCRIPTS = Path("Library/Application Scripts/com.microsoft.Excel")
"""Below the home folder: the one place from which Excel on macOS runs a script."""
MODULES = ("ItaAnswers", "ItaButtons", "ItaCommand", "ItaReach", "ItaSheets", "ItaWords")
CHECKOUT = Path(__file__).parents[2] / "macros"


@dataclass(frozen=True, slots=True)
class Installed:
    """What was written: the control workbook and, on macOS, the script that starts the command."""

    control: Path
    script: Path | None
    program: str


def install_macros(office: Office, home: Path | None = None) -> Installed:
    """Write the control workbook into an office folder with the place of `ita` and of Python filled in.

    `home` is where the Mac's script goes (None: not on this system). Raises UserError where a file is open in
    Excel or may not be written.
    """
    program = find_program()
    reports = [kind.th for kind in KINDS.values()]
    project = project_of(macro_file(CONTROL))
    control = office.root / CONTROL
    made = make_control_workbook(project, program=program, interpreter=sys.executable, reports=reports)
    write_atomic(control, made)
    return Installed(control, None if home is None else _install_script(home, program), program)


def export_macros(folder: Path) -> tuple[Path, ...]:
    """Write the modules, with the line ends that the editor of Excel wants, and the Mac's script."""
    written = []
    for name in (*(f"{each}.bas" for each in MODULES), MAC_SCRIPT):
        text = macro_file(name)
        path = folder / name
        write_atomic(path, text.replace(b"\n", b"\r\n") if name.endswith(".bas") else text)
        written.append(path)
    return tuple(written)


def find_program() -> str:
    """The command `ita` that belongs to this Python; just "ita" where it is not found."""
    beside = Path(sys.executable).with_name("ita.exe" if sys.platform == "win32" else "ita")
    return str(beside) if beside.is_file() else shutil.which("ita") or "ita"


def home_on_mac() -> Path | None:
    """The home folder on macOS, None elsewhere."""
    return Path.home() if sys.platform == "darwin" else None


def macro_file(name: str) -> bytes:
    """The bytes of a file of `macros/`, of the installed package or of the checkout."""
    carried = resources.files("toolkit").joinpath("bundled", "macros", name)
    return carried.read_bytes() if carried.is_file() else (CHECKOUT / name).read_bytes()


def _install_script(home: Path, program: str) -> Path:
    quoted = program.replace("\\", "\\\\").replace('"', '\\"')
    text = macro_file(MAC_SCRIPT).decode().replace('program : "ita"', f'program : "{quoted}"')
    path = home / MAC_SCRIPTS / MAC_SCRIPT
    write_atomic(path, text.encode())
    return path
