"""The generated reference: up to date, and nothing is missing from it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from doc_pages import CHECKOUT, blocks

from toolkit.cli import load_commands
from toolkit.messages.catalogue import CATALOGUE
from toolkit.xlsx.layouts import META, MONTH, OUTCOMES, PHOTOS, PLAN_TABLES, STATUS

REFERENCE = CHECKOUT / "docs" / "reference"
MADE = sorted((*(f"reference/{path.name}" for path in REFERENCE.glob("*.md")), "developers/house.svg"))


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference, made again in another folder."""
    folder = tmp_path_factory.mktemp("reference")
    script = CHECKOUT / "make" / "reference" / "reference.py"
    done = subprocess.run(
        [sys.executable, script, "--to", folder], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_made(made: Path) -> None:
    paths = (path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
    assert sorted(paths) == MADE


def test_the_pages_are_up_to_date(made: Path) -> None:
    docs = CHECKOUT / "docs"
    stale = [name for name in MADE if (made / name).read_bytes() != (docs / name).read_bytes()]
    assert stale == [], "run make docs"


def test_every_code_has_its_section() -> None:
    headings = [line for line in page("codes.md").splitlines() if line.startswith("### ")]
    assert sorted(headings) == sorted(f"### `{code}`" for code in CATALOGUE)


def test_an_officer_finds_a_code_by_the_sentence_on_the_screen() -> None:
    """Each Thai section is headed by its message; within a family the gravest stand first."""
    for family in page("codes.th.md").split("\n## ")[1:]:
        sections = family.split("\n### ")[1:]
        severities = [section.partition("\n\n**")[2].partition("**")[0] for section in sections]
        assert severities == sorted(severities, key=["ต้องแก้ไข", "ควรตรวจสอบ", "หมายเหตุ"].index)
        assert not any(section.startswith("`") for section in sections)
    codes = re.findall(r"^\*\*.* · `([a-z-]+)`$", page("codes.th.md"), re.MULTILINE)
    assert sorted(codes) == sorted(CATALOGUE)


@pytest.mark.parametrize("name", ["commands.md", "commands.th.md"])
def test_every_command_has_its_section_and_an_example(name: str) -> None:
    console = [block for block in blocks(f"docs/reference/{name}") if block.info == "console"]
    lines = "\n".join(line for block in console for line in block.lines)
    commands = load_commands().commands
    assert [command for command in commands if f"\n## ita {command}\n" not in page(name)] == []
    assert [command for command in commands if f"$ ita {command}" not in lines] == []


def test_every_field_stands_in_the_reference() -> None:
    text = page("fields.md")
    for table in (*PLAN_TABLES, MONTH, STATUS, OUTCOMES, PHOTOS, META):
        section = text.partition(f"### {table.marker}\n")[2].partition("\n### ")[0]
        names = [key.id for key in table.keys] or list(table.field_ids)
        assert [name for name in names if f"\n| `{name}` |" not in section] == [], table.marker
