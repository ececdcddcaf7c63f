"""The control workbook in an office folder, and the modules as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.cli.macros import ACTIONS as OFFERED
from toolkit.excel.install_macros import (
    CONTROL,
    MAC_SCRIPT,
    MAC_SCRIPTS,
    MODULES,
    export_macros,
    find_program,
    install_macros,
    macro_file,
)
from toolkit.excel.office_actions import ACTIONS
from toolkit.office.folder import Office
from toolkit.workbook.control_book import project_of
from toolkit.workbook.control_words import CONTROL_SHEET
from toolkit.workbook.strict import read_book


def test_the_workbook_knows_where_the_command_lies(tmp_path: Path) -> None:
    done = install_macros(Office(tmp_path))
    assert (done.control, done.script) == (tmp_path / CONTROL, None)
    data = done.control.read_bytes()
    book = read_book(data)
    assert book.sheets[CONTROL_SHEET].rows[7][3] == find_program() == done.program
    assert Path(find_program()).is_file()
    settings = {row[1]: row[2] for row in book.sheets["xlwings.conf"].rows.values()}
    assert settings["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    assert Path(str(settings["Interpreter_Win"])).is_file()
    assert project_of(data) == project_of(macro_file(CONTROL))


def test_installing_again_changes_nothing(tmp_path: Path) -> None:
    first = install_macros(Office(tmp_path)).control.read_bytes()
    assert install_macros(Office(tmp_path)).control.read_bytes() == first


def test_the_script_of_the_mac_runs_ita_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.excel.install_macros.find_program", lambda: '/Users/a "b"/ita')
    script = install_macros(Office(tmp_path / "office"), tmp_path).script
    assert script == tmp_path / MAC_SCRIPTS / MAC_SCRIPT
    text = script.read_text(encoding="utf-8")
    assert 'property program : "/Users/a \\"b\\"/ita"\n' in text
    assert text.count("do shell script") == 1
    assert text.index('is not "answer" then return') < text.index("do shell script")


def test_modules_are_written_with_the_line_ends_of_the_editor(tmp_path: Path) -> None:
    written = export_macros(tmp_path / "macros")
    assert [path.name for path in written] == [*(f"{each}.bas" for each in MODULES), MAC_SCRIPT]
    for path in written[:-1]:
        data = path.read_bytes()
        assert data.count(b"\r\n") == data.count(b"\n") > 10
        assert data.replace(b"\r\n", b"\n") == macro_file(path.name)


def test_the_command_offers_every_action() -> None:
    assert set(OFFERED) == set(ACTIONS)
