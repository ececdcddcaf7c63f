"""LibreOffice as an engine: found, kept from running or fetching anything, and survived when it dies."""

from __future__ import annotations

import base64
import http.server
import io
import os
import signal
import stat
import sys
import threading
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
import xlsxwriter
from docx.shared import Inches

from toolkit.example.demo import Demo
from toolkit.model.finding import Finding
from toolkit.printing import libreoffice
from toolkit.printing.engine import PrintDocument, is_pdf
from toolkit.printing.libreoffice import VARIABLE, LibreOffice, find_libreoffice
from toolkit.printing.print_pdfs import print_pdfs

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
OOR = "{http://openoffice.org/2001/registry}"


@pytest.fixture
def engine(soffice: str) -> LibreOffice:
    return LibreOffice(Path(soffice))


def pdfs(engine: LibreOffice, *documents: PrintDocument) -> list[bytes]:
    found = list(print_pdfs(engine, documents))
    assert not [result for result in found if isinstance(result, Finding)]
    return [result for result in found if isinstance(result, bytes)]


# --- finding it -------------------------------------------------------------------------------------


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\necho LibreOffice 9.9.9.1 abc\n", encoding="ascii")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_the_program_named_by_hand_comes_first_and_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, named = program(tmp_path / "bin" / "soffice"), program(tmp_path / "ของฉัน" / "x y")
    monkeypatch.setenv("PATH", str(usual.parent))
    monkeypatch.delenv(VARIABLE, raising=False)
    assert find_libreoffice() == LibreOffice(usual)
    monkeypatch.setenv(VARIABLE, str(named))
    assert find_libreoffice() == LibreOffice(named)
    assert LibreOffice(named).version() == "9.9.9.1"
    monkeypatch.setenv(VARIABLE, str(tmp_path / "gone"))
    assert find_libreoffice() is None


def test_a_program_that_is_not_libreoffice_has_no_version(tmp_path: Path) -> None:
    assert LibreOffice(Path(sys.executable)).version() == ""
    assert LibreOffice(tmp_path / "gone").version() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")
def test_a_program_that_does_nothing_is_told_as_broken(tmp_path: Path) -> None:
    engine = LibreOffice(program(tmp_path / "soffice"))
    found = list(print_pdfs(engine, [PrintDocument(b"a", ".xlsx")]))
    assert found == [Finding("engine-broken", found="LibreOffice")]


# --- printing ---------------------------------------------------------------------------------------


def test_a_report_and_a_memo_in_one_start(engine: LibreOffice, demo: Demo) -> None:
    report = PrintDocument(demo.report.path.read_bytes(), ".xlsx")
    assert all(map(is_pdf, pdfs(engine, report, memo("http://127.0.0.1:9/x.png"))))


@dataclass(frozen=True)
class Watched(LibreOffice):
    """LibreOffice that says in which folders it was started."""

    folders: list[Path] = field(default_factory=list, compare=False)

    def command(self, folder: Path, names: Sequence[str]) -> Sequence[str]:
        self.folders.append(folder)
        return LibreOffice.command(self, folder, names)


@pytest.mark.skipif(sys.platform != "linux", reason="finds the process in /proc")
def test_killed_in_the_middle_it_is_started_again(soffice: str, demo: Demo) -> None:
    engine = Watched(Path(soffice), lanes=1)
    report = PrintDocument(demo.report.path.read_bytes(), ".xlsx")
    printing = print_pdfs(engine, [report] * 3)
    assert is_pdf(next(printing))  # type: ignore[arg-type]
    os.kill(process_in(engine.folders[0]), signal.SIGKILL)
    rest = list(printing)
    assert len(rest) == 2
    assert all(isinstance(result, bytes) and is_pdf(result) for result in rest)
    assert len(engine.folders) > 1


def process_in(folder: Path) -> int:
    """The process that prints with the profile in a folder: LibreOffice's own, not its launcher."""
    profile = (folder / "profile").as_uri().encode()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        if profile in command and b"soffice.bin" in command:
            return int(path.parent.name)
    raise AssertionError("LibreOffice is not running")


# --- documents that would do something ----------------------------------------------------------------


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a web server that gives a picture, and what it was asked for."""
    found: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            found.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(PIXEL)

        do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = answer  # noqa: N815

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", found
        server.shutdown()
        thread.join()


def replaced(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """A package with a part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for was, becomes in changes if name == part else ():
                assert was.encode() in content
                content = content.replace(was.encode(), becomes.encode())
            new.writestr(name, content)
    return made.getvalue()


def memo(picture: str) -> PrintDocument:
    """A Word document with a picture that lies elsewhere."""
    made = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("บันทึกข้อความ")
    document.add_picture(io.BytesIO(PIXEL), width=Inches(1))
    document.save(made)
    outside = ('Target="media/image1.png"', f'Target="{picture}" TargetMode="External"')
    data = replaced(made.getvalue(), "word/_rels/document.xml.rels", outside)
    return PrintDocument(replaced(data, "word/document.xml", ("r:embed=", "r:link=")), ".docx")


def workbook(address: str) -> PrintDocument:
    """A workbook with such a picture, a formula that asks the web, and a link to another workbook."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", f'=_xlfn.WEBSERVICE("{address}/formula")')
        sheet.write_formula("A2", f"='{address}/[other.xlsx]Sheet1'!A1")
        sheet.insert_image("C3", "x.png", {"image_data": io.BytesIO(PIXEL)})
    outside = ('Target="../media/image1.png"', f'Target="{address}/cell.png" TargetMode="External"')
    data = replaced(made.getvalue(), "xl/drawings/_rels/drawing1.xml.rels", outside)
    return PrintDocument(replaced(data, "xl/drawings/drawing1.xml", ("r:embed=", "r:link=")), ".xlsx")


def test_nothing_is_fetched(engine: LibreOffice, asked: tuple[str, list[str]]) -> None:
    address, found = asked
    pdfs(engine, memo(f"{address}/memo.png"), workbook(address))
    assert found == []


def test_by_itself_libreoffice_fetches(
    engine: LibreOffice, asked: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What the test above is worth: with LibreOffice's own settings both pictures are asked for."""
    address, found = asked
    blank = tmp_path / "blank.xcu"
    blank.write_text('<oor:items xmlns:oor="http://openoffice.org/2001/registry"/>', "utf-8")
    monkeypatch.setattr(libreoffice, "_SETTINGS", blank)
    pdfs(engine, memo(f"{address}/memo.png"), workbook(address))
    assert {"/memo.png", "/cell.png"} <= set(found)


def test_the_settings_are_such_as_libreoffice_knows(soffice: str) -> None:
    """It passes over a setting whose name is wrong, and a macro would run."""
    registry = Path(soffice).resolve().parents[1] / "share" / "registry"
    if not registry.is_dir():
        pytest.skip("LibreOffice keeps its registry elsewhere")
    known: set[tuple[str, str]] = set()
    for path in registry.glob("*.xcd"):
        for schema in ElementTree.parse(path).getroot().iter(f"{OOR}component-schema"):
            package = (schema.get(f"{OOR}package") or "").removeprefix("org.openoffice.")
            name = ".".join(filter(None, (package.removeprefix("org.openoffice"), schema.get(f"{OOR}name"))))
            for component in schema.iter("component"):
                known.update(settings_in(component, name))
    own = {
        (item.attrib[f"{OOR}path"].removeprefix("/org.openoffice."), item[0].attrib[f"{OOR}name"])
        for item in ElementTree.fromstring(libreoffice._SETTINGS.read_text("utf-8"))
    }
    assert own and own <= known


def settings_in(node: ElementTree.Element, path: str) -> Iterator[tuple[str, str]]:
    for child in node:
        name = child.get(f"{OOR}name") or ""
        if child.tag == "prop":
            yield path, name
        else:
            yield from settings_in(child, f"{path}/{name}")
