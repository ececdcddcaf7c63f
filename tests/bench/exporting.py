"""Twenty reports as PDF in one run, against one bare call of LibreOffice over the same files."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from toolkit.example.demo import play_demo
from toolkit.printing.libreoffice import find_libreoffice

COUNT = 20
ROUNDS = 2
ITA = str(Path(sys.executable).with_name("ita"))


def seconds(command: list[str]) -> float:
    """How long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def measure() -> list[tuple[str, float, float, float]]:
    """(what, its seconds, the seconds of what it is compared with, the most it may be); nothing where
    LibreOffice is not installed. The best of some runs of each, in turns; the first of each, which warms
    up its profile, does not count."""
    engine = find_libreoffice()
    if engine is None:
        return []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = play_demo(folder / "demo").report.path
        files = [str(shutil.copy(report, folder / f"{number}.xlsx")) for number in range(COUNT)]
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        bare = [str(engine.program), profile, "--headless", "--convert-to", "pdf", "--outdir"]
        commands = (
            [ITA, "export", *files, "--to", str(folder / "ours"), "--engine", "libreoffice"],
            [*bare, str(folder / "bare"), *files],
        )
        best = [float("inf"), float("inf")]
        for number in range(ROUNDS + 1):
            for place, command in enumerate(commands):
                taken = seconds(command)
                if number:
                    best[place] = min(best[place], taken)
        for made in ("ours", "bare"):
            assert len(list((folder / made).glob("*.pdf"))) == COUNT
        ours, theirs = best
        return [(f"ita export, {COUNT} reports : one bare soffice call", ours, theirs, 1.3)]
