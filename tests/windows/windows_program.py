"""The bundle for Windows, unpacked, and how to run what is in it: on Windows itself, elsewhere under Wine."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

import toolkit

CHECKOUT = Path(toolkit.__file__).parents[1]
BUILT = CHECKOUT / "build" / "windows"
"""Where `make windows-test` puts Wine's Python and the bundle with it."""
SECONDS = 900


class Running:
    """A program of Windows that has been started, and what it says."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._lines: list[bytes] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            self._lines.extend(iter(stream.readline, b""))

    def said(self) -> str:
        """Return what it has said so far; of one that has ended, all."""
        if self.process.poll() is not None:
            # What Wine started beside it may hold the pipe open for longer.
            self._reader.join(timeout=5)
        return b"".join(self._lines).decode("utf-8", "replace").replace("\r\n", "\n")


@dataclass(frozen=True)
class Windows:
    """An unpacked bundle; `prefix` is the folder of Wine, None on Windows."""

    bundle: Path
    prefix: Path | None

    @property
    def program(self) -> Path:
        """The folder with Python and `ita.exe`."""
        return self.bundle / "program"

    @property
    def home(self) -> Path:
        """The folder of the user."""
        if self.prefix is None:
            return Path.home()
        (home,) = (home for home in (self.prefix / "drive_c" / "users").iterdir() if home.name != "Public")
        return home

    def path(self, path: Path) -> str:
        """Return a path as programs of Windows know it."""
        return str(path) if self.prefix is None else str(PureWindowsPath("Z:/", path.absolute().as_posix()))

    def start(self, *command: str, cwd: Path | None = None, **more: str) -> Running:
        """Start a command of Windows."""
        process = subprocess.Popen(
            [*self._before(), *command],
            cwd=cwd,
            env=self._environment(more),
            stdin=subprocess.DEVNULL,
            # Programs under Wine find no standard output in a file.
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return Running(process)

    def run(self, *command: str, cwd: Path | None = None, code: int = 0, **more: str) -> str:
        """Run a command of Windows to its end; return what it said. Fails where it ends with another code."""
        running = self.start(*command, cwd=cwd, **more)
        ended = running.process.wait(SECONDS)
        assert ended == code, running.said()
        return running.said()

    def ita(self, *arguments: str, cwd: Path | None = None, code: int = 0) -> str:
        """Run `ita.exe` of the bundle."""
        return self.run(str(self.program / "ita.exe"), *arguments, cwd=cwd, code=code)

    def python(self, *arguments: str, cwd: Path | None = None, **more: str) -> str:
        """Run the Python of the bundle."""
        return self.run(str(self.program / "python.exe"), *arguments, cwd=cwd, **more)

    def _before(self) -> tuple[str, ...]:
        return () if self.prefix is None else ("wine",)

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        if self.prefix is not None:
            own |= {"WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all", "LC_ALL": "th_TH.UTF-8"}
        return own | more


def find_bundle() -> Path | None:
    """Return the zip to try: the one that ITA_WINDOWS_BUNDLE names, else what `make windows-test` made."""
    named = os.environ.get("ITA_WINDOWS_BUNDLE")
    paths = [Path(named)] if named else sorted(BUILT.glob("ita-toolkit-*-windows.zip"))
    return paths[-1] if paths and paths[-1].is_file() else None


def is_of_these_sources(bundle: Path) -> bool:
    """Return whether a bundle holds the toolkit of this checkout, byte for byte."""
    folders = {
        "toolkit": "toolkit",
        "workbooks": "toolkit/bundled/workbooks",
        "macros": "toolkit/bundled/macros",
    }
    wanted = {
        f"{inside}/{path.relative_to(CHECKOUT / folder).as_posix()}": path.read_bytes()
        for folder, inside in folders.items()
        for path in (CHECKOUT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    with zipfile.ZipFile(bundle) as archive:
        held = {
            name.partition("/site/")[2]: archive.read(name)
            for name in archive.namelist()
            if "/site/toolkit/" in name and not name.endswith(".pyc")
        }
    return wanted == held


def on_windows() -> bool:
    """Return whether this is Windows itself."""
    return sys.platform == "win32"
