"""What a clerk may meet at the front page: one sentence each, and nothing of what was sent is lost."""

from __future__ import annotations

import io
import os
import shutil
import threading
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from test_front_page import Browser
from werkzeug.test import TestResponse

from toolkit.messages.catalogue import describe
from toolkit.model.finding import Finding
from toolkit.office import lock
from toolkit.office.folder import OfficeFolder
from toolkit.web import office_pages
from toolkit.web.app import FrontPage
from toolkit.xlsx.sheet_data import DEFAULT_LIMITS


@pytest.fixture
def browser(tmp_path: Path, demo_office: OfficeFolder) -> Browser:
    """The front page over a folder with a copy of the worked example."""
    shutil.copytree(demo_office.root, tmp_path / "offices" / "ตัวอย่าง")
    return Browser(FrontPage(tmp_path / "offices"))


@pytest.fixture
def office(browser: Browser) -> OfficeFolder:
    return OfficeFolder(browser.page.offices.home / "ตัวอย่าง")


@pytest.fixture
def address(browser: Browser, office: OfficeFolder) -> str:
    return f"/office/{browser.page.offices.open(office.root)}"


def send(browser: Browser, address: str, name: str, data: bytes) -> TestResponse:
    return browser.post(f"{address}/inbox", files=(io.BytesIO(data), name))


def said(page: str, code: str, **values: str) -> bool:
    """Whether a page says a finding in Thai."""
    return describe(Finding(code, **values), "th", "file").message in unescape(page)


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("aux.xlsx", "CON", "nul.tar.gz"), ("aux_.xlsx", "CON_", "nul_.tar.gz")),
        (("ก.xlsx", "ก.XLSX"), ("ก.xlsx", "ก-2.XLSX")),
        (("C:/Users/ก/a.xlsx", "../../b.xlsx", "กอง:ก?.xlsx"), ("a.xlsx", "b.xlsx", "กอง_ก_.xlsx")),
        (("จุด. ", " . "), ("จุด", "file")),
    ],
)
def test_an_upload_gets_a_name_that_every_system_has(
    browser: Browser, address: str, office: OfficeFolder, names: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    before = set(office.inbox.iterdir())
    for name in names:
        assert send(browser, address, name, name.encode()).status_code == 302
    assert {path.name for path in office.inbox.iterdir() if path not in before} == set(kept)


def test_uploads_of_one_name_at_one_moment_are_all_kept(
    browser: Browser, address: str, office: OfficeFolder
) -> None:
    contents = [f"กอง {number}".encode() for number in range(8)]
    # Each asks for the first name before any of them has written it.
    together = threading.Barrier(len(contents))

    def upload(content: bytes) -> None:
        client = browser.page.app.test_client()
        other = Browser(browser.page)
        other.client = client
        other.get(f"/?key={browser.page.guard.secret}")
        together.wait(30)
        assert send(other, address, "พร้อมกัน.xlsx", content).status_code == 302

    threads = [threading.Thread(target=upload, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(path.read_bytes() for path in office.inbox.glob("พร้อมกัน*")) == contents


def refuse(monkeypatch: pytest.MonkeyPatch, error: Callable[[Path], OSError]) -> None:
    """Let every new file be refused by the disk, after its first letters were written."""
    sound = Path.open

    def opened(path: Path, mode: str = "r", *rest: object, **more: object) -> object:
        if mode == "xb":
            with sound(path, mode) as stream:
                stream.write(b"half")
            raise error(path)
        return sound(path, mode, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)


@pytest.mark.parametrize(
    ("number", "code"),
    [(13, "output-locked"), (30, "output-locked"), (28, "disk-full"), (5, "storage-fault")],
)
def test_a_folder_that_takes_no_file_is_told_and_holds_no_half(
    browser: Browser,
    address: str,
    office: OfficeFolder,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    code: str,
) -> None:
    """Read-only, on a read-only disk, full, or a synchronised folder whose disk has gone."""
    refuse(monkeypatch, lambda path: OSError(number, "no", str(path)))
    answer = send(browser, address, "ใหม่.xlsx", b"whole")
    assert answer.status_code == 409
    assert said(answer.text, code, file=str(office.inbox / "ใหม่.xlsx"), found="no")
    assert not list(office.inbox.glob("ใหม่*"))


def test_a_name_that_is_too_long_is_told(browser: Browser, address: str, office: OfficeFolder) -> None:
    name = "ก" * 300 + ".xlsx"
    answer = send(browser, address, name, b"whole")
    assert answer.status_code == 409
    assert said(answer.text, "path-too-long", file=str(office.inbox / name))


def test_a_plan_that_is_open_in_excel_is_told_on_every_page(
    browser: Browser, address: str, office: OfficeFolder
) -> None:
    (office.root / "~$plan.xlsx").write_bytes(b"\x05clerk")
    for page in ("/", "/inbox", "/plan", "/reports"):
        assert "กำลังเปิดอยู่ใน Excel" in browser.get(address + page).text, page


def test_a_report_that_is_open_in_excel_is_told_by_its_name(
    browser: Browser, address: str, office: OfficeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.office.writing._PATIENCE", 0)
    sound = os.replace

    def refusing(source: str, target: str) -> None:
        if str(target).endswith("plan-2567.xlsx"):
            raise PermissionError(13, "in use", str(target))
        sound(source, target)

    monkeypatch.setattr(os, "replace", refusing)
    page = browser.work(f"{address}/report", kind="plan", known="1")
    assert said(page, "output-locked", file=str(office.reports / "plan-2567.xlsx"))
    assert "ปิดไฟล์นั้นใน Excel" in page
    monkeypatch.setattr(os, "replace", sound)
    assert "plan-2567.xlsx" in browser.work(f"{address}/report", kind="plan", known="1")


def test_a_second_person_waits_and_is_told_who_works(
    browser: Browser, address: str, office: OfficeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock.locked.__wrapped__, "__defaults__", (0.1,))  # type: ignore[attr-defined]
    with lock.locked(office, 5.0):
        page = browser.work(f"{address}/rollup", month="2567-03")
    assert said(page, "office-busy", file=str(office.root)), page[page.index("<h1") :][:600]
    assert "สรุปผล มีนาคม 2567" in browser.work(f"{address}/rollup", month="2567-03")


def test_a_month_that_cannot_be_read_is_told(browser: Browser, address: str) -> None:
    answer = browser.get(f"{address}/?month=เดือนหน้า")
    assert answer.status_code == 409
    assert said(answer.text, "typed-month-unreadable", found="เดือนหน้า")


def test_an_upload_that_is_too_large_is_told_and_not_kept(
    browser: Browser, address: str, office: OfficeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file by the limit of the inbox, all together by that of a request."""
    assert DEFAULT_LIMITS.file_bytes == office_pages.LARGEST_FILE
    monkeypatch.setattr(office_pages, "LARGEST_FILE", 2000)
    answer = send(browser, address, "ใหญ่.xlsx", bytes(2001))
    assert (answer.status_code, said(answer.text, "file-too-large", file="ใหญ่.xlsx", found="> 0 MB")) == (
        409,
        True,
    )
    browser.page.app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = send(browser, address, "ใหญ่.xlsx", bytes(1001))
    assert (answer.status_code, "ให้ส่งทีละไฟล์" in answer.text) == (413, True)
    assert not list(office.inbox.glob("ใหญ่*"))


def test_a_folder_that_cannot_be_opened_hides_no_other_file(
    browser: Browser, address: str, office: OfficeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`ธ.ค.` with its final dot, made on a Mac: Windows lists it and does not find it."""
    (office.inbox / "ธ.ค.").mkdir()
    sound = os.scandir

    def refusing(path: str | os.PathLike[str]) -> object:
        if os.fspath(path).endswith("ธ.ค."):
            raise FileNotFoundError(2, "not found", os.fspath(path))
        return sound(path)

    monkeypatch.setattr(os, "scandir", refusing)
    page = browser.get(f"{address}/inbox")
    assert (page.status_code, "05-รายงาน มี.ค.67.xlsx" in page.text) == (200, True)
