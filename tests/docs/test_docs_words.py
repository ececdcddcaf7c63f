"""What the documentation names exists: commands and options in running text, make targets, codes, files."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable
from pathlib import Path

import click
import pytest
from doc_pages import CHECKOUT, blocks, page_ids, prose

from toolkit.cli import load_commands

GROUP = load_commands()
PAGES = page_ids()
NOT_YET_OR_NO_MORE = r"CHANGELOG\.md|docs/developers/add-"
"""Pages that may name files that are no longer there, or that the reader will make."""
MAKEFILE = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
PLACEHOLDERS = re.compile(r"[A-Zก-๙…<\[(|]")
"""What stands for something else: `ita COMMAND`, `ita report …`."""


def options(command: click.Command) -> dict[str, click.Parameter]:
    """Every option of a command by its name, the program's own ones too."""
    ctx = click.Context(command)
    return {
        name: parameter
        for parameter in (*GROUP.get_params(ctx), *command.get_params(ctx))
        for name in parameter.opts
    }


def wrong(words: list[str]) -> str:
    """What is wrong with a command line: an unknown command or option; "" where nothing is."""
    command: click.Command = GROUP
    left = iter(words)
    for word in left:
        if word.startswith("-"):
            name, equals, _ = word.partition("=")
            option = options(command).get(name)
            if option is None:
                return f"no option {name}"
            if not equals and not getattr(option, "is_flag", False):
                next(left, "")  # its value
        elif command is GROUP and not PLACEHOLDERS.match(word):
            if word not in GROUP.commands:
                return f"no command {word}"
            command = GROUP.commands[word]
    return ""


def failures(wrong_on: Callable[[str], Iterable[object]], pages: Iterable[str] = PAGES) -> list[str]:
    """What is wrong on each page, with the page's name in front."""
    return [f"{page}: {fault}" for page in pages for fault in wrong_on(page)]


def test_commands_and_options_in_running_text_exist() -> None:
    def unknown(page: str) -> Iterable[str]:
        for line in re.findall(r"`(?:\$ )?ita((?: [^`]+)?)`", prose(page)):
            fault = wrong(shlex.split(line.replace("'", "")))
            if fault:
                yield f"ita{line}: {fault}"

    assert failures(unknown) == []


def test_options_in_running_text_belong_to_a_command() -> None:
    """A bare `--option` is one of ours. The page of benchmarks is about the programs that measure."""
    ours = set().union(*(options(command) for command in GROUP.commands.values()))
    pages = [page for page in PAGES if page != "docs/benchmarks.md"]
    assert failures(lambda page: set(re.findall(r"`(--[a-z][a-z-]*)[^`]*`", prose(page))) - ours, pages) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("check --json", ""),
        ("rollup --month=2567-03", ""),
        ("--lang en check", ""),
        ("COMMAND --help", ""),
        ("chek", "no command chek"),
        ("check --jsn", "no option --jsn"),
        ("--json", "no option --json"),
        ("status --verify", "no option --verify"),
    ],
)
def test_what_is_wrong_is_told(line: str, said: str) -> None:
    assert wrong(shlex.split(line)) == said


def test_make_targets_exist() -> None:
    """In shell blocks and in running text."""

    def unknown(page: str) -> set[str]:
        shell = "\n".join(line for block in blocks(page) if block.info == "sh" for line in block.lines)
        named = re.findall(r"^\s*make ([a-z][a-z-]*)", shell, re.MULTILINE)
        return {*named, *re.findall(r"`make ([a-z][a-z-]*)`", prose(page))} - TARGETS

    assert failures(unknown) == []


def test_code_of_a_page_says_what_it_is() -> None:
    """A block without an info string would be neither run nor checked."""
    known = {"console", "sh", "powershell", "python", "toml", "text", "json", "po", "{toctree}"}
    assert failures(lambda page: (b.line for b in blocks(page) if b.info.split(" ")[0] not in known)) == []


def test_links_lead_somewhere() -> None:
    """To files of the project; and to nothing outside it but addresses made up for examples."""

    def wrong_links(page: str) -> Iterable[str]:
        for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
            path = target.partition("#")[0]
            if re.match(r"[a-z]+:", target) or (
                path and not (CHECKOUT / page).parent.joinpath(path).exists()
            ):
                yield target

    assert failures(wrong_links) == []


def test_files_in_running_text_exist() -> None:
    """Paths below the folders of the project; `…` and `<…>` stand for something."""

    def lost(page: str) -> Iterable[str]:
        for path in re.findall(r"`((?:toolkit|tests|make|docs|macros)/[^`\s]*)`", prose(page)):
            if not re.search(r"[<…*]", path) and not (CHECKOUT / path).exists():
                yield path

    assert failures(lost, [page for page in PAGES if not re.match(NOT_YET_OR_NO_MORE, page)]) == []


def test_pictures_are_described() -> None:
    pictures = r"!\[([^]]*)\]\(([^)]+)\)"
    undescribed = failures(
        lambda page: (path for words, path in re.findall(pictures, prose(page)) if len(words) < 10)
    )
    assert undescribed == []


def test_pictures_are_used() -> None:
    """A picture that no page shows is left over."""
    shown = {
        Path(path).name for page in PAGES for path in re.findall(r"\]\(([^)]+\.(?:png|svg))\)", prose(page))
    }
    kept = {path.name for path in (CHECKOUT / "docs").rglob("*") if path.suffix in (".png", ".svg")}
    assert kept - shown == set()
