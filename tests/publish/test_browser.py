"""The site in a browser, as its visitors have it: below a path, on a telephone, a tablet and a screen."""

from __future__ import annotations

import io
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from made_site import Made
from PIL import Image
from small_office import SmallOffice, moment, sheet

import toolkit
from toolkit.publish.publish import publish

AXE = Path(toolkit.__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (360, 768, 1280)
PAGES = ("index.html", "measures/1.html", "ita-2567-plan.html", "ita-2568-result.html", "downloads.html")
LONG = "ยาว ปรับปรุงกระบวนการ" * 300
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with what goes wrong: faults in the plan, long texts and names, tags in them, odd pictures."""
    office = SmallOffice.make(tmp_path_factory.mktemp("odd") / "office")
    for name, size in (("กว้าง", (900, 20)), ("สูง <b>", (20, 900)), ("", (8, 8))):
        buffer = io.BytesIO()
        Image.new("RGB", size, "green").save(buffer, "PNG")
        office.send(f"กองคลัง/ภาพ/1 {name}.png", buffer.getvalue(), "2024-01-04 09:00")
    said = {"status": "ดำเนินการแล้วเสร็จ", "action": LONG, "evidence": f"https://a.example/{'ก' * 900}"}
    data = office.fill("02", sheet("ธ.ค.", "4 ม.ค. 67", {"1.1": said, "2.1": "x"}))
    office.send("กองคลัง.xlsx", data, "2024-01-04 09:00")
    office.take("2024-01-05 09:00")
    plan = office.plan
    measures = tuple(
        replace(measure, measure=LONG, responsible="ก" * 400, monitoring="") for measure in plan.measures
    )
    agency = replace(plan.agency, agency_name="<script>" + "ก" * 200, publish_status=True, district="ข" * 99)
    divisions = tuple(
        replace(division, division_name=division.division_name * 20) for division in plan.divisions
    )
    plan = replace(plan, agency=agency, measures=measures, divisions=divisions)
    return publish(office.office, plan, moment("2024-10-10 09:00")).index.parent


@pytest.fixture(scope="module")
def address(
    open_site: Made, closed_site: Made, odd_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server of this machine with the sites in folders of its own."""
    root = tmp_path_factory.mktemp("web")
    shutil.copytree(odd_site, root / "odd")
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

    def opened(path: str, width: int = 1280, site: str = "ita/2567", scheme: str = "light") -> Any:
        page = context.new_page()
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        page.on("console", lambda message: wrong.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
        page.on(
            "response",
            lambda response: (
                wrong.append(f"{response.status}: {response.url}") if response.status >= 400 else None
            ),
        )
        page.on(
            "request",
            lambda request: None if request.url.startswith((address, "data:")) else wrong.append(request.url),
        )
        page.goto(f"{address}/{site}/{path}", wait_until="networkidle")
        return page

    yield opened
    context.close()
    assert wrong == []


@pytest.mark.parametrize("site", ["ita/2567", "odd"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_reaches_over_the_edge(visit: Any, path: str, site: str) -> None:
    page = visit(path, 1280, site)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        texts = "[...document.querySelectorAll('main :is(h1, h3, td, dd, .state)')]"
        narrow = page.evaluate(
            f"{texts}.filter(e => e.textContent.length > 12 && e.clientWidth && e.clientWidth < 40).length"
        )
        assert narrow == 0, width  # no column of single letters


CHECKED = [
    *((path, "ita/2567", width, "light") for path in PAGES for width in WIDTHS),
    *((path, "ita/2567", 1280, "dark") for path in PAGES[:2]),
    *((path, "closed", 360, "light") for path in PAGES[:2]),
    *((path, "odd", 360, "light") for path in PAGES[:4]),
    ("measures/1.html", "odd", 1280, "dark"),
]


@pytest.mark.parametrize(("path", "site", "width", "scheme"), CHECKED)
def test_no_violation_of_wcag(visit: Any, path: str, site: str, width: int, scheme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: make node-packages")
    page = visit(path, width, site, scheme)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG)
    assert len(found["passes"]) > 10
    assert [f"{violation['id']}: {violation['nodes'][0]['html']}" for violation in found["violations"]] == []


def test_a_keyboard_reaches_the_content_first_and_sees_where_it_is(visit: Any) -> None:
    page = visit("index.html", 360)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_axe_finds_what_is_wrong(browser: Any) -> None:
    """The test above can fail."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: make node-packages")
    page = browser.new_page()
    page.set_content('<html><body><img src="data:,"><p style="color:#ccc">pale</p></body></html>')
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", WCAG)
    assert {"image-alt", "html-has-lang", "color-contrast"} <= {
        violation["id"] for violation in found["violations"]
    }
    page.close()


def test_every_link_inside_the_site_works(visit: Any, address: str) -> None:
    """From the first page on, every link and every place in a page that one leads to."""
    start = f"{address}/ita/2567/"
    page = visit("index.html")
    waiting, seen = [f"{start}index.html"], set[str]()
    wanted, known = set[str](), set[str]()
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
        inside = [link for link in links if link.startswith(address)]
        assert all(link.startswith(start) for link in inside)
        places = page.eval_on_selector_all("[id]", "all => all.map(each => each.id)")
        assert len(places) == len(set(places))
        wanted |= {link for link in inside if "#" in link}
        known |= {f"{here}#{place}" for place in places}
        waiting += [link.partition("#")[0] for link in inside]
    assert wanted <= known
    assert f"{start}index.html#measures" in wanted
    files = {link for link in seen if "/data/" in link or "/downloads/" in link}
    assert len(seen) - len(files) == 11
    assert len(files) >= 8


def test_pages_read_without_script_and_letters_are_ours(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    fetched: list[str] = []
    page.on("response", lambda request: fetched.append(request.url.rpartition("/")[2]))
    page.goto(f"{address}/ita/2567/index.html", wait_until="networkidle")
    assert "ร้อยละ ๖๘.๐๐" in page.inner_text("main")
    assert "sarabun-thai-400-normal.woff2" in fetched
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_prints(visit: Any, path: str) -> None:
    """Nothing is cut, no column is a letter wide, and the menu stays away."""
    page = visit(path)
    page.emulate_media(media="print")
    assert not page.is_visible("header nav")
    page.set_viewport_size({"width": 680, "height": 900})  # A4 between margins of 15 mm
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    narrow = (
        "[...document.querySelectorAll('th, td')].filter(e => e.clientWidth < 24 && e.textContent.length > 3)"
    )
    assert page.evaluate(f"{narrow}.length") == 0
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
