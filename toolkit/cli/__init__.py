"""The command line `ita`: one thin command per file. Each parses, calls one library function, prints."""

from __future__ import annotations

import importlib
import os
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

# In the order of the work, in which `ita --help` lists them.
_MODULES = (
    "new",
    "import_",
    "check",
    "distribute",
    "rollup",
    "status",
    "report",
    "export",
    "macros",
    "publish",
    "log",
    "consolidate",
    "demo",
    "open",
    "doctor",
)


def main() -> None:
    """Run `ita`. Output is UTF-8 everywhere, a Windows console and a redirected file included."""
    for stream in (sys.stdout, sys.stderr):
        # Whoever runs this in another program may have put a stream of another kind there.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        from toolkit.cli.app import set_language

        set_language(_wanted_language(sys.argv[1:]))
        load_commands()(prog_name="ita")
    # click words Ctrl-C itself, but only once the command runs: loading takes its time on a slow disk.
    except KeyboardInterrupt:
        sys.exit("ยกเลิกแล้ว" if _wanted_language(sys.argv[1:]) == "th" else "Aborted!")


def load_commands() -> click.Group:
    """Return the group with every command registered."""
    from toolkit.cli.app import app

    for name in _MODULES:
        importlib.import_module(f"toolkit.cli.{name}")
    return app


def _wanted_language(arguments: list[str]) -> str:
    """Return the language before click parses it: `--lang` counts for the help texts too, wherever it stands
    among the arguments."""
    for argument, following in pairwise([*arguments, ""]):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and following:
            return following
    return os.environ.get("ITA_LANG", "th")
