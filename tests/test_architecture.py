"""The shape of the house: imports point one way, heavy ones stay in their place, nothing grows too long."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import toolkit

ROOT = Path(toolkit.__file__).parent
CHECKOUT = ROOT.parent
ORDER = (
    *("model", "thai", "assessment", "messages", "typeset", "xlsx", "books", "templates", "office", "rules"),
    *("intake", "planning", "rollup", "report", "importer", "printing", "publish", "example", "scale"),
    *("api", "excel", "web", "cli"),
)
"""The folders, and the module `api`, from the ground up: each may import those before it, as
docs/adr/0005-folders.md explains."""
EITHER_WAY = {("model", "thai")}
BROUGHT_ALONG = {"distributed", "markupsafe"}
"""Imported packages that are an extra of Dask, and what Jinja2 itself is made of."""
EXCEL_FILES = ("openpyxl", "xlsxwriter", "python_calamine")
MOST_FILES, MOST_LINES, MOST_FUNCTION_LINES = 250, 400, 60

MODULES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py"))


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def imported(module: str, *, lazy: bool = True) -> Iterator[str]:
    """Every module that one imports, those inside functions too; `lazy=False` leaves these out, and
    what only a type checker imports."""
    for node in ast.walk(tree(module)) if lazy else at_loading(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module_name = "." * node.level + (node.module or "")
            yield module_name
            yield from (f"{module_name}.{alias.name}" for alias in node.names)


def at_loading(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        typing = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
        if not typing and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from at_loading(child)


def importing(*packages: str, lazy: bool = True) -> set[str]:
    """The modules that import one of some packages."""
    return {m for m in MODULES if {name.split(".")[0] for name in imported(m, lazy=lazy)} & {*packages}}


def constants(module: str) -> set[object]:
    return {node.value for node in ast.walk(tree(module)) if isinstance(node, ast.Constant)}


def folder_of(module: str) -> str:
    return "api" if module == "api.py" else module.split("/")[0] if "/" in module else ""


def points_up(own: str, name: str) -> bool:
    """Whether a module of a folder imports one of a folder above, or the whole package."""
    package, *parts = name.split(".")
    if package != "toolkit" or parts[:1] == ["version"]:
        return False
    if not parts or parts[0] not in ORDER:
        return True
    return ORDER.index(parts[0]) > ORDER.index(own) and (own, parts[0]) not in EITHER_WAY


def test_every_folder_has_its_place() -> None:
    assert {folder_of(module) for module in MODULES} - {""} <= set(ORDER)
    assert {module for module in MODULES if module.count("/") > 1} == set()


def test_the_decision_record_says_the_same_order() -> None:
    text = (CHECKOUT / "docs" / "adr" / "0005-folders.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"model, thai(?: <\s+\w+)+", text)
    listed = re.findall(r"\w+", line)
    assert listed == list(ORDER)


def test_the_developer_guide_lists_the_folders_in_order() -> None:
    text = (CHECKOUT / "docs" / "developers" / "index.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == list(ORDER)


def test_no_import_points_up() -> None:
    arrows = [
        f"{module} imports {name}"
        for module in MODULES
        for name in imported(module)
        if folder_of(module) and points_up(folder_of(module), name)
    ]
    assert arrows == []


def test_no_import_is_relative() -> None:
    assert [module for module in MODULES if any(name.startswith(".") for name in imported(module))] == []


def test_imports_go_in_no_circle() -> None:
    """At loading time; what a function imports is loaded when it is called."""
    names = {"toolkit." + module.removesuffix(".py").replace("/", "."): module for module in MODULES}
    graph = {name: set(imported(module, lazy=False)) & names.keys() for name, module in names.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_only_the_folders_of_workbooks_know_excel_files() -> None:
    assert {folder_of(module) for module in importing(*EXCEL_FILES)} == {"xlsx", "books", "templates"}


def test_programs_outside_are_driven_from_one_place_each() -> None:
    assert importing("xlwings") == {"excel/print_books.py"}
    assert {m for m in MODULES if "--convert-to" in constants(m)} == {"printing/libreoffice.py"}


def test_all_that_is_imported_is_declared() -> None:
    """A package that another one brings along by chance would be missing in some other environment."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]["scale"]
    declared = {
        re.split(r"[\[>;=]", requirement)[0].lower() for requirement in (*project["dependencies"], *extras)
    }
    names = {name.split(".")[0] for module in MODULES for name in imported(module)}
    names -= {*sys.stdlib_module_names, "toolkit"}
    distributions = packages_distributions()
    owners = {
        name: {distribution.lower() for distribution in distributions.get(name, [name])} for name in names
    }
    assert {name for name, candidates in owners.items() if not candidates & declared} <= BROUGHT_ALONG


def test_only_the_tables_of_a_roll_up_load_pandas() -> None:
    assert importing("pandas", lazy=False) == {"rollup/frames.py"}


@pytest.mark.parametrize(
    ("name", "heavy"),
    [
        ("toolkit", "click"),
        ("toolkit.api", "pandas openpyxl xlsxwriter pythainlp rich click"),
        ("toolkit.rollup.write", "pandas"),
        ("toolkit.cli", "pandas openpyxl xlsxwriter python_calamine pythainlp rich"),
        ("toolkit.rollup.roll_up", "pandas openpyxl rich click"),
        ("toolkit.model.plan", "pandas openpyxl xlsxwriter pythainlp"),
    ],
)
def test_heavy_modules_load_where_they_are_used(name: str, heavy: str) -> None:
    code = f"import sys, {name}; print(*sorted(set({heavy.split()}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_files_and_functions_are_few_and_short() -> None:
    assert len(MODULES) <= MOST_FILES
    lines = {module: len((ROOT / module).read_text(encoding="utf-8").splitlines()) for module in MODULES}
    for folder in ("tests", "make", "packaging"):
        paths = (CHECKOUT / folder).rglob("*.py")
        lines |= {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert {module: count for module, count in lines.items() if count > MOST_LINES} == {}
    long = [
        f"{module}: {node.name}"
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= MOST_FUNCTION_LINES
    ]
    assert long == []


def test_everything_public_says_what_it_is() -> None:
    """Modules, and their functions and classes; a command of the command line has its help instead."""
    silent = [
        f"{module}: {node.name}"
        for module in MODULES
        for node in tree(module).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not any(ast.unparse(mark).startswith("command(") for mark in node.decorator_list)
    ]
    assert silent == []
    assert [module for module in MODULES if tree(module).body and not ast.get_docstring(tree(module))] == []
