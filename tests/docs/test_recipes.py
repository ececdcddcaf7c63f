"""The developer guide's recipes, followed to the letter on a copy of the project.

The line above each block says what becomes of it: a new file, or lines put into a file. Shell blocks are run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from doc_pages import CHECKOUT, RECIPE, Block, blocks

RECIPES = ("add-a-rule", "add-a-year", "add-a-command", "add-a-report-template")
FOLDERS = ("docs", "macros", "make", "tests", "toolkit", "workbooks")
FILES = ("pyproject.toml", "Makefile", "package.json")
IGNORED = shutil.ignore_patterns("pictures")


def page(recipe: str) -> str:
    return f"docs/developers/{recipe}.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project to change, what Python compiled of it included."""
    for name in FOLDERS:
        shutil.copytree(CHECKOUT / name, tmp_path / name, ignore=IGNORED)
    for name in FILES:
        shutil.copy2(CHECKOUT / name, tmp_path / name)
    return tmp_path


def apply(project: Path, block: Block) -> str:
    """Do with a block what the line above it says; gives the file that is changed by its path. Fails where
    the place is not there, or there twice."""
    told = RECIPE.fullmatch(block.lead)
    assert told, f"line {block.line}: what is to be done with this block? {block.lead!r}"
    text = "\n".join(block.lines)
    name = told["new"] or told["path"] or told["end"]
    path = project / name
    if told["new"]:
        assert not path.exists(), f"{name} is there already"
        path.write_text(f"{text}\n", encoding="utf-8")
        return name
    before = path.read_text(encoding="utf-8")
    if told["after"]:
        lines = before.splitlines()
        places = [index for index, line in enumerate(lines) if line.strip() == told["after"]]
        assert len(places) == 1, f"{name} has {len(places)} lines {told['after']!r}"
        after = "\n".join((*lines[: places[0] + 1], text, *lines[places[0] + 1 :])) + "\n"
    elif told["instead"]:
        assert before.count(told["instead"]) == 1, f"{name} has not one {told['instead']!r}"
        after = before.replace(told["instead"], text)
    else:
        apart = "\n\n" if path.suffix == ".py" else "\n"
        after = f"{before}{apart}{text}\n"
    path.write_text(after, encoding="utf-8")
    return name


def run(project: Path, command: str) -> str:
    """Run a command line in the copy, with the copy's own toolkit; fails with what it said."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(project),
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-6000:]}\n{done.stderr}"
    return done.stdout


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_recipe_can_be_followed(project: Path, recipe: str) -> None:
    """Files and lines first, then its commands, of which the tests it names are most."""
    steps = [
        block for block in blocks(page(recipe)) if not block.comment.startswith(("run: demo", "run: same"))
    ]
    scripts = ["\n".join(("set -e", *step.lines)) for step in steps if step.comment == "run: copy"]
    changed = {apply(project, step) for step in steps if step.comment != "run: copy"}
    assert len(scripts) == 1
    told = run(project, scripts[0])
    assert re.search(r"^\.+", told, re.MULTILINE), f"{scripts[0]} tests nothing"
    code = " ".join(sorted(path for path in changed if path.endswith(".py")))
    run(project, f"ruff check {code} && ruff format --check {code}")


def test_the_copy_is_what_is_tested(project: Path) -> None:
    told = run(project, 'python -c "import toolkit; print(toolkit.__file__)"')
    assert Path(told.strip()) == project / "toolkit" / "__init__.py"


def test_every_page_of_recipes_is_followed() -> None:
    pages = {path.stem for path in (CHECKOUT / "docs" / "developers").glob("add-*.md")}
    assert pages == set(RECIPES)
