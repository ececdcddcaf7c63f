"""Every code of the catalogue is expected by a test that makes it happen.

Words are tested for all codes at once. That a rule still finds something is noticed only by a test that
expects its code.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from toolkit.messages.catalogue import CATALOGUE

TESTS = Path(__file__).parents[1]
CODE = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)+(?![\w-])")


def texts(node: ast.AST) -> Iterator[str]:
    """The texts of a test module but its docstrings."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value
        elif not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
            yield from texts(child)


def test_every_code_is_expected_by_a_test() -> None:
    modules = (path for path in TESTS.rglob("*.py") if path.parent.name != "messages")
    expected = {
        code
        for path in modules
        for text in texts(ast.parse(path.read_text(encoding="utf-8")))
        for code in CODE.findall(text)
    }
    assert sorted(CATALOGUE.keys() - expected) == []
