"""The control workbook in an office folder, and the modules as files."""

from __future__ import annotations

import re
import sys
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from toolkit.books.bundled import bundled
from toolkit.books.control_book import CONTROL_SHEET, project_of
from toolkit.cli.macros import ACTIONS as OFFERED
from toolkit.excel.install_macros import (
    CONTROL,
    IMPORTING,
    MAC_SCRIPT,
    MAC_SCRIPTS,
    MODULES,
    check_system,
    export_macros,
    find_program,
    install_macros,
)
from toolkit.excel.office_actions import ACTIONS
from toolkit.model.finding import UserError
from toolkit.office.folder import OfficeFolder
from toolkit.xlsx.strict_reader import read_book


def test_the_workbook_knows_where_the_command_lies(tmp_path: Path) -> None:
    done = install_macros(OfficeFolder(tmp_path))
    assert (done.control, done.script) == (tmp_path / CONTROL, None)
    data = done.control.read_bytes()
    book = read_book(data)
    assert book.sheets[CONTROL_SHEET].rows[7][3] == find_program() == done.program
    assert Path(find_program()).is_file()
    assert project_of(data) == project_of(bundled(CONTROL, "macros"))


def test_installing_again_changes_nothing(tmp_path: Path) -> None:
    first = install_macros(OfficeFolder(tmp_path)).control.read_bytes()
    assert install_macros(OfficeFolder(tmp_path)).control.read_bytes() == first


def test_the_script_of_the_mac_runs_ita_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.excel.install_macros.find_program", lambda: '/Users/a "b"/ita')
    script = install_macros(OfficeFolder(tmp_path / "office"), tmp_path).script
    assert script == tmp_path / MAC_SCRIPTS / MAC_SCRIPT
    text = script.read_text(encoding="utf-8")
    assert 'property program : "/Users/a \\"b\\"/ita"\n' in text
    assert text.count("do shell script") == 1
    assert text.index('is not "answer" then return') < text.index("do shell script")


def test_modules_are_written_with_the_line_ends_of_the_editor(tmp_path: Path) -> None:
    book, *modules, script = export_macros(tmp_path / "macros")
    assert [path.name for path in modules] == [f"{module}.bas" for module in MODULES]
    for path in modules:
        data = path.read_bytes()
        assert data.count(b"\r\n") == data.count(b"\n") > 10
        assert data.replace(b"\r\n", b"\n") == bundled(path.name, "macros")
        assert data.startswith(f'Attribute VB_Name = "{path.stem}"\r\n'.encode())
    assert (book.name, script.name) == (IMPORTING, MAC_SCRIPT)
    program = find_program().replace("\\", "\\\\")
    assert f'property program : "{program}"\n' in script.read_text(encoding="utf-8")


def test_the_workbook_to_import_into_lacks_nothing_but_the_macros(tmp_path: Path) -> None:
    """Sheets, words and buttons are the same, so what is imported by hand works as what is installed."""
    parts = []
    for path in (export_macros(tmp_path)[0], install_macros(OfficeFolder(tmp_path)).control):
        with zipfile.ZipFile(path) as archive:
            texts = {
                name: archive.read(name).decode() for name in archive.namelist() if "vbaProject" not in name
            }
        parts.append({name: re.sub(r' codeName="[^"]+"', "", text) for name, text in texts.items()})
    without, with_macros = parts
    assert with_macros.keys() == without.keys()
    differ = {name for name, text in with_macros.items() if text.replace("<sheetPr/>", "") != without[name]}
    assert differ == {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"}


def test_a_control_workbook_that_was_used_is_kept(tmp_path: Path) -> None:
    first = install_macros(OfficeFolder(tmp_path))
    assert first.kept is None
    first.control.write_bytes(b"used")
    second = install_macros(OfficeFolder(tmp_path))
    assert second.kept is not None
    assert second.kept.read_bytes() == b"used"
    assert re.fullmatch(r"ita-control \(แก้ไข [0-9a-f]{8}\)\.xlsm", second.kept.name)
    assert install_macros(OfficeFolder(tmp_path)).kept is None


@pytest.mark.parametrize(("system", "fine"), [("win32", True), ("darwin", True), ("linux", False)])
def test_excel_has_to_be_possible(system: str, fine: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", system)
    with nullcontext() if fine else pytest.raises(UserError) as told:
        check_system()
    assert fine or told.value.finding.code == "macros-no-excel"


def test_the_command_offers_every_action() -> None:
    assert set(OFFERED) == set(ACTIONS)


def test_the_command_is_found_where_each_kind_of_installation_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside Python (a venv, the bundle), in Scripts/ (without a venv), in an unpacked bundle of one user."""
    python, local = tmp_path / "Python 311", tmp_path / "Local"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", str(python / "python.exe"))
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(python / "Scripts"))
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setenv("LOCALAPPDATA", str(local))
    assert find_program() == "ita"
    for place in (local / "ita-toolkit-0.1.0-windows", python / "Scripts", python):
        place.mkdir(parents=True, exist_ok=True)
        (place / "ita.exe").write_bytes(b"")
        assert find_program() == str(place / "ita.exe")
