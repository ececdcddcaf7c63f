"""The front page: each page and button over a real office, and what keeps strangers out."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import sys
import threading
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from small_office import SmallOffice
from werkzeug.test import TestResponse

from toolkit.messages.catalogue import CATALOGUE, describe
from toolkit.model.finding import Finding
from toolkit.model.month import BANGKOK
from toolkit.office.folder import OfficeFolder
from toolkit.web.app import FrontPage, in_clicks

PORT = 8123
BASE = f"http://127.0.0.1:{PORT}"


class Browser:
    """A person at the page: the secret is known, forms carry their token, jobs are waited for."""

    def __init__(self, page: FrontPage) -> None:
        self.page = page
        self.client: FlaskClient = page.app.test_client()
        assert self.get(f"/?key={page.guard.secret}").status_code == 302

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, base_url=BASE, headers=headers)

    def post(self, path: str, /, **form: object) -> TestResponse:
        data = {"token": self.page.guard.token, **form}
        return self.client.post(path, base_url=BASE, data=data, headers={"Origin": BASE})

    def work(self, path: str, /, **form: object) -> str:
        """Press a button and return the page that shows what came of it."""
        answer = self.post(path, **form)
        assert answer.status_code == 302, answer.text
        job_id = answer.location.rpartition("/")[2]
        job = self.page.jobs.get(job_id)
        assert job is not None and job.finished.wait(60)
        page = self.get(answer.location)
        assert page.status_code == 200 and not job.crash, job.crash
        return page.text


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """The front page over an empty folder of offices."""
    return Browser(FrontPage(tmp_path / "offices"))


@pytest.fixture
def demo_page(browser: Browser, demo_office: OfficeFolder) -> str:
    """The address of a copy of the worked example."""
    folder = browser.page.offices.home / "ตัวอย่าง"
    shutil.copytree(demo_office.root, folder)
    return f"/office/{browser.page.offices.open(folder)}"


PAGES = ("/", "/inbox", "/plan", "/reports", "/publish", "/log")


def test_every_page_of_an_office_opens(browser: Browser, demo_page: str) -> None:
    for path in PAGES:
        page = browser.get(demo_page + path)
        assert page.status_code == 200, path
        assert "คำสั่งที่ให้ผลเดียวกัน" in page.text, f"{path} does not name its command"
        assert 'lang="th"' in page.text


def test_the_year_shows_the_figures_of_the_status_command(browser: Browser, demo_page: str) -> None:
    text = browser.get(f"{demo_page}/?month=2567-03").text
    assert "68.00" in text and "มีนาคม 2567" in text
    assert "ทันกำหนด" in text


def test_an_office_is_made_filled_and_rolled_up(browser: Browser, small_office: SmallOffice) -> None:
    made = browser.post("/new", name="ทดลอง", example="thetsaban-tambon")
    assert made.status_code == 302
    office = made.location.rstrip("/")
    assert "แจกแบบรายงานแล้ว" in browser.work(f"{office}/distribute")
    outbox = browser.page.offices.home / "ทดลอง" / "outbox"
    workbook = next(outbox.glob("*.xlsx")).read_bytes()
    sent = browser.post(f"{office}/inbox", files=(io.BytesIO(workbook), "ส่ง ต.ค..xlsx"))
    assert sent.status_code == 302
    assert "ส่ง ต.ค..xlsx" in browser.get(f"{office}/inbox").text
    assert "สรุปผล" in browser.work(f"{office}/rollup", month="2566-10")


def test_an_office_to_try_out_has_half_a_year_behind_it(browser: Browser) -> None:
    made = browser.work("/new", name="ลองใช้", example="demo")
    assert "ส่งคืนให้แก้ไข 1 กอง" in made and "ita demo" in made
    (address,) = re.findall(r'href="(/office/\w+/\?month=2567-03)"', made)
    assert "68.00" in browser.get(address).text
    assert "มีแผนมาตรการอยู่แล้ว" in browser.work("/new", name="ลองใช้", example="demo")


def test_a_month_that_goes_on_is_told_and_nobody_is_counted_yet(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = dt.datetime(2023, 10, 5, 9, tzinfo=BANGKOK)
    monkeypatch.setattr("toolkit.api.moment_of", lambda as_of=None: as_of or begun)
    office = browser.post("/new", name="เริ่มปี", example="thetsaban-tambon").location
    text = browser.get(office).text
    assert "ตุลาคม 2566 ยังไม่สิ้นสุด" in text
    assert "ยังไม่มีกองใดถึงกำหนดส่ง" in text and "จาก 0 กอง" not in text


def test_a_file_of_the_same_name_is_kept_beside(browser: Browser, demo_page: str) -> None:
    for content in (b"one", b"two", b"one"):
        browser.post(f"{demo_page}/inbox", files=(io.BytesIO(content), "a.xlsx"))
    inbox = browser.page.offices.home / "ตัวอย่าง" / "inbox"
    assert {path.name: path.read_bytes() for path in inbox.glob("a*.xlsx")} == {
        "a.xlsx": b"one",
        "a-2.xlsx": b"two",
    }


def test_a_report_is_made_and_can_be_taken_away(browser: Browser, demo_page: str) -> None:
    reports = browser.page.offices.home / "ตัวอย่าง" / "reports"
    first = browser.work(f"{demo_page}/report", kind="monthly", month="2567-03", number="จล 1/2567")
    assert "สิ่งที่ควรแก้ไขก่อนลงนาม" in first and not list(reports.glob("monthly-*"))
    typed = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', first))
    assert typed["number"] == "จล 1/2567"
    text = browser.work(f"{demo_page}/report", **(typed | {"token": browser.page.guard.token}))
    (name,) = re.findall(r'href="(/office/[^"]*/file/reports/monthly[^"]*\.xlsx)"', text)[:1]
    with browser.get(name) as taken:
        assert taken.data[:2] == b"PK"
        assert taken.headers["Content-Disposition"].startswith("attachment")


def test_the_website_is_made_and_can_be_looked_at(browser: Browser, demo_page: str) -> None:
    made = browser.work(f"{demo_page}/publish", through="six-month")
    assert "ทำหน้าเว็บแล้ว" in made and "ita publish --through six-month<" in made
    with browser.get(f"{demo_page}/site/") as page:
        assert "<html" in page.text


DOCUMENT = """แผนปฏิบัติการส่งเสริมคุณธรรม ปีงบประมาณ พ.ศ. 2567
ที่,มาตรการ,วิธีการดำเนินการ,ผู้รับผิดชอบ,ระยะเวลา
1,มาตรการให้บริการด้วยความโปร่งใส,ปรับปรุงคู่มือสำหรับประชาชน,สำนักปลัด,ต.ค. 66 - มี.ค. 67
2,มาตรการกำกับการใช้ทรัพย์สิน,จัดทำทะเบียนคุม,กองคลัง,ต.ค. 66 - ก.ย. 67
"""


def test_a_document_becomes_an_office_and_is_imported_again_as_chosen(browser: Browser) -> None:
    document = (io.BytesIO(DOCUMENT.encode("utf-8-sig")), "แผน 67.csv")
    assert "คำสั่งที่ให้ผลเดียวกัน" in browser.get("/import").text
    text = browser.work("/import", name="นำเข้า 68", document=document, year="๒๕๖๘")
    folder = browser.page.offices.home / "นำเข้า 68"
    assert "ได้แผนปีงบประมาณ 2568 มี 2 มาตรการ" in text
    assert {path.name for path in folder.glob("*.*")} == {
        "แผน 67.csv",
        "plan.xlsx",
        "แผน 67-ตรวจการนำเข้า.xlsx",
    }
    assert (folder / "inbox").is_dir()
    (again,) = re.findall(r'action="(/office/\w+/import)"', text)
    assert 'value="2568"' in text
    assert "มี 2 มาตรการ" in browser.work(again, review="แผน 67-ตรวจการนำเข้า.xlsx", year="2568")
    assert browser.get(again.removesuffix("import") + "plan").status_code == 200
    assert browser.post(again, review="../../secret.xlsx").status_code == 404
    refused = browser.post("/import", name="นำเข้า 68", document=(io.BytesIO(b"x"), "a.csv"))
    assert refused.status_code == 409


def test_a_document_that_makes_no_plan_is_told_and_leaves_no_office(browser: Browser) -> None:
    document = (io.BytesIO("ก,ข\n1,2\n".encode()), "a.csv")
    text = browser.work("/import", name="อ่านไม่ได้", document=document)
    assert "ยังทำแผนไม่ได้" in text and "งานของหน่วยงาน" not in text
    assert "อ่านไม่ได้" not in browser.get("/").text
    asked = browser.post("/import", name="ปี", document=(io.BytesIO(b"x"), "a.csv"), year="ปีหน้า")
    assert message("typed-year-unreadable", "ปีหน้า") in unescape(asked.text)


def test_what_can_be_mended_is_said_in_words(browser: Browser, demo_page: str) -> None:
    again = browser.post("/new", name="ตัวอย่าง")
    assert again.status_code == 409 and "ตัวอย่าง" in again.text
    for name in ("", "a?b", "CON", "aux.x", "จุด.", "a/b"):
        refused = browser.post("/new", name=name)
        assert (refused.status_code, message("office-name-unusable", name) in unescape(refused.text)) == (
            409,
            True,
        )
    assert browser.post("/open", path="/nowhere").status_code == 409
    asked = browser.post(f"{demo_page}/report", kind="annual", date="ต้นเดือน")
    assert message("typed-date-unreadable", "ต้นเดือน") in unescape(asked.text)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens files itself")
def test_a_machine_without_a_program_for_a_file_says_so(
    browser: Browser, demo_page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    answer = browser.post(f"{demo_page}/show", file="plan.xlsx")
    assert message("no-program-to-open", "plan.xlsx") in unescape(answer.text)


def message(code: str, found: str) -> str:
    """The Thai message of a finding."""
    return describe(Finding(code, found=found)).message


@pytest.mark.parametrize(
    "path",
    [
        "file/../../etc/passwd",
        "file/plan.xlsx/..",
        "file/archive/ledger.jsonl",
        "file/no-such.xlsx",
        "site/../plan.xlsx",
    ],
)
def test_nothing_outside_what_may_be_taken_is_given(browser: Browser, demo_page: str, path: str) -> None:
    assert browser.get(f"{demo_page}/{path}").status_code == 404


def test_a_link_out_of_the_folder_is_not_followed(browser: Browser, demo_page: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (browser.page.offices.home / "ตัวอย่าง" / "reports" / "a.txt").symlink_to(secret)
    assert browser.get(f"{demo_page}/file/reports/a.txt").status_code == 404


Request = Callable[[FlaskClient, FrontPage], TestResponse]
STRANGERS: dict[str, Request] = {
    "no secret": lambda client, _: client.get("/", base_url=BASE),
    "a wrong secret": lambda client, _: client.get("/?key=guess", base_url=BASE),
    "another host's name": lambda client, page: client.get(
        f"/?key={page.guard.secret}", base_url=f"http://evil.example:{PORT}"
    ),
    "another port": lambda client, page: client.get(
        f"/?key={page.guard.secret}", base_url=BASE, headers={"Host": "127.0.0.1:1"}
    ),
}


@pytest.mark.parametrize("stranger", STRANGERS)
def test_strangers_are_refused(browser: Browser, stranger: str) -> None:
    client = browser.page.app.test_client()
    assert STRANGERS[stranger](client, browser.page).status_code == 403


def test_another_site_cannot_press_a_button(browser: Browser) -> None:
    form = {"name": "x", "token": browser.page.guard.token}
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1"):
        answer = browser.client.post("/new", base_url=BASE, data=form, headers={"Origin": origin})
        assert answer.status_code == 403, origin
    assert browser.client.post("/new", base_url=BASE, data={"name": "x"}).status_code == 403
    assert not (browser.page.offices.home / "x").exists()


def test_the_secret_leaves_the_address_and_is_kept_from_scripts_and_other_sites(browser: Browser) -> None:
    answer = browser.get(f"/?key={browser.page.guard.secret}")
    assert answer.location == "/"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    page = browser.get("/")
    assert browser.page.guard.secret not in page.text
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]


def test_a_fault_of_the_program_is_shown_without_ending_the_server(
    browser: Browser, demo_page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("toolkit.api.Office.publish", fail)
    answer = browser.post(f"{demo_page}/publish")
    job = browser.page.jobs.get(answer.location.rpartition("/")[2])
    assert job is not None and job.finished.wait(10)
    assert "a fault of ours" in browser.get(answer.location).text
    assert browser.get("/").status_code == 200


def test_the_page_of_a_running_job_refreshes_itself_only_without_scripts(
    browser: Browser, demo_page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that refreshes by itself takes screen readers by surprise."""
    goes_on = threading.Event()
    monkeypatch.setattr("toolkit.api.Office.publish", lambda *_args, **_more: goes_on.wait(60))
    answer = browser.post(f"{demo_page}/publish")
    running = browser.get(answer.location).text
    goes_on.set()
    assert "กำลังทำงาน…" in running and "<progress" in running
    assert running.count("http-equiv") == running.count('<noscript><meta http-equiv="refresh"') == 1


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_advice_names_the_button_that_does_what_a_command_does(code: str) -> None:
    """Who clicks has no window to type in; repairing the ledger and the like have no button."""
    advice = in_clicks(describe(Finding(code), "th").advice)
    assert not re.search(
        r"ita (distribute|rollup|check|report|new|log(?! --repair))|--interim|--base-url", advice
    )


def test_the_pages_tell_which_button_to_press(browser: Browser, demo_page: str) -> None:
    silent = browser.work(f"{demo_page}/report", kind="annual", month="", interim="1")
    assert "กดปุ่ม “รับไฟล์และสรุปผล”" in silent and "สั่ง ita rollup" not in silent
    assert "เดือนล่าสุดที่มีรายงานคือ 2567-03" in browser.get(f"{demo_page}/").text


def test_the_pages_for_the_website_know_where_they_will_stand(browser: Browser, demo_page: str) -> None:
    refused = browser.post(f"{demo_page}/publish", base_url="เว็บของเทศบาล")
    assert message("typed-address-unreadable", "เว็บของเทศบาล") in unescape(refused.text)
    browser.work(f"{demo_page}/publish", through="six-month", base_url="https://www.example.go.th/ita/2567")
    (page,) = (browser.page.offices.home / "ตัวอย่าง" / "site").glob("ita-*-plan.html")
    assert "https://www.example.go.th/ita/2567/ita-" in page.read_text(encoding="utf-8")
    # Made again in April, they keep it unless somebody types another.
    assert 'value="https://www.example.go.th/ita/2567"' in browser.get(f"{demo_page}/publish").text


def test_a_pdf_names_the_command_that_prints_the_same_file(
    browser: Browser, demo_page: str, soffice: str
) -> None:
    made = browser.work(f"{demo_page}/pdf", file="reports/six-month-2567-memo.docx")
    assert 'ita export "reports/six-month-2567-memo.docx"' in unescape(made)
    assert "six-month-2567-memo.pdf" in made
