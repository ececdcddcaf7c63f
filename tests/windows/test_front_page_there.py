"""The front page as a clerk gets it: a double-click, the browser, the example, a file dropped, a report."""

from __future__ import annotations

import base64
import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from windows_program import SECONDS, Windows, on_windows

from toolkit.example.worked_example import fill_submissions, load_example

pytestmark = pytest.mark.slow


@pytest.fixture
def address(windows: Windows, tmp_path: Path) -> Iterator[str]:
    """The address that the double-click opens, with no office made yet."""
    shutil.rmtree(windows.home / "ITA", ignore_errors=True)
    # Python on Windows asks this variable for a browser too: here one that does nothing.
    start = ("cmd", "/c", windows.path(windows.bundle / "เริ่มใช้งาน ITA.cmd"))
    running = windows.start(*start, cwd=tmp_path, BROWSER="cmd /c rem %s")
    process = running.process
    try:
        end = time.monotonic() + SECONDS
        while not (addresses := re.findall(r"http://127\.0\.0\.1:\S+", running.said())):
            assert process.poll() is None and time.monotonic() < end, running.said()
            time.sleep(0.1)
        yield addresses[0]
        # Only a page that pressed the button ends it so.
        assert process.wait(SECONDS) == 0
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def page(address: str) -> Iterator[Any]:
    """A page of Chromium at the address."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None and not on_windows():
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"] if as_root else [])
        opened = browser.new_page()
        opened.goto(address)
        yield opened
        browser.close()


def wait_for_job(page: Any) -> None:
    """Wait until what a button started has ended and the page shows what came of it."""
    # What stands last on a page is there once all of it is; the page allows no script to ask in its place.
    ended = page.locator("body:not(:has(progress)) > script")
    ended.last.wait_for(state="attached", timeout=SECONDS * 1000)


def drop(page: Any, name: str, data: bytes) -> None:
    """Let go of a file over the frame for files."""
    make = """([name, data]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(atob(data), letter => letter.charCodeAt(0))], name));
        return transfer;
    }"""
    transfer = page.evaluate_handle(make, [name, base64.b64encode(data).decode("ascii")])
    page.dispatch_event(".drop", "drop", {"dataTransfer": transfer})


def reported(issued: Path) -> bytes:
    """A division's workbook as its officer sent it first in the worked example."""
    own = [submission for submission in load_example().submissions if submission.division == "02"]
    return next(fill_submissions(issued.read_bytes(), own))[1]


def test_from_the_double_click_to_the_report(page: Any, windows: Windows) -> None:
    page.get_by_label("ชื่อโฟลเดอร์").fill("เทศบาล ลองใช้")
    page.get_by_label("แผนตัวอย่าง").check()
    page.get_by_role("button", name="สร้างโฟลเดอร์").click()
    page.get_by_role("link", name="แผน", exact=True).click()
    office = windows.home / "ITA" / "เทศบาล ลองใช้"
    assert (office / "plan.xlsx").is_file()

    page.get_by_role("button", name="แจกแบบรายงานให้ทุกกอง").click()
    wait_for_job(page)
    issued = office / "outbox" / "กองคลัง-2567.xlsx"
    assert issued.is_file()

    page.get_by_role("link", name="รับไฟล์จากกอง").click()
    drop(page, "กองคลัง ต.ค..xlsx", reported(issued))
    page.get_by_role("button", name="ใส่ลงในโฟลเดอร์ inbox").click()
    page.get_by_role("button", name="รับไฟล์และสรุปผล").click()
    wait_for_job(page)
    page.get_by_role("link", name="ดาวน์โหลดสมุดงานสรุปผล").wait_for()
    assert page.get_by_text("ความคืบหน้าร้อยละ").is_visible()

    page.get_by_role("link", name="รายงาน", exact=True).click()
    page.get_by_label("รายงานที่จะทำ").select_option("plan")
    page.get_by_role("button", name="ทำรายงานและบันทึกข้อความ").click()
    wait_for_job(page)
    assert page.get_by_text("สิ่งที่ควรแก้ไขก่อนลงนาม").is_visible()
    page.get_by_role("button", name="ทำรายงานตามที่มีอยู่").click()
    wait_for_job(page)
    assert list((office / "reports").glob("plan-2567.xlsx"))

    page.get_by_role("button", name="ปิดโปรแกรม").click()
    assert page.get_by_text("ปิดโปรแกรมแล้ว").is_visible()
