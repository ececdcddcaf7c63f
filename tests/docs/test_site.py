"""The documentation site: built strictly, nothing on it comes from outside, and Thai can be searched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from doc_pages import CHECKOUT

pytest.importorskip("sphinx", reason="Sphinx is not installed")
pytest.importorskip("furo", reason="Furo is not installed")
pytest.importorskip("myst_parser", reason="MyST is not installed")

LOADING = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "link": "href",
    "object": "data",
    "script": "src",
    "source": "src",
    "video": "src",
}
"""Elements that load something, by the attribute that says what."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make docs` builds it: a warning, such as a broken link, fails."""
    folder = tmp_path_factory.mktemp("docs")
    target = folder / "site"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html"]
    done = subprocess.run(
        [*command, "-d", folder / "doctrees", CHECKOUT / "docs", target],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    assert done.returncode == 0, done.stderr
    return target


class _Loads(HTMLParser):
    """What a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        address = given.get(LOADING.get(tag, ""))
        if address and given.get("rel") not in ("index", "search", "next", "prev"):
            self.addresses.append(address)


def loaded(html: str) -> list[str]:
    found = _Loads()
    found.feed(html)
    return found.addresses


def is_outside(address: str) -> bool:
    return re.match(r"(?!data:)[a-z]+:|//", address.strip(), re.IGNORECASE) is not None


def test_no_page_loads_anything_from_outside(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    everything = {str(page): loaded(page.read_text(encoding="utf-8")) for page in pages}
    assert all(everything.values())
    assert [
        address for addresses in everything.values() for address in addresses if is_outside(address)
    ] == []
    styles = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.css"))
    assert "url(" in styles
    assert re.findall(r"url\(\s*['\"]?(?:https?:)?//[^)]*\)|@import[^;]*//", styles) == []


def test_what_is_outside_is_told() -> None:
    html = '<script src="//a.example/x.js"></script><img src="a.png"><a href="https://b.example">b</a>'
    assert [address for address in loaded(html) if is_outside(address)] == ["//a.example/x.js"]


def test_thai_pages_say_that_they_are_thai(site: Path) -> None:
    languages = {
        page.relative_to(site).as_posix(): re.findall(r"<html[^>]* lang=\"(\w+)\"", page.read_text("utf-8"))
        for page in site.rglob("*.html")
    }
    assert languages["reference/codes.th.html"] == languages["th/index.html"] == ["th"]
    assert languages["reference/codes.html"] == languages["index.html"] == ["en"]


@pytest.fixture(scope="module")
def page(site: Path) -> Iterator[Any]:
    """A page of Chromium; skips where it is not installed, and fails where anything left the folder."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    asked: list[str] = []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"] if as_root else [])
        opened = browser.new_page()
        opened.on("request", lambda request: asked.append(request.url))
        yield opened
        browser.close()
    assert [address for address in asked if not address.startswith((site.as_uri(), "data:"))] == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ร้อยละ", "รหัสสิ่งที่ตรวจพบ"),
        ("ที่ต้องแก้", "คำสั่ง"),  # part of a phrase, beginning with a vowel
        ("น้ำหนัก", "Workbook fields"),
        ("validating", "JSON"),  # which says "validate"
        ("ปลาวาฬ", ""),
    ],
)
def test_search_opened_from_a_folder(page: Any, site: Path, asked: str, found: str) -> None:
    page.goto(f"{site.as_uri()}/search.html?q={asked}")
    page.wait_for_selector("#search-results p.search-summary:not(:empty)")
    results = page.inner_text("#search-results")
    assert (found in results) if found else ("did not match" in results), results
