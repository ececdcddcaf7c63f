"""The texts of `toolkit/cli` that are shown in the language chosen, found in its source.

A babel extraction method, for `python -m tests.cli.msgids` and for the tests: the first argument of `_`,
the second of `command`, and every `help=` and `metavar=`; click makes a metavar of an argument's name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.extract import extract_from_dir

CLI = Path(__file__).parents[2] / "toolkit" / "cli"
CLICKS_OWN = ("[OPTIONS]", "COMMAND [ARGS]...")
"""Metavars that click writes into every usage line without translating them."""

Found = tuple[int, str, str, list[str]]


def extract(
    fileobj: IO[bytes], _keywords: object, _comment_tags: object, options: dict[str, Any]
) -> Iterator[Found]:
    """Line, function, message and comments of each text in one module."""
    for node in ast.walk(ast.parse(fileobj.read())):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        place = {"_": 0, "command": 1}.get(name)
        shown = [keyword.value for keyword in node.keywords if keyword.arg in ("help", "metavar")]
        if place is not None:
            shown += node.args[place : place + 1]
        for text in (part for expression in shown for part in ast.walk(expression)):
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value:
                yield text.lineno, "_", text.value, []


def our_msgids() -> dict[str, str]:
    """Every text with the module that it stands in first."""
    found = dict.fromkeys(CLICKS_OWN, "app.py")
    for file, _, msgid, _, _ in extract_from_dir(CLI, method_map=[("**.py", extract)]):
        assert isinstance(msgid, str)
        found.setdefault(msgid, Path(file).name)
    return found


if __name__ == "__main__":
    for msgid, file in our_msgids().items():
        print(f"{file}: {msgid!r}")  # noqa: T201
