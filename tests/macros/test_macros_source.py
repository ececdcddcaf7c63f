"""The modules as text: plain, guarded, and in step with the words and the buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import toolkit
from toolkit.books.control_book import BOOK_BUTTONS, OFFICE_BUTTONS, SHEET_BUTTONS, WORDS
from toolkit.excel.install_macros import MODULES
from toolkit.excel.office_actions import ACTIONS

MACROS = Path(toolkit.__file__).parents[1] / "macros"
FILES = sorted(MACROS.glob("*.bas"))
SOURCES = {path.stem: path.read_text(encoding="ascii") for path in FILES}
ALL = "\n".join(SOURCES.values())
PROCEDURE = re.compile(r"^(Public|Private) (Sub|Function) (\w+)\(.*?^End \2$", re.MULTILINE | re.DOTALL)
_RESERVED = """
and as call case const date debug declare dim each else end enum error event exit for friend
function get goto if input is let like lock long loop mod new next not object on open option
optional or print private property public put resume return rem select set static step stop string
sub then to type until variant wend while with write xor me name seek width circle scale spc tab
unlock close line reset
"""
RESERVED = frozenset(_RESERVED.split())
"""Words that VBA takes for its own; LibreOffice is more lenient with some of them."""
_VBA = """
Application Dim Or Do Else ElseIf End Exit For If Kill Loop MsgBox Next On Set ThisWorkbook
CreateObject Err
"""
VBA = frozenset(_VBA.split())
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
    assert [word for word in (*WINDOWS_ONLY, "AppleScriptTask", "MacScript") if word in code] == []


def entry_points() -> list[tuple[str, str]]:
    return [
        (procedure[3], procedure[0])
        for source in SOURCES.values()
        for procedure in procedures(source)
        if procedure[1] == "Public" and procedure[2] == "Sub"
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
    "body",
    ["    Begin\n    On Error GoTo Failed\nFailed:\n", "    On Error GoTo Failed\n", "    Stop\n", ""],
    ids=["too late", "no label", "none", "empty"],
)
def test_the_handler_test_can_fail(body: str) -> None:
    with pytest.raises((AssertionError, StopIteration)):
        test_every_entry_point_handles_its_errors("X", f"Public Sub X()\n{body}")


@pytest.mark.parametrize(
    "button", [*OFFICE_BUTTONS, *BOOK_BUTTONS, *SHEET_BUTTONS], ids=lambda button: button.macro
)
def test_every_button_has_its_macro(button: object) -> None:
    assert f"\nPublic Sub {button.macro}()\n" in ALL  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "button", [*OFFICE_BUTTONS, *BOOK_BUTTONS, *SHEET_BUTTONS], ids=lambda button: button.macro
)
def test_escape_is_an_error_in_every_button(button: object) -> None:
    """By itself Excel would answer Esc with a box that offers the debugger."""
    (text,) = [text for name, text in entry_points() if name == button.macro]  # type: ignore[attr-defined]
    assert text.splitlines()[1 + text.splitlines()[1:].index("    On Error GoTo Failed") + 1] == "    Begin"


NAMES = r"(?:Set )?(\w+) = |For Each (\w+) In|For (\w+) = "


@pytest.mark.parametrize("name", SOURCES)
def test_everything_assigned_is_declared(name: str) -> None:
    """What Excel's compiler demands under Option Explicit, also in the branches that LibreOffice skips."""
    source = SOURCES[name]
    module = set(re.findall(r"^(?:Private|Public) (?:Const )?(\w+) As", source, re.MULTILINE))
    for procedure in procedures(source):
        declared = {procedure[3], *module, *re.findall(r"(?:ByVal|Dim) (\w+) As", procedure[0])}
        found = {
            one
            for names in re.findall(rf"^ *(?:{NAMES})", procedure[0], re.MULTILINE)
            for one in names
            if one
        }
        assert found <= declared, procedure[3]


@pytest.mark.parametrize("name", SOURCES)
def test_what_excel_s_compiler_does_not_take_is_not_there(name: str) -> None:
    source = SOURCES[name]
    lines = source.splitlines()
    assert max(map(len, lines)) <= 120
    assert not re.search(r"(?: _\n[^\n]*){10}", source)  # of 24 continued lines
    assert not re.search(r"\bAs Integer\b|\bDim \w+(?:,|$)", source, re.MULTILINE)  # overflows; Variants
    named = re.findall(r"(?:Dim|ByVal|Sub|Function|Const) (\w+)", source)
    assert {name.lower() for name in named} & RESERVED == set()
    for procedure in procedures(source):
        assert procedure[0].count("\n#If") == procedure[0].count("\n#End If")
        assert not re.search(r"\bExit (?:Sub|Function)\b", procedure[0].replace(f"Exit {procedure[2]}", ""))


def test_every_procedure_that_is_called_is_there() -> None:
    defined = {procedure[3] for source in SOURCES.values() for procedure in procedures(source)}
    called = set(re.findall(r"^ +(?:If .* Then )?([A-Z]\w+)(?: [\w\"(]|$)", ALL, re.MULTILINE))
    own = {name for name in called if name not in VBA}
    assert own <= defined


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    used = set(re.findall(r'\bWord(?:With)?\("(\w+)"', ALL))
    used |= {f"cell_{match}" for match in re.findall(r'\bControl(?:Cell|Text)\("(\w+)"', ALL)}
    assert used - {"cell_"} == set(WORDS)  # it is put together


def test_words_with_a_gap_are_filled() -> None:
    filled = set(re.findall(r'\bWordWith\("(\w+)"', ALL))
    assert filled == {key for key, text in WORDS.items() if "%1" in text}


def test_the_macros_ask_for_actions_that_there_are() -> None:
    asked = set(re.findall(r'AskIta "([\w-]+)"', ALL))
    assert asked == set(ACTIONS)
