"""What the documentation names exists: commands and options in running text, make targets, codes, files."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from doc_pages import CHECKOUT, blocks, page_ids, prose

from toolkit.cli import load_commands

GROUP = load_commands()
MAKEFILE = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
PLACEHOLDERS = re.compile(r"[A-Zก-๙…<\[(|]")
"""What stands for something else: `ita COMMAND`, `ita report …`."""


def options(command: click.Command) -> dict[str, click.Parameter]:
    """Every option of a command by its name, the program's own ones too."""
    ctx = click.Context(command)
    return {name: each for each in (*GROUP.get_params(ctx), *command.get_params(ctx)) for name in each.opts}


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


@pytest.mark.parametrize("page", page_ids())
def test_commands_and_options_in_running_text_exist(page: str) -> None:
    spans = re.findall(r"`(?:\$ )?ita((?: [^`]+)?)`", prose(page))
    found = [(each, wrong(shlex.split(each.replace("'", "")))) for each in spans]
    assert [each for each in found if each[1]] == []


@pytest.mark.parametrize("page", [each for each in page_ids() if each != "docs/benchmarks.md"])
def test_options_in_running_text_belong_to_a_command(page: str) -> None:
    """A bare `--option` is one of ours. The page of benchmarks is about the programs that measure."""
    ours = set().union(*(options(each) for each in GROUP.commands.values()))
    assert set(re.findall(r"`(--[a-z][a-z-]*)[^`]*`", prose(page))) - ours == set()


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


@pytest.mark.parametrize("page", page_ids())
def test_make_targets_exist(page: str) -> None:
    """In shell blocks and in running text."""
    shell = "\n".join(line for each in blocks(page) if each.info == "sh" for line in each.lines)
    named = re.findall(r"^\s*make ([a-z][a-z-]*)", shell, re.MULTILINE)
    named += re.findall(r"`make ([a-z][a-z-]*)`", prose(page))
    assert set(named) - TARGETS == set()


@pytest.mark.parametrize("page", page_ids())
def test_code_of_a_page_says_what_it_is(page: str) -> None:
    """A block without an info string would be neither run nor checked."""
    known = {"console", "sh", "powershell", "python", "toml", "text", "json", "po", "{toctree}"}
    unknown = [(each.line, each.info) for each in blocks(page) if each.info.split(" ")[0] not in known]
    assert unknown == []


@pytest.mark.parametrize("page", page_ids())
def test_links_lead_somewhere(page: str) -> None:
    """To files of the project; and to nothing outside it but addresses made up for examples."""
    targets = re.findall(r"\]\(([^)\s]+)\)", prose(page))
    outside = [each for each in targets if re.match(r"[a-z]+:", each)]
    assert outside == []
    inside = (each.partition("#")[0] for each in targets)
    folder = (CHECKOUT / page).parent
    assert [each for each in inside if each and not (folder / each).exists()] == []


@pytest.mark.parametrize("page", page_ids())
def test_pictures_are_described(page: str) -> None:
    pictures = re.findall(r"!\[([^]]*)\]\(([^)]+)\)", prose(page))
    assert [path for words, path in pictures if len(words) < 10] == []


def test_pictures_are_used() -> None:
    """A picture that no page shows is left over."""
    shown = {
        Path(path).name
        for page in page_ids()
        for path in re.findall(r"\]\(([^)]+\.(?:png|svg))\)", prose(page))
    }
    kept = {each.name for each in (CHECKOUT / "docs").rglob("*") if each.suffix in (".png", ".svg")}
    assert kept - shown == set()
