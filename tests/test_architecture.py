"""The shape of the house: imports point one way, heavy ones stay in their place, nothing grows too long."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import toolkit

ROOT = Path(toolkit.__file__).parent
CHECKOUT = ROOT.parent
ORDER = (
    *("model", "thai", "assessment", "messages", "typeset", "xlsx", "books", "templates", "office", "rules"),
    *("intake", "planning", "rollup", "report", "importer", "printing", "publish", "example", "scale"),
    *("excel", "cli"),
)
"""The folders from the ground up: each may import those before it. docs/adr/0005-folders.md says why."""
EITHER_WAY = {("model", "thai"), ("thai", "model")}
EXCEL_FILES = ("openpyxl", "xlsxwriter", "python_calamine")
MOST_LINES, MOST_FUNCTION_LINES = 400, 60

MODULES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py"))


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def imported(module: str, *, lazy: bool = True) -> Iterator[str]:
    """Every module that one imports, those inside functions too; `lazy=False` leaves these out, and
    what only a type checker imports."""
    for node in ast.walk(tree(module)) if lazy else at_loading(tree(module)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            yield node.module or ""


def at_loading(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        typing = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
        if not typing and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from at_loading(child)


def constants(module: str) -> Iterator[object]:
    return (each.value for each in ast.walk(tree(module)) if isinstance(each, ast.Constant))


def folder_of(module: str) -> str:
    return module.split("/")[0] if "/" in module else ""


def functions(module: str) -> Iterator[ast.FunctionDef]:
    return (each for each in ast.walk(tree(module)) if isinstance(each, ast.FunctionDef))


def test_every_folder_has_its_place() -> None:
    assert {folder_of(each) for each in MODULES} - {""} <= set(ORDER)


def test_the_decision_record_says_the_same_order() -> None:
    text = (CHECKOUT / "docs" / "adr" / "0005-folders.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"model, thai(?: <\s+\w+)+", text)
    listed = re.findall(r"\w+", line)
    assert listed == list(ORDER)


@pytest.mark.parametrize("module", [each for each in MODULES if folder_of(each)])
def test_imports_point_one_way(module: str) -> None:
    own = folder_of(module)
    for name in imported(module):
        parts = name.split(".")
        if parts[0] != "toolkit" or len(parts) == 1 or parts[1] == "version":
            continue
        other = parts[1]
        below = ORDER.index(other) <= ORDER.index(own) or (own, other) in EITHER_WAY
        assert below, f"{own} imports {name} from above"


def test_only_the_workbook_folder_knows_excel_files() -> None:
    found = {each for each in MODULES for name in imported(each) if name.split(".")[0] in EXCEL_FILES}
    assert {folder_of(each) for each in found} == {"xlsx", "books", "templates"}


def test_programs_outside_are_driven_from_one_place_each() -> None:
    xlwings = {each for each in MODULES if "xlwings" in {name.split(".")[0] for name in imported(each)}}
    assert xlwings == {"excel/print_books.py", "excel/buttons.py"}
    soffice = {each for each in MODULES if "--convert-to" in {*constants(each)}}
    assert soffice == {"printing/libreoffice.py"}


def test_only_the_tables_of_a_roll_up_load_pandas() -> None:
    loading = {
        each for each in MODULES if "pandas" in {name.split(".")[0] for name in imported(each, lazy=False)}
    }
    assert loading == {"rollup/frames.py"}


@pytest.mark.parametrize(
    ("name", "heavy"),
    [
        ("toolkit", "click"),
        ("toolkit.cli", "pandas openpyxl xlsxwriter python_calamine pythainlp rich"),
        ("toolkit.rollup.roll_up", "pandas openpyxl rich click"),
        ("toolkit.model.plan", "pandas openpyxl xlsxwriter pythainlp"),
    ],
)
def test_heavy_modules_load_where_they_are_used(name: str, heavy: str) -> None:
    code = f"import sys, {name}; print(*sorted(set({heavy.split()}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("module", MODULES)
def test_modules_and_functions_are_short(module: str) -> None:
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    long = [
        each.name for each in functions(module) if (each.end_lineno or 0) - each.lineno >= MOST_FUNCTION_LINES
    ]
    assert long == []


@pytest.mark.parametrize("module", [each for each in MODULES if not each.endswith("__main__.py")])
def test_everything_public_says_what_it_is(module: str) -> None:
    """Functions and classes of a module; a command of the command line has its help instead."""
    nameless = [
        each.name
        for each in tree(module).body
        if isinstance(each, ast.FunctionDef | ast.ClassDef)
        and not each.name.startswith("_")
        and not ast.get_docstring(each)
        and not any(ast.unparse(mark).startswith("command(") for mark in each.decorator_list)
    ]
    assert nameless == []
    empty = not tree(module).body
    assert empty or ast.get_docstring(tree(module))
