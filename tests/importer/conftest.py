"""Fixtures of the importer's tests."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder with real documents of other years beside the checkout; skips where it is absent."""
    folder = Path(__file__).parents[2].parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the folder of real documents is not here")
    return folder
