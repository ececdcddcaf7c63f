"""Every command line of the documentation, run: what it prints is what the page shows (CONTRIBUTING.md)."""

from __future__ import annotations

import datetime as dt
import gettext
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from doc_pages import RECIPE, Block, blocks, is_thai, page_ids

from make.guide_office import NOW, guide_document, guide_example
from toolkit.cli import load_commands
from toolkit.cli.app import set_language
from toolkit.cli.options import AS_OF
from toolkit.example.demo import Demo, play_demo

PLACES = ("demo", "guide", "above", "document", "new", "same")
"""Where a scene begins: in the worked example, in the guides' office, above that office and a province with a
copy of it, beside a Word document, in an empty folder; or where the block before it ended."""
ANY = "…"
PRINTS = re.compile(r"\bita (export|demo)\b|--pdf\b|--check-template\b")
"""Commands that need LibreOffice, or whose output tells that it is not there."""
OTHER_PROCESS = re.compile(r"[|&;<>$`]|^(?!ita )|^ita consolidate ")
"""Lines for a shell; and Dask, whose processes outlive the call."""

ABOVE = ("เทศบาล-2570", "รวม/บ้านสมมุติ/ทุ่งตัวอย่าง")
"""Where the guides' office stands in the folder `above`: this year's of an office, and one of a province."""
ITA_AT = (
    "import datetime as dt, sys, toolkit.api; from toolkit.cli import main; "
    "now = dt.datetime.fromisoformat(sys.argv.pop(1)); "
    "toolkit.api.moment_of = lambda as_of=None: as_of or now; main()"
)
"""`ita` in a process of its own, at the moment of its first argument."""


@dataclass(frozen=True)
class Scene:
    """Blocks of a page that run in one folder, one after the other."""

    page: str
    place: str
    blocks: tuple[Block, ...]

    @property
    def commands(self) -> str:
        return "\n".join(line for block in self.blocks if block.info == "console" for line in block.lines)


def console(page: str) -> list[Block]:
    """The blocks of a page that are run, or say why not: commands, and programs that use the library."""
    return [
        block
        for block in blocks(page)
        if block.info == "console" or (block.info == "python" and block.comment.startswith("run:"))
    ]


def scenes(page: str) -> Iterator[Scene]:
    """The scenes of a page; blocks that are not run are left out."""
    place, met = "", list[Block]()
    for block in console(page):
        word = block.comment.removeprefix("run:").strip()
        if word in PLACES[:-1]:
            if met:
                yield Scene(page, place, tuple(met))
            place, met = word, [block]
        elif word == "same":
            met.append(block)
    if met:
        yield Scene(page, place, tuple(met))


SCENES = [scene for page in page_ids() for scene in scenes(page)]
NOT_RUN = [
    (page, block) for page in page_ids() for block in console(page) if block.comment.startswith("run: none")
]


def test_every_block_of_commands_says_where_it_runs() -> None:
    """`<!-- run: demo -->` or another of `PLACES`, or `none - ` and why not; code says whether it is run
    or part of a recipe. Signatures of the reference are neither."""
    wrong = []
    for page in page_ids():
        commands = console(page)
        for block in blocks(page):
            if block in commands:
                right = re.fullmatch(rf"run: ({'|'.join(PLACES)}|none - \S.*)", block.comment)
            else:
                right = block.info != "python" or "reference/" in page or RECIPE.fullmatch(block.lead)
            if not right:
                wrong.append(f"{page}:{block.line} {block.comment!r}")
        first = next(iter(commands), None)
        if first is not None and first.comment == "run: same":
            wrong.append(f"{page}: there is no block before the first")
    assert wrong == []


def test_commands_stand_in_blocks_that_are_run() -> None:
    """A line that begins with "$ ita" anywhere else would never be tried."""
    elsewhere = [
        f"{page}:{block.line}"
        for page in page_ids()
        for block in blocks(page)
        if block.info != "console" and any(line.startswith(("$ ", "> ita ")) for line in block.lines)
    ]
    assert elsewhere == []


@pytest.mark.parametrize(("page", "block"), NOT_RUN, ids=[f"{page}:{block.line}" for page, block in NOT_RUN])
def test_not_run(page: str, block: Block) -> None:
    pytest.skip(f"{page}:{block.line} is not run: {block.comment.removeprefix('run: none - ')}")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where a scene plays; the language, which is global to the process, is put back at its end."""
    monkeypatch.setenv("LANGUAGE", "th")
    yield tmp_path / "office"
    gettext.textdomain("messages")


@pytest.fixture(scope="session")
def guide_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office of the guides, played once: copy it."""
    return play_demo(tmp_path_factory.mktemp("guide") / "office", guide_example()).office.root


@pytest.mark.parametrize("scene", SCENES, ids=[f"{scene.page}:{scene.blocks[0].line}" for scene in SCENES])
def test_what_the_page_shows_is_what_comes_out(
    scene: Scene, folder: Path, demo: Demo, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if PRINTS.search(scene.commands) and not (shutil.which("soffice") or shutil.which("libreoffice")):
        pytest.skip("LibreOffice is not installed")
    guide = scene.place in ("guide", "above")
    if scene.place == "demo":
        shutil.copytree(demo.office.root, folder)
    elif scene.place == "guide":
        shutil.copytree(request.getfixturevalue("guide_office"), folder)
    else:
        folder.mkdir()
        if scene.place == "document":
            guide_document(folder / "แผนปี2569.docx")
        if scene.place == "above":
            for place in ABOVE:
                shutil.copytree(request.getfixturevalue("guide_office"), folder / place)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ITA_LANG", "th" if is_thai(scene.page) else "en")
    if guide:
        monkeypatch.setattr("toolkit.api.moment_of", lambda as_of=None: as_of or NOW)
        # The option holds the function itself, whatever becomes of its name.
        monkeypatch.setattr(AS_OF, "default", lambda: NOW)
    for block in scene.blocks:
        if block.info == "python":
            exec(compile("\n".join(block.lines), f"{scene.page}:{block.line}", "exec"), {})
            continue
        for line, command, shown in steps(block):
            code, printed = run(command, monkeypatch, NOW if guide else None)
            where = f"{scene.page}:{line}: {command}"
            assert code in (0, 1), f"{where}\nended with {code}\n{printed}"
            same = not shown or fits(shown, printed.splitlines())
            assert same, "\n".join((where, "shows:", *shown, "", "printed:", printed))


def steps(block: Block) -> Iterator[tuple[int, str, list[str]]]:
    """Each command of a block with its line and the lines shown below it."""
    starts = [at for at, line in enumerate(block.lines) if line.startswith("$ ")]
    assert starts[:1] == [0], f"line {block.line}: a block begins with a command"
    for at, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        yield block.line + 1 + at, block.lines[at][2:], list(block.lines[at + 1 : end])


def run(command: str, monkeypatch: pytest.MonkeyPatch, at: dt.datetime | None) -> tuple[int, str]:
    """The exit code and everything that a command prints, as a terminal shows it, now or `at` a moment."""
    if command.startswith("cd "):
        monkeypatch.chdir(command.removeprefix("cd "))
        return 0, ""
    if OTHER_PROCESS.search(command):
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        then = f'ita() {{ python -c {shlex.quote(ITA_AT)} {at.isoformat()} "$@"; }}; ' if at else ""
        done = subprocess.run(
            ["bash", "-c", then + command],
            env={**os.environ, "PATH": path, "COLUMNS": "110"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout
    set_language(os.environ["ITA_LANG"])
    result = CliRunner().invoke(load_commands(), shlex.split(command)[1:], prog_name="ita")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def fits(shown: list[str], printed: list[str]) -> bool:
    """Whether printed lines are those shown: a line `…` is any lines, `…` in a line any text; blank lines
    and runs of blanks say nothing."""
    wanted = [" ".join(line.split()) for line in shown if line.strip()]
    there = [" ".join(line.split()) for line in printed if line.strip()]
    pattern = "".join(
        r"(?:[^\n]*\n)*" if line == ANY else re.escape(line).replace(re.escape(ANY), r"[^\n]*") + r"\n"
        for line in wanted
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in there)) is not None


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("a", "a\nb", False),
        ("a\n…", "a\nb\nc", True),
        ("a\n…", "a", True),
        ("…\nc", "a\nb\nc", True),
        ("a\n…\nc", "a\nc", True),
        ("a … c", "a  b   c", True),
        ("a … c", "a b\nc", False),
        ("1.5", "1x5", False),
        ("a\n\nb", "a\nb\n", True),
        ("b\na", "a\nb", False),
    ],
)
def test_fits(shown: str, printed: str, same: bool) -> None:
    assert fits(shown.splitlines(), printed.splitlines()) is same
