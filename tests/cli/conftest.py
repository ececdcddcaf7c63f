"""The demo's office, and the command in process and as installed."""

from __future__ import annotations

import gettext
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from runs import Ita, Program

from toolkit.cli import load_commands
from toolkit.cli.app import set_language
from toolkit.example.demo import Demo
from toolkit.example.worked_example import load_example
from toolkit.office.folder import OfficeFolder
from toolkit.planning.new_office import new_office


@pytest.fixture(autouse=True)
def thai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thai at the start of each test; the language is global to the process."""
    monkeypatch.delenv("ITA_LANG", raising=False)
    monkeypatch.setenv("LANGUAGE", "th")
    set_language("th")
    yield
    gettext.textdomain("messages")


@pytest.fixture
def office(demo: Demo, tmp_path: Path) -> OfficeFolder:
    """A copy of the demo's office at the end of March, modification times included."""
    return OfficeFolder(Path(shutil.copytree(demo.office.root, tmp_path / "office")))


@pytest.fixture
def fresh(tmp_path: Path) -> OfficeFolder:
    """An office with the example's plan, of which nothing is distributed yet."""
    return new_office(tmp_path / "fresh", content=load_example().plan)


@pytest.fixture
def ita() -> Ita:
    """Run the command in this process."""
    group = load_commands()

    def run(*arguments: object, env: Mapping[str, str] | None = None) -> Result:
        set_language("th")
        result = CliRunner().invoke(
            group, [str(argument) for argument in arguments], prog_name="ita", env=env
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Run the installed program, with output redirected and a locale that knows ASCII only."""
    name = "ita.exe" if os.name == "nt" else "ita"
    path = Path(sys.executable).with_name(name)
    assert path.exists(), "install the package first: pip install -e '.[test]'"
    settings = {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    given = {key: value for key, value in os.environ.items() if key not in ("ITA_LANG", "LANGUAGE")}

    def run(*arguments: object, cwd: Path = tmp_path, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [path, *map(str, arguments)],
            cwd=cwd,
            env=given | settings | env,
            capture_output=True,
            encoding="utf-8",
            errors="strict",
            check=False,
            timeout=120,
        )

    return run
