"""The tests' end of a spreadsheet program that really does the work: see `tests/calc_process.py`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

UNO_PYTHON = Path("/usr/bin/python3")


class Calc:
    """LibreOffice in a helper process. `calc("get", path, sheet, box)` does one of its operations.

    A box is [top, left, bottom, right], from 1. Raises RuntimeError with what LibreOffice said.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, operation: str, *arguments: Any, **named: Any) -> Any:
        assert self._process.stdin and self._process.stdout
        request = [
            operation,
            *(str(argument) if isinstance(argument, Path) else argument for argument in arguments),
        ]
        self._process.stdin.write(json.dumps([*request, named] if named else request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        answer = json.loads(line) if line else {"error": "LibreOffice ended"}
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["is"]


@cache
def has_uno() -> bool:
    """Whether the system's Python has the bridge to LibreOffice."""
    probe = [str(UNO_PYTHON), "-c", "import uno"]
    return UNO_PYTHON.exists() and not subprocess.run(probe, capture_output=True, check=False).returncode


@contextmanager
def running_calc(environment: Mapping[str, str] | None = None) -> Iterator[Calc]:
    """LibreOffice for as long as the block lasts; skips where UNO is absent."""
    if not has_uno():
        pytest.skip("the system's Python has no UNO")
    command = [str(UNO_PYTHON), str(Path(__file__).with_name("calc_process.py"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            yield Calc(process)
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(60)
