"""The site in a browser, as its visitors have it: below a path, on a telephone, a tablet and a screen."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from made_site import Made

import toolkit

AXE = Path(toolkit.__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (360, 768, 1280)
PAGES = ("index.html", "measures/1.html", "ita-2567-plan.html", "ita-2568-result.html", "downloads.html")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(open_site: Made, closed_site: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of this machine with both sites in folders of its own."""
    root = tmp_path_factory.mktemp("web")
    shutil.copytree(open_site.site, root / "ita" / "2567")
    shutil.copytree(closed_site.site, root / "closed")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root))) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium; skips where it is not installed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as started:
        launched = started.chromium.launch(executable_path=path, args=["--no-sandbox"] if as_root else [])
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Any]:
    """Open a page at a width; fails when the test ends where a request left the site, an answer was an
    error or the console complained."""
    wrong: list[str] = []
    context = browser.new_context()

    def opened(path: str, width: int = 1280, site: str = "ita/2567") -> Any:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.on("console", lambda each: wrong.append(f"console: {each.text}"))
        page.on("pageerror", lambda each: wrong.append(f"error: {each}"))
        page.on("requestfailed", lambda each: wrong.append(f"failed: {each.url}"))
        page.on(
            "response",
            lambda each: wrong.append(f"{each.status}: {each.url}") if each.status >= 400 else None,
        )
        page.on(
            "request",
            lambda each: None if each.url.startswith((address, "data:")) else wrong.append(each.url),
        )
        page.goto(f"{address}/{site}/{path}", wait_until="networkidle")
        return page

    yield opened
    context.close()
    assert wrong == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_reaches_over_the_edge(visit: Any, path: str, width: int) -> None:
    page = visit(path, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("[...document.querySelectorAll('main *')].some(e => e.getClientRects().length)")


@pytest.mark.parametrize("site", ["ita/2567", "closed"])
@pytest.mark.parametrize("path", PAGES)
def test_no_violation_of_wcag(visit: Any, path: str, site: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: make node-packages")
    page = visit(path, 360, site)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG)
    assert len(found["passes"]) > 10
    assert [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"]] == []


def test_axe_finds_what_is_wrong(browser: Any) -> None:
    """The test above can fail."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: make node-packages")
    page = browser.new_page()
    page.set_content('<html><body><img src="data:,"><p style="color:#ccc">pale</p></body></html>')
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG)
    assert {"image-alt", "html-has-lang", "color-contrast"} <= {each["id"] for each in found["violations"]}
    page.close()


def test_every_link_inside_the_site_works(visit: Any, address: str) -> None:
    """From the first page on, every link and every place in a page that one leads to."""
    start = f"{address}/ita/2567/"
    page = visit("index.html")
    waiting, seen = [f"{start}index.html"], set[str]()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        answer = page.request.get(here)
        assert answer.ok, here
        if not here.endswith(".html"):
            continue
        page.goto(here)
        links = page.eval_on_selector_all("a[href]", "all => all.map(each => each.href)")
        inside = [each for each in links if each.startswith(address)]
        assert all(each.startswith(start) for each in inside)
        assert page.locator("main#content").count() == 1  # where "skip to the content" leads
        waiting += [each.partition("#")[0] for each in inside]
    files = {each for each in seen if "/data/" in each or "/downloads/" in each}
    assert len(seen) - len(files) == 11
    assert len(files) >= 8


def test_pages_read_without_script_and_letters_are_ours(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    fetched: list[str] = []
    page.on("response", lambda each: fetched.append(each.url.rpartition("/")[2]))
    page.goto(f"{address}/ita/2567/index.html", wait_until="networkidle")
    assert "ร้อยละ ๖๘.๐๐" in page.inner_text("main")
    assert "sarabun-thai-400-normal.woff2" in fetched
    context.close()


def test_a_page_prints(visit: Any) -> None:
    """Wide tables are cut nowhere and the menu stays away."""
    page = visit("measures/1.html")
    page.emulate_media(media="print")
    assert not page.is_visible("header nav")
    page.set_viewport_size({"width": 680, "height": 900})  # A4 between margins of 15 mm
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
