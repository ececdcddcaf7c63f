#!/usr/bin/python3
"""Let LibreOffice compile VBA modules to a vbaProject.bin: it needs no Excel.

usage: /usr/bin/python3 vba_project.py SHEETS TARGET.xlsm FILE.bas...

Runs under the Python that LibreOffice's UNO bridge belongs to, so it imports nothing of the house. TARGET
has the project with a document module for the workbook and each of SHEETS sheets; LibreOffice loses the
buttons of such a workbook, so only its xl/vbaProject.bin is of use.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.script import ModuleInfo

_FILTER = "Calc MS Excel 2007 VBA XML"
_NORMAL, _DOCUMENT = 1, 4  # com.sun.star.script.ModuleType
_STEP, _PATIENCE = 0.25, 240


def options(**given: object) -> tuple[Any, ...]:
    """What UNO takes as named arguments."""
    made = []
    for name, value in given.items():
        property_ = PropertyValue()
        property_.Name, property_.Value = name, value
        made.append(property_)
    return tuple(made)


def connect(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(_PATIENCE):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(_STEP)
    raise SystemExit("soffice did not answer")


def source_of(path: Path) -> str:
    """A module without its attribute line, which LibreOffice writes itself."""
    lines = path.read_text(encoding="ascii").splitlines()
    return "\n".join(line for line in lines if not line.startswith("Attribute VB_")) + "\n"


def fill(libraries: Any, sheets: int, files: list[Path]) -> None:
    libraries.VBACompatibilityMode = True
    libraries.ProjectName = "VBAProject"
    library = libraries.createLibrary("VBAProject")
    documents = ("ThisWorkbook", *(f"Sheet{number}" for number in range(1, sheets + 1)))
    modules = [(name, _DOCUMENT, "Option Explicit\n") for name in documents]
    for name, kind, source in (*modules, *((file.stem, _NORMAL, source_of(file)) for file in files)):
        info = ModuleInfo()
        info.ModuleType = kind
        library.insertModuleInfo(name, info)
        library.insertByName(name, source)


@contextmanager
def running_office() -> Iterator[Any]:
    """The desktop of a LibreOffice with a profile of its own, ended with the block. The tests use it too."""
    with tempfile.TemporaryDirectory() as profile:
        pipe = "ita" + Path(profile).name
        place = [f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={pipe};urp;"]
        command = ["soffice", "--headless", "--norestore", "--nologo", *place]
        office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            desktop = connect(pipe).ServiceManager.createInstance("com.sun.star.frame.Desktop")
            yield desktop
            with suppress(Exception):  # it may be gone before it has answered
                desktop.terminate()
        finally:
            try:
                office.wait(20)
            except subprocess.TimeoutExpired:
                office.kill()


def main(arguments: list[str]) -> None:
    sheets, target, *files = arguments
    with running_office() as desktop:
        document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, options(Hidden=True))
        while document.Sheets.Count < int(sheets):
            document.Sheets.insertNewByName(f"s{document.Sheets.Count}", document.Sheets.Count)
        fill(document.BasicLibraries, int(sheets), [Path(file) for file in files])
        document.storeToURL(Path(target).resolve().as_uri(), options(FilterName=_FILTER))
        document.close(True)


if __name__ == "__main__":
    main(sys.argv[1:])
