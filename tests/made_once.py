"""What several tests look at, made once in a run and not once in each of its processes."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock

T = TypeVar("T")


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], T]) -> T:
    """What `make` makes of a folder that is not there yet; the first process that asks makes it for all."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return make(factory.mktemp(name) / "made")
    # The folders of all processes of a run lie side by side in this one.
    folder = factory.getbasetemp().parent / f"once-{name}"
    folder.mkdir(exist_ok=True)
    kept = folder / "made.pickle"
    with FileLock(folder / "made.lock"):
        if not kept.exists():
            kept.write_bytes(pickle.dumps(make(folder / "made")))
        made: T = pickle.loads(kept.read_bytes())
    return made
