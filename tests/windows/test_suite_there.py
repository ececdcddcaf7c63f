"""The tests that need no other program, run by the Python of the bundle."""

from __future__ import annotations

import pytest
from windows_program import BUILT, CHECKOUT, Windows

FOLDERS = (
    "assessment",
    "intake",
    "messages",
    "model",
    "office",
    "planning",
    "templates",
    "thai",
    "typeset",
    "xlsx",
)
"""As many as a few minutes allow; the others were run once by hand and hold, or say why they skip."""
RUN = "import sys; sys.path[:0] = sys.argv[1:3]; import pytest; sys.exit(pytest.main(sys.argv[3:]))"
OPTIONS = ("-q", "-p", "no:cacheprovider", "--tb=short", "-m", "not program and not slow and not property")


@pytest.mark.slow
def test_the_tests_hold_there(windows: Windows) -> None:
    site = BUILT / "site"
    if not site.is_dir():
        pytest.skip("pytest is not installed for Windows (make windows-test)")
    search = (windows.path(CHECKOUT), windows.path(site))
    folders = [f"tests/{name}" for name in FOLDERS]
    said = windows.python("-X", "utf8", "-c", RUN, *search, *OPTIONS, *folders, cwd=CHECKOUT)
    assert "[100%]" in said, said[-5000:]  # it ended with 0 as well, else this line is not reached
