"""Excel as an engine, with a stand-in for xlwings: nothing here has seen the real one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.excel import engine as engines
from toolkit.excel import engine as excel_engine
from toolkit.excel.engine import Excel, excel_is_installed, find_engines, find_excel
from toolkit.excel.print_books import NOTED, print_books
from toolkit.model.finding import Finding, UserError
from toolkit.printing.engine import IN, OUT, PrintDocument
from toolkit.printing.libreoffice import LibreOffice
from toolkit.printing.print_pdfs import print_pdfs


@dataclass
class FakeBook:
    """A workbook that is open in Excel."""

    source: Path
    closed: bool = False

    def to_pdf(self, path: str, show: bool) -> None:
        assert not show
        if b"bad" in self.source.read_bytes():
            raise RuntimeError("as Excel's errors come")
        Path(path).write_bytes(b"%PDF-" + self.source.read_bytes())

    def close(self) -> None:
        self.closed = True


@dataclass
class FakeApp:
    """Excel, as xlwings shows it. It takes the arguments that xlwings takes and no others."""

    visible: bool
    add_book: bool
    pid: int = 4321
    api: Any = field(default_factory=SimpleNamespace)
    opened: list[FakeBook] = field(default_factory=list)
    ended: bool = False

    @property
    def books(self) -> FakeApp:
        return self

    def open(
        self,
        fullname: str,
        update_links: bool,
        read_only: bool,
        ignore_read_only_recommended: bool,
        add_to_mru: bool,
    ) -> FakeBook:
        assert (update_links, read_only, add_to_mru) == (False, True, False)
        self.opened.append(FakeBook(Path(fullname)))
        return self.opened[-1]

    def quit(self) -> None:
        self.ended = True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / IN).mkdir()
    (tmp_path / OUT).mkdir()
    for name, content in {"0000.xlsx": b"a", "0001.xlsx": b"bad", "0002.xlsx": b"c"}.items():
        (tmp_path / IN / name).write_bytes(content)
    return tmp_path


@pytest.fixture
def apps() -> list[FakeApp]:
    return []


@pytest.fixture
def xlwings(apps: list[FakeApp]) -> Any:
    """The module, as far as it is used."""

    def start(**arguments: Any) -> FakeApp:
        apps.append(FakeApp(**arguments))
        return apps[-1]

    return SimpleNamespace(App=start)


def test_books_are_opened_without_links_and_printed_one_by_one(
    folder: Path, xlwings: Any, apps: list[FakeApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    print_books(xlwings, folder, ["0000.xlsx", "0002.xlsx"])
    assert sorted(path.name for path in (folder / OUT).iterdir()) == ["0000.pdf", "0002.pdf"]
    (app,) = apps
    assert not app.visible
    assert app.api.AutomationSecurity == 3
    assert app.ended
    assert all(book.closed for book in app.opened)
    assert not (folder / NOTED).exists()


def test_a_book_that_excel_cannot_print_ends_the_process_and_excel(
    folder: Path, xlwings: Any, apps: list[FakeApp]
) -> None:
    with pytest.raises(RuntimeError):
        print_books(xlwings, folder, ["0000.xlsx", "0001.xlsx", "0002.xlsx"])
    assert [path.name for path in (folder / OUT).iterdir()] == ["0000.pdf"]
    assert apps[0].ended
    assert all(book.closed for book in apps[0].opened)


def test_the_process_runs_with_the_toolkit_and_tells_of_no_excel() -> None:
    """Started for real: without Excel here it ends at once, and that is found out."""
    if find_excel():
        pytest.skip("Excel is installed here")
    assert list(print_pdfs(Excel(), [PrintDocument(b"x", ".xlsx")])) == [
        Finding("engine-broken", found="Excel")
    ]


def test_its_command_finds_the_toolkit(folder: Path) -> None:
    command = [*Excel().command(folder, ["0000.xlsx"])]
    place = command.index("-c") + 1
    command[place] = command[place].replace("print_named()", "print(print_named.__module__)")
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    assert done.stdout.strip() == "toolkit.excel.print_books"


@pytest.fixture
def left_behind() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        yield process
        process.kill()


def test_an_excel_that_was_left_is_ended(folder: Path, left_behind: subprocess.Popen[bytes]) -> None:
    (folder / NOTED).write_text(str(left_behind.pid), encoding="ascii")
    Excel().clean_up(folder)
    assert left_behind.wait(10) != 0


@pytest.mark.parametrize("noted", [None, "", "x", "999999999"])
def test_where_nothing_was_left_there_is_nothing_to_end(folder: Path, noted: str | None) -> None:
    if noted is not None:
        (folder / NOTED).write_text(noted, encoding="ascii")
    Excel().clean_up(folder)


def test_excel_is_looked_for_on_a_mac(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(excel_engine, "_MAC_PLACES", (tmp_path / "Excel.app",))
    monkeypatch.setattr(excel_engine, "_MAC_WORKPLACE", tmp_path)
    monkeypatch.setattr(excel_engine, "find_spec", lambda _: object())
    assert not excel_is_installed()
    assert find_excel() is None
    (tmp_path / "Excel.app").mkdir()
    assert find_excel() == Excel(workplace=tmp_path)
    monkeypatch.setattr(excel_engine, "find_spec", lambda _: None)
    assert find_excel() is None


EXCEL, LIBREOFFICE = Excel(), LibreOffice(Path("soffice"))


@pytest.mark.parametrize(
    ("wanted", "excel", "libreoffice", "found"),
    [
        (None, EXCEL, LIBREOFFICE, (EXCEL, LIBREOFFICE)),
        (None, None, LIBREOFFICE, (LIBREOFFICE,)),
        (None, EXCEL, None, (EXCEL,)),
        (None, None, None, "Excel / LibreOffice"),
        ("excel", EXCEL, LIBREOFFICE, (EXCEL,)),
        ("excel", None, LIBREOFFICE, "Excel"),
        ("libreoffice", EXCEL, LIBREOFFICE, (LIBREOFFICE,)),
        ("libreoffice", EXCEL, None, "LibreOffice"),
    ],
)
def test_engines_are_chosen(
    monkeypatch: pytest.MonkeyPatch, wanted: Any, excel: Any, libreoffice: Any, found: Any
) -> None:
    monkeypatch.setattr(engines, "find_excel", lambda: excel)
    monkeypatch.setattr(engines, "find_libreoffice", lambda: libreoffice)
    if isinstance(found, str):
        with pytest.raises(UserError) as raised:
            find_engines(wanted)
        assert raised.value.finding == Finding("engine-missing", expected=found)
    else:
        assert find_engines(wanted) == found
