"""What the calibration needs beside Python: LibreOffice with its UNO bridge, and real documents."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from calibration import SYSTEM_PYTHON


@pytest.fixture(scope="session")
def uno(soffice: str) -> None:
    """LibreOffice can be asked; skips where it, its UNO bridge or the font is not installed."""
    try:
        subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], check=True, capture_output=True)
        fonts = subprocess.run(["fc-list", ":", "family"], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("LibreOffice's UNO bridge (python3-uno) or fontconfig is not installed")
    if "Laksaman" not in fonts.stdout:
        pytest.skip("the font Laksaman (fonts-thai-tlwg) is not installed")


@pytest.fixture(scope="session")
def real_documents() -> list[Path]:
    """Real plans, where they lie beside the checkout; skips where they do not."""
    found = sorted((Path(__file__).parents[2].parent / "shared" / "seeds").glob("*.docx"))
    if not found:
        pytest.skip("no real documents beside the checkout")
    return found
