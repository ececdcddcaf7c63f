"""The Open XML SDK's schemas, as its validator applies them to a workbook or memo."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

VALIDATOR = (
    Path(__file__).parents[1] / "node_modules" / "@xarsh" / "ooxml-validator" / "dist" / "src" / "cli.js"
)


def faults(path: Path) -> list[str]:
    """What the validator finds in a file; skips where it is not installed (`make node-packages`)."""
    node = shutil.which("node")
    if node is None or not VALIDATOR.is_file():
        pytest.skip("the Open XML validator is not installed: make node-packages")
    done = subprocess.run(
        [node, str(VALIDATOR), str(path)], capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    found = json.loads(done.stdout)
    assert found["ok"] is (done.returncode == 0)
    return [f"{error.get('path')} {error.get('xPath')}: {error['description']}" for error in found["errors"]]
