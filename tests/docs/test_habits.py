"""What a well-kept project has, and that it is true: help of make, completion, version, hooks, templates."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from doc_pages import CHECKOUT
from test_architecture import ORDER

import toolkit
from toolkit.cli import load_commands

BIN = Path(sys.executable).parent
MAKEFILE = (CHECKOUT / "Makefile").read_text(encoding="utf-8")


def test_make_help_lists_every_target() -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    done = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    told = dict(re.findall(r"^make ([a-z-]+) +(\S.*)$", done.stdout, re.MULTILINE))
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert sorted(told) == sorted(phony.split())
    assert len(told) == len(done.stdout.splitlines())


def test_files_that_decisions_and_the_developers_pages_name_are_there() -> None:
    decisions = (*(CHECKOUT / "docs/adr").glob("*.md"), CHECKOUT / "docs/developers/index.md")
    named = [
        (page.name, name)
        for page in decisions
        for name in re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", page.read_text(encoding="utf-8"))
    ]
    assert len(named) > 20
    folders = (CHECKOUT, CHECKOUT / "toolkit")
    assert [
        (page, name) for page, name in named if not any((folder / name).exists() for folder in folders)
    ] == []


def test_what_decisions_and_the_developers_pages_name_by_its_module_is_there() -> None:
    """Such as `toolkit.model.progress.history_of`, named in full."""
    named = {
        name
        for page in (*(CHECKOUT / "docs/adr").glob("*.md"), *(CHECKOUT / "docs/developers").glob("*.md"))
        for name in re.findall(r"`(toolkit(?:\.[a-z_]+)+\.[A-Za-z_]+)`", page.read_text(encoding="utf-8"))
    }
    assert len(named) >= 2
    lost = []
    for name in sorted(named):
        module, _, function = name.rpartition(".")
        try:
            if not hasattr(importlib.import_module(module), function):
                lost.append(name)
        except ModuleNotFoundError:
            lost.append(name)
    assert lost == []


@pytest.mark.parametrize("page", ["docs/developers/index.md", "docs/th/developers.md"])
def test_the_pages_for_developers_list_the_folders_of_the_house(page: str) -> None:
    """One after the other, in the order in which they may import each other."""
    text = (CHECKOUT / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`[a-z]+` )+)\| ", text, re.MULTILINE)
    listed = re.findall(r"`([a-z]+)`", "".join(rows))
    house = CHECKOUT / "toolkit"
    folders = {path.parent.name for path in house.glob("*/__init__.py")}
    assert set(listed) == folders | {"api"}
    assert listed == [name for name in ORDER if name in listed]


def test_continuous_integration_runs_what_a_developer_runs() -> None:
    script = CHECKOUT / ".ci" / "run"
    if not script.exists():
        pytest.skip("this is no checkout")
    lines = script.read_text(encoding="utf-8").splitlines()
    # Without the bundle its tests are skipped and counted; nothing else may be passed over.
    commands = [line.partition(" || echo ") for line in lines if line.startswith("make ")]
    assert [(command, bool(excuse)) for command, excuse, _ in commands] == [
        ("make wine-bundle", True),
        ("make test", False),
    ]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ita ro", ["rollup"]),
        ("ita --v", ["--version"]),
        ("ita status --m", ["--month", "--message"]),
        ("ita report six", ["six-month"]),
        ("ita rollup --lang ", ["th", "en"]),
    ],
)
def test_the_tab_key_completes_in_bash(typed: str, offered: list[str]) -> None:
    """As a shell does after the line of the reference stands in its start file."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    words = typed.split(" ")
    script = f"""
        eval "$(_ITA_COMPLETE=bash_source ita)" || exit 3
        COMP_WORDS=({" ".join(f"'{word}'" for word in words)}); COMP_CWORD={len(words) - 1}
        _ita_completion ita
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    environment = {"PATH": f"{BIN}:/usr/bin:/bin", "LANG": "C.UTF-8"}
    done = subprocess.run([bash, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == offered


def test_the_reference_shows_how_to_complete() -> None:
    for name in ("commands.md", "commands.th.md"):
        page = (CHECKOUT / "docs" / "reference" / name).read_text(encoding="utf-8")
        assert 'eval "$(_ITA_COMPLETE=bash_source ita)"' in page


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["tool"]["hatch"]["version"]["path"] == "toolkit/version.py"
    shown = CliRunner().invoke(load_commands(), ["--version"], prog_name="ita")
    assert shown.output == f"ita-toolkit {toolkit.__version__}\n"
    changes = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\S+)", changes, re.MULTILINE)
    assert headings[0] == toolkit.__version__, "the newest version stands first"


def test_the_library_offers_what_it_lists() -> None:
    assert toolkit.__all__ == sorted(toolkit.__all__)
    offered = set(toolkit.__all__) - {"__version__"}
    assert offered == set(toolkit._MODULES)
    assert all(callable(getattr(toolkit, name)) for name in offered)


def test_hooks_use_the_projects_own_tools() -> None:
    """Nothing is fetched before a commit, and every program is one that `make test` installs."""
    path = CHECKOUT / ".pre-commit-config.yaml"
    if not path.exists():
        pytest.skip("this is no checkout")
    repos = yaml.safe_load(path.read_text(encoding="utf-8"))["repos"]
    assert {repository["repo"] for repository in repos} == {"local"}
    hooks = [hook for repository in repos for hook in repository["hooks"]]
    assert len(hooks) >= 4
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert hook["language"] == "system"
        assert program.startswith(".venv/bin/")
        assert shutil.which(BIN / program.removeprefix(".venv/bin/")), program
        assert all((CHECKOUT / argument).exists() for argument in arguments if argument.endswith(".py"))


def test_what_people_report_has_a_form() -> None:
    folder = CHECKOUT / ".github" / "ISSUE_TEMPLATE"
    if not folder.is_dir():
        pytest.skip("this is no checkout")
    forms = sorted(folder.glob("*.md"))
    assert len(forms) >= 3
    for form in forms:
        _, head, body = form.read_text(encoding="utf-8").split("---\n", 2)
        assert set(yaml.safe_load(head)) == {"name", "about"}
        assert re.search(r"^1\. ", body, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("CONTRIBUTING.md", ("Set up", "Tests", "Habits", "How a change lands")),
        ("SECURITY.md", ("What is defended against", "What is not", "How to report")),
    ],
)
def test_pages_of_a_well_kept_project(name: str, headings: tuple[str, ...]) -> None:
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    assert [heading for heading in headings if f"\n## {heading}\n" not in text] == []


def test_decisions_are_listed_and_numbered() -> None:
    folder = CHECKOUT / "docs" / "adr"
    files = sorted(path.name for path in folder.glob("0*.md"))
    listed = re.findall(
        r"^(\d+)\. \[(.+?)\]\((.+?)\)$", (folder / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert [name for _, _, name in listed] == files
    for number, title, name in listed:
        heading = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        assert (f"# {number}. {title}", int(name[:4])) == (heading, int(number))
