"""The standard workbooks that come with the toolkit: templates, the blank plan, worked examples."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

CHECKOUT = Path(__file__).parents[2] / "workbooks"
"""The top-level folder of a checkout; an installed wheel carries it as `toolkit/bundled/workbooks`."""


def bundled(path: str) -> bytes:
    """Return the bytes of a file by its path below `workbooks/`, with forward slashes.

    Raises FileNotFoundError where neither the installed package nor the checkout has it.
    """
    installed = resources.files("toolkit").joinpath("bundled", "workbooks", *path.split("/"))
    if installed.is_file():
        return installed.read_bytes()
    return CHECKOUT.joinpath(*path.split("/")).read_bytes()
