"""Files that come with the toolkit: templates, the blank plan, worked examples; macros."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

CHECKOUT = Path(__file__).parents[2] / "workbooks"
"""The top-level folder of a checkout; an installed wheel carries it as `toolkit/bundled/workbooks`."""


def bundled(path: str, folder: str = "workbooks") -> bytes:
    """Return the bytes of a file by its path below `workbooks/` or `macros/`, with forward slashes.

    Raises FileNotFoundError where neither the installed package nor the checkout has it.
    """
    installed = resources.files("toolkit").joinpath("bundled", folder, *path.split("/"))
    if installed.is_file():
        return installed.read_bytes()
    return CHECKOUT.with_name(folder).joinpath(*path.split("/")).read_bytes()
