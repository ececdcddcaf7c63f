"""The front page in a real browser: files are taken in with the mouse, and axe looks at each page."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from waitress.server import create_server

import toolkit
from toolkit.office.folder import OfficeFolder
from toolkit.web.app import FrontPage

AXE = Path(toolkit.__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ("/", "/import", "/doctor", "", "inbox", "plan", "reports", "publish", "log")
WIDTHS = (360, 768, 1366)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture
def front_page(demo_office: OfficeFolder, tmp_path: Path) -> FrontPage:
    """The front page over a folder with a copy of the worked example."""
    shutil.copytree(demo_office.root, tmp_path / "offices" / "ตัวอย่าง")
    return FrontPage(tmp_path / "offices")


@pytest.fixture
def page(front_page: FrontPage) -> Iterator[Any]:
    """A page of Debian's Chromium at the list of offices; fails where a request leaves this machine."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    server = create_server(front_page.app, host="127.0.0.1", port=0, threads=12)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.effective_port}"
    strangers: list[str] = []
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"] if as_root else [])
        # axe is put into the page by the test, which the page's own policy would forbid.
        context = browser.new_context(base_url=address, bypass_csp=True)
        opened = context.new_page()
        opened.on(
            "request",
            lambda request: (
                None if request.url.startswith((address, "data:")) else strangers.append(request.url)
            ),
        )
        opened.goto(f"/?key={front_page.guard.secret}")
        yield opened
        browser.close()
    server.close()
    assert strangers == []


def office_address(page: Any) -> str:
    """The address of the one office on the list."""
    return str(page.locator("ul.files a").first.get_attribute("href"))


def test_files_are_dropped_taken_in_and_shown(page: Any, tmp_path: Path) -> None:
    office = office_address(page)
    sent = next((tmp_path / "offices" / "ตัวอย่าง" / "outbox").glob("*.xlsx"))
    page.goto(f"{office}inbox")
    page.set_input_files("#files", str(sent))
    page.get_by_role("button", name="ใส่ลงในโฟลเดอร์ inbox").click()
    assert page.get_by_role("link", name=sent.name).is_visible()
    page.get_by_role("button", name="รับไฟล์และสรุปผล").click()
    page.get_by_role("link", name="ดาวน์โหลดสมุดงานสรุปผล").wait_for(timeout=60_000)
    assert page.get_by_text("ความคืบหน้าร้อยละ").is_visible()


def test_every_page_is_accessible_and_fits(page: Any) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed")
    office = office_address(page)
    faults = []
    for name in PAGES:
        page.goto(name if name.startswith("/") else office + name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 768})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{name}: wider than {width}")
        page.add_script_tag(path=str(AXE))
        result = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", WCAG)
        faults += [f"{name}: {fault['id']}: {fault['nodes'][0]['html']}" for fault in result["violations"]]
    assert faults == []


def test_everything_works_from_the_keyboard(page: Any) -> None:
    office = office_address(page)
    page.goto(office)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "ข้ามไปยังเนื้อหา"
    page.keyboard.press("Enter")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim()"))
    assert "คัดลอกข้อความ" in reached
