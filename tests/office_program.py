"""One LibreOffice for a run of the tests, kept warm: saving and printing need no start of their own."""

from __future__ import annotations

import atexit
import os
import subprocess
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from calc import Calc, has_uno, running_calc

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".docx": "MS Word 2007 XML",
}
PDF_FILTERS = {".xlsx": "calc_pdf_Export", ".docx": "writer_pdf_Export"}


def fonts_of(config: Path | None) -> dict[str, str]:
    """The environment of a program that is to find the fonts of a configuration."""
    return {**os.environ, "FONTCONFIG_FILE": str(config)} if config else dict(os.environ)


def convert(soffice: str, source: Path, target: Path, config: Path | None = None) -> Path:
    """Save a workbook or document under the format of the target's name; gives the target. `config` names
    the fonts, where not those installed."""
    name = PDF_FILTERS[source.suffix] if target.suffix == ".pdf" else FILTERS[target.suffix]
    target.parent.mkdir(parents=True, exist_ok=True)
    warm = warm_calc(config)
    if warm is not None:
        warm("convert", source.resolve(), target.resolve(), name)
    else:
        _start_and_convert(soffice, source, target, name, config)
    return target


@cache
def warm_calc(config: Path | None = None) -> Calc | None:
    """The running program, one for each choice of fonts, ended with this process; None where the system's
    Python has no UNO bridge."""
    if not has_uno():
        return None
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(running_calc(fonts_of(config)))


def _start_and_convert(soffice: str, source: Path, target: Path, name: str, config: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        kind = f"{target.suffix[1:]}:{name}"
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180, env=fonts_of(config))
        (Path(folder) / source.with_suffix(target.suffix).name).replace(target)
