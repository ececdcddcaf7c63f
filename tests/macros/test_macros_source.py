"""The modules as text: plain, guarded, and in step with the words and the buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import toolkit
from toolkit.excel.book_actions import ALL_ACTIONS
from toolkit.excel.install_macros import MODULES
from toolkit.workbook.control_words import BOOK_BUTTONS, OFFICE_BUTTONS, SHEET_BUTTONS, WORDS

MACROS = Path(toolkit.__file__).parents[1] / "macros"
FILES = sorted(MACROS.glob("*.bas"))
SOURCES = {path.stem: path.read_text(encoding="ascii") for path in FILES}
ALL = "\n".join(SOURCES.values())
PROCEDURE = re.compile(r"^(Public|Private) (Sub|Function) (\w+)\(.*?^End \2$", re.MULTILINE | re.DOTALL)
WINDOWS_ONLY = ("CreateObject", "WScript", "Environ", "Shell", "ADODB", "Scripting.")


def procedures(source: str) -> Iterator[re.Match[str]]:
    return PROCEDURE.finditer(source)


def test_every_module_is_installed() -> None:
    assert tuple(SOURCES) == MODULES


@pytest.mark.parametrize("name", SOURCES)
def test_modules_are_plain(name: str) -> None:
    source = SOURCES[name]
    assert source.isascii()
    assert source.startswith(f'Attribute VB_Name = "{name}"\n')
    assert "\nOption Explicit\n" in source
    assert not re.search(r"\bDeclare\b", source)


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_of_one_system_stands_outside_its_branch(name: str) -> None:
    common = re.sub(r"^#If Mac Then$.*?^#End If$", "", SOURCES[name], flags=re.MULTILINE | re.DOTALL)
    code = "\n".join(line for line in common.splitlines() if not line.lstrip().startswith("'"))
    assert [each for each in (*WINDOWS_ONLY, "AppleScriptTask", "MacScript") if each in code] == []


def entry_points() -> list[tuple[str, str]]:
    return [
        (each[3], each[0])
        for source in SOURCES.values()
        for each in procedures(source)
        if each[1] == "Public" and each[2] == "Sub"
    ]


@pytest.mark.parametrize(("name", "text"), entry_points(), ids=[name for name, _ in entry_points()])
def test_every_entry_point_handles_its_errors(name: str, text: str) -> None:
    """The handler comes before anything can fail, and its label is there."""
    statements = [line.strip() for line in text.splitlines()[1:]]
    first = next(line for line in statements if line and not line.startswith(("Dim ", "'")))
    if first == "On Error Resume Next":
        return
    found = re.fullmatch(r"On Error GoTo (\w+)", first)
    assert found, f"{name} begins with {first}"
    assert f"{found[1]}:" in statements
    assert "Stop" not in statements


def test_the_handler_test_sees_the_subs() -> None:
    names = [name for name, _ in entry_points()]
    assert len(names) == ALL.count("\nPublic Sub ") >= 15


@pytest.mark.parametrize(
    "button", [*OFFICE_BUTTONS, *BOOK_BUTTONS, *SHEET_BUTTONS], ids=lambda each: each.macro
)
def test_every_button_has_its_macro(button: object) -> None:
    assert f"\nPublic Sub {button.macro}()\n" in ALL  # type: ignore[attr-defined]


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    used = set(re.findall(r'\bWord(?:With)?\("(\w+)"', ALL))
    used |= {f"cell_{each}" for each in re.findall(r'\bControlCell\("(\w+)"', ALL)}
    used |= {f"route_{each}" for each in re.findall(r'FindRoute = "(\w+)"', ALL)}
    assert used - {"cell_", "route_"} == set(WORDS)  # these two are put together


def test_words_with_a_gap_are_filled() -> None:
    filled = set(re.findall(r'\bWordWith\("(\w+)"', ALL))
    assert filled == {key for key, text in WORDS.items() if "%1" in text}


def test_the_macros_ask_for_actions_that_there_are() -> None:
    asked = set(re.findall(r'(?:Reach|PressForBook) "([\w-]+)"', ALL))
    assert asked == ALL_ACTIONS
