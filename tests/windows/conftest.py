"""The unpacked bundle, in a folder as clerks have them: with Thai letters and blanks in its path."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from windows_program import BUILT, Windows, find_bundle, is_of_these_sources, on_windows


@pytest.fixture(scope="session")
def bundle_zip() -> Path:
    """The zip; skips where there is none, or one that was made of other sources."""
    path = find_bundle()
    if path is None:
        pytest.skip("no bundle for Windows has been made (make windows-test)")
    if not is_of_these_sources(path):
        pytest.skip("the bundle for Windows was made of other sources (make windows-test)")
    return path


@pytest.fixture(scope="session")
def windows(bundle_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Windows:
    """The unpacked bundle, ready to run; skips where this is not Windows and there is no Wine."""
    prefix = None if on_windows() else BUILT / "wine" / "prefix"
    if prefix is not None and (shutil.which("wine") is None or not prefix.is_dir()):
        pytest.skip("Wine is not installed (make windows-test)")
    folder = tmp_path_factory.mktemp("แฟลชไดรฟ์ ของกอง")
    with zipfile.ZipFile(bundle_zip) as archive:
        archive.extractall(folder)
    (bundle,) = folder.iterdir()
    if prefix is None:
        return Windows(bundle, prefix)
    # One server for all: else each command starts and ends one, which takes longer than the command.
    # It ends a minute after the last, as tests in another process may use it too.
    for command in (("wineserver", "--persistent=60"), ("wine", "wineboot")):
        wine(prefix, *command)
    return Windows(bundle, prefix)


def wine(prefix: Path, *command: str) -> None:
    """Run a command of Wine itself."""
    environment = os.environ | {"WINEPREFIX": str(prefix), "WINEDEBUG": "-all", "LC_ALL": "th_TH.UTF-8"}
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(command, env=environment, check=False, **quiet)
