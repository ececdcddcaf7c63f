"""LibreOffice as an engine: found, started without a screen, and kept from doing anything but printing."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from toolkit.printing.engine import IN, OUT, Engine, EngineName
from toolkit.typeset.fonts import answer_of

VARIABLE = "ITA_SOFFICE"
"""The environment variable that names the program, where it is not the one that would be found."""

_VERSION = re.compile(r"LibreOffice ([\d.]+)")
_OPTIONS = (
    *("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck"),
    *("--convert-to", "pdf", "--outdir", OUT),
)
_SETTINGS = files("toolkit.printing") / "libreoffice.xcu"
"""What keeps LibreOffice from doing anything but printing."""


@dataclass(frozen=True, kw_only=True)
class LibreOffice(Engine):
    """LibreOffice, by the path of its program; all its processes are children of the one that is started."""

    program: Path = field(kw_only=False)
    name: EngineName = "libreoffice"
    title: str = "LibreOffice"
    suffixes: Sequence[str] = (".xlsx", ".docx")
    lanes: int = 4

    def command(self, folder: Path, names: Sequence[str]) -> Sequence[str]:
        """Return the command that prints files of a folder, after making a profile for this start in it."""
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_bytes(_SETTINGS.read_bytes())
        own = f"-env:UserInstallation={profile.absolute().as_uri()}"
        return (str(self.program), own, *_OPTIONS, *(f"{IN}/{name}" for name in names))

    def version(self) -> str:
        """Return the version as "7.4.7.2"; "" where it does not say. Takes up to a second."""
        match = _VERSION.search(answer_of(str(self.program), "--version"))
        return match[1] if match else ""


def find_libreoffice() -> LibreOffice | None:
    """Return LibreOffice where it is installed, or None.

    That is the program that `ITA_SOFFICE` names and no other, else the one on the search path, else the one
    in the usual folders.
    """
    named = os.environ.get(VARIABLE)
    paths = [Path(named)] if named else _usual_paths()
    return next((LibreOffice(path.absolute()) for path in paths if path.is_file()), None)


def _usual_paths() -> Iterator[Path]:
    for name in ("soffice", "libreoffice"):
        if program := shutil.which(name):
            yield Path(program)
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if base := os.environ.get(variable):
                # soffice.exe returns at once; a console waits for soffice.com.
                yield Path(base, "LibreOffice", "program", "soffice.com")
    elif sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield folder / "LibreOffice.app" / "Contents" / "MacOS" / "soffice"
