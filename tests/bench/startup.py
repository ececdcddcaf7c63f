"""Whole commands against the imports that they cannot do without."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from toolkit.example.demo import play_demo

ROUNDS = 7
ITA = str(Path(sys.executable).with_name("ita"))
AS_OF = ["--month", "2567-03", "--as-of", "2567-04-06T09:00"]


def seconds(command: list[str], before: object = None) -> float:
    """The best of several runs, after one that does not count; `before` is called before each."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    best = float("inf")
    for number in range(ROUNDS + 1):
        if callable(before):
            before()
        start = time.perf_counter()
        subprocess.run(command, check=False, capture_output=True, env=environment)
        if number:
            best = min(best, time.perf_counter() - start)
    return best


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def measure() -> list[tuple[str, float, float, float]]:
    """(what, its seconds, the seconds of what it is compared with, the most it may be)."""
    with tempfile.TemporaryDirectory() as folder:
        demo = play_demo(Path(folder) / "demo").office.root

        def forget() -> None:
            shutil.rmtree(demo / "archive")

        def forget_one() -> None:
            forget()
            shutil.copytree(before_last, demo / "archive")

        rollup = [ITA, "rollup", "--office", str(demo), *AS_OF]
        # The archive as it was before the last workbook came.
        before_last, last = Path(folder) / "archive", demo / "inbox" / "ตสน มี.ค.67.xlsx"
        last.rename(Path(folder) / last.name)
        forget()
        subprocess.run(rollup, check=False, capture_output=True)
        shutil.copytree(demo / "archive", before_last)
        (Path(folder) / last.name).rename(last)
        heavy = seconds(python("import pandas, openpyxl"))
        return [
            ("ita --help : import click", seconds([ITA, "--help"]), seconds(python("import click")), 4.0),
            ("ita rollup, known files : import pandas, openpyxl", seconds(rollup), heavy, 1.2),
            ("ita rollup, one new file : import pandas, openpyxl", seconds(rollup, forget_one), heavy, 1.2),
            ("ita rollup, 37 fresh files : import pandas, openpyxl", seconds(rollup, forget), heavy, 3.0),
        ]
