"""What putting many offices together needs beside the toolkit itself: the extra `scale`."""

from __future__ import annotations

from importlib.util import find_spec

from toolkit.model.finding import Finding, UserError

NEEDED = ("distributed", "pyarrow", "fsspec")


def open_extra() -> None:
    """Raise UserError (scale-missing) where `pip install ita-toolkit[scale]` is still to be done."""
    for name in NEEDED:
        if find_spec(name) is None:
            raise UserError(Finding("scale-missing", found=name))
