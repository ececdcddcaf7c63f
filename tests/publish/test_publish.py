"""The site as a whole: what is on it, what must not be, and what happens when it is made again."""

from __future__ import annotations

import html
import io
import re
import socket
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from made_site import BASE_URL, Made, make_site, open_plan
from small_office import DIVISIONS, SmallOffice, moment, plan_content, sheet

from toolkit.example.demo import Demo
from toolkit.example.worked_example import load_example
from toolkit.model.finding import Finding
from toolkit.model.plan import Weakness
from toolkit.office.folder import OfficeFolder
from toolkit.publish import publish as publishing
from toolkit.publish.content import default_through
from toolkit.publish.pages import _chart, _shortened
from toolkit.publish.publish import publish

PROGRESS = re.compile(r"ความคืบหน้า|ทันกำหนด|ล่าช้า|เป็นไปตามแผน|ส่งรายงาน|๖๘\.๐๐|68\.0|completion|on.time|๒๓ ขั้นตอน")


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def texts(site: Path) -> dict[str, str]:
    """Every file as text, workbooks unpacked; pictures and letters left out."""
    found = {}
    for name, data in contents(site).items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                found |= {
                    f"{name}/{part}": archive.read(part).decode("utf-8", "replace")
                    for part in archive.namelist()
                }
        elif not name.endswith((".woff2", ".jpg", ".pdf")):
            found[name] = data.decode("utf-8-sig")
    return found


def test_the_pages(open_site: Made) -> None:
    names = set(contents(open_site.site))
    assert {"index.html", "ita-2567-plan.html", "ita-2568-result.html", "downloads.html"} <= names
    assert {f"measures/{number}.html" for number in range(1, 8)} <= names
    assert "downloads/six-month-2567.xlsx" in names
    assert open_site.done.files == len(names) - 1  # the list of the files is not in the list


def test_item_pages_name_both_years_and_their_permanent_address(open_site: Made) -> None:
    for name in ("ita-2567-plan.html", "ita-2568-result.html"):
        page = open_site.text(name)
        assert f"<code>{BASE_URL}/{name}</code>" in page
        assert "ITA ปี ๒๕๖๗ ข้อ O34" in page
        assert "ITA ปี ๒๕๖๘ ข้อ O28" in page
    assert open_site.text("ita-2567-plan.html").count('class="there"') == 7
    assert open_site.text("ita-2568-result.html").count('class="there"') == 3


def test_a_figure_stands_beside_its_counts(open_site: Made) -> None:
    page = open_site.text("index.html")
    assert "ร้อยละ ๖๘.๐๐" in page
    assert "๑๒ จาก ๒๓ ขั้นตอน" in page
    assert "๕ จาก ๖ กอง" in page
    assert page.count('<svg class="chart"') == 4


def test_what_must_not_be_on_the_site(open_site: Made) -> None:
    """E-mail addresses, the names of who signs, our own marks and paths."""
    example = load_example()
    signed = {row["name"] for row in example.plan.tables["signatories"] if row.get("name")}
    emails = {row["email"] for row in example.plan.tables["divisions"]}
    assert signed and emails
    forbidden = {*emails, str(open_site.office.root), "ita:", "_meta", "docProps"}
    for name, text in texts(open_site.site).items():
        assert [word for word in forbidden | signed if word in text] == [], name
        assert not re.search(r"[\w.]+@[\w-]+\.\w", text), name
        assert not re.search(r"<script|javascript:|\son\w+=", text, re.IGNORECASE), name


def test_nothing_is_fetched_from_elsewhere(open_site: Made) -> None:
    for name, text in texts(open_site.site).items():
        if name.endswith((".html", ".css")):
            assert not re.search(
                r'(?:src|srcset|poster|data)="(?:https?:)?//|url\(\s*[\'"]?(?:https?:)?//|@import', text
            ), name
            assert not re.search(
                r'<link [^>]*rel="(?:stylesheet|preload|icon)"[^>]*href="(?:https?:)?//', text
            ), name


def test_without_consent_nothing_tells_of_progress(closed_site: Made) -> None:
    for name, text in texts(closed_site.site).items():
        if name.startswith("assets/"):
            continue
        if name.startswith("downloads/"):
            assert not re.search(r"ร้อยละ ๖๘|ความก้าวหน้า|อยู่ระหว่างดำเนินการ \(|เรื่องเดิม", html.unescape(text)), (
                name
            )
            continue
        own = re.sub(
            r'<(\w+)[^>]* class="text">.*?</\1>|<h3>.*?</h3>', "", text, flags=re.S
        )  # people's words
        own = re.sub(
            r'"(?:result|outcome|problem|suggestion|monitoring|expected|step|measure)": "(?:[^"\\]|\\.)*"',
            "",
            own,
        )
        if name.endswith(".csv"):
            own = own.splitlines()[0]
        assert not PROGRESS.search(own), (name, PROGRESS.search(own))
        assert "(ร้อยละ" not in own


def test_same_inputs_same_bytes_and_nothing_is_written_again(
    demo: Demo, open_site: Made, tmp_path: Path
) -> None:
    again = make_site(demo, tmp_path, progress=True)
    assert contents(again.site) == contents(open_site.site)
    before = {path: path.stat().st_mtime_ns for path in again.site.rglob("*") if path.is_file()}
    done = publish(again.office, again.plan, demo.roll_up.figures.as_of, "six-month", base_url=BASE_URL)
    assert done.changed == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_only_changed_pages_are_written_and_old_ones_go(demo: Demo, tmp_path: Path) -> None:
    made = make_site(demo, tmp_path, progress=True)
    own = made.site / "ของเรา.html"
    own.write_text("own", "utf-8")
    outside = made.office.root / "plan.xlsx"
    with (made.site / "ita-files.txt").open("a", encoding="utf-8") as stream:
        stream.write("../plan.xlsx\n")
    kept = (made.site / "measures" / "3.html").stat().st_mtime_ns
    fewer = replace(
        made.plan, measures=made.plan.measures[:-1], agency=replace(made.plan.agency, publish_status=False)
    )
    publish(made.office, fewer, demo.roll_up.figures.as_of, "six-month", base_url=BASE_URL)
    assert not (made.site / "measures" / "7.html").exists()
    assert not (made.site / "data" / "divisions.csv").exists()
    assert own.exists() and outside.exists()
    assert kept < (made.site / "measures" / "3.html").stat().st_mtime_ns  # its figures went


@pytest.mark.parametrize(
    ("as_of", "through"),
    [
        ("2024-03-31 23:00", "plan"),
        ("2024-04-01 00:00", "six-month"),
        ("2024-09-30 23:00", "six-month"),
        ("2024-10-01 00:00", "annual"),
    ],
)
def test_default_period(small_office: SmallOffice, as_of: str, through: str) -> None:
    assert default_through(small_office.plan, moment(as_of)) == through


def test_no_results_yet_and_no_scores(small_office: SmallOffice) -> None:
    done = publish(small_office.office, open_plan(small_office), moment("2023-11-01 09:00"))
    made = Made(small_office.office, small_office.plan, done)
    assert "ยังไม่ถึงรอบรายงานผล" in made.text("ita-2568-result.html")
    assert "ยังไม่มีคะแนน" in made.text("index.html")
    assert "ร่างคู่มือ" in made.text("measures/1.html")
    assert made.text("data/status.csv").count("\n") == 1
    missing = {finding.found for finding in done.findings if finding.code == "publish-element-missing"}
    assert "การวิเคราะห์ผลการประเมินปีที่ผ่านมา" in missing


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>{{ 7*7 }}"
LONG = "ยาว" * 3400


@pytest.mark.parametrize(
    "text", [SCRIPT, "../../x", LONG, "=1+1", "\u202eabc", "a@b.example", "]]>&amp;<!--"]
)
def test_odd_texts_anywhere_break_no_page(small_office: SmallOffice, text: str) -> None:
    number = text[:30].replace(".", "").strip()
    content = plan_content(
        agency={"agency_code": "1", "agency_name": text[:200], "fiscal_year": "2567", "website": text[:200]},
        divisions=({"division_code": "01", "division_name": text[:60]},),
        measures=(
            {
                "measure_no": number,
                "measure": text,
                "monitoring": text,
                "responsible": text,
                "refs": text,
            },
        ),
        steps=({"measure_no": number, "step_no": "1", "step": text, "divisions": "01"},),
    )
    small_office.change_plan(content)
    plan = open_plan(small_office)
    done = publish(small_office.office, plan, moment("2024-04-10 09:00"))
    site = done.index.parent
    (page,) = (site / "measures").glob("*.html")
    assert page.resolve().parent == (site / "measures").resolve()
    for path in site.rglob("*.html"):
        page_text = path.read_text("utf-8")
        assert page_text.rstrip().endswith("</html>")
        assert not re.search(r"<script|<img src=x|a@b\.example|\u202e|]]>|<!--", page_text)
    if text == SCRIPT:
        assert "{{ 7*7 }}" in page.read_text("utf-8")


def test_who_reported_is_not_told(small_office: SmallOffice) -> None:
    name = "นางสาวสมมุติ ตัวอย่างดี"
    result = {"2": {"result": "เปิดเผยครบ", "outcome": "ค้นหาง่าย"}}
    months = sheet("มี.ค.", "3 เม.ย. 67", {"2.1": "d"}, reporter=name, outcomes=result)
    small_office.send("กองคลัง.xlsx", small_office.fill("02", months), "2024-04-03 09:00")
    small_office.take("2024-04-04 09:00")
    publish(small_office.office, open_plan(small_office), moment("2024-04-10 09:00"))
    found = texts(small_office.office.site)
    assert "เปิดเผยครบ" in found["measures/2.html"]
    assert [page for page, text in found.items() if "สมมุติ ตัวอย่างดี" in text] == []


@pytest.mark.parametrize("shown", [True, False])
def test_how_far_an_unfinished_step_is(small_office: SmallOffice, shown: bool) -> None:
    """The words of a report tell the percent of a step; without consent no page and no table does."""
    months = sheet("ธ.ค.", "3 ม.ค. 67", {"1.1": "p40", "2.1": "p60"})
    small_office.send("กองคลัง.xlsx", small_office.fill("02", months), "2024-01-03 09:00")
    small_office.take("2024-01-04 09:00")
    plan = open_plan(small_office) if shown else small_office.plan
    publish(small_office.office, plan, moment("2024-04-10 09:00"))
    found = texts(small_office.office.site)
    assert ("อยู่ระหว่างดำเนินการ" in found["measures/2.html"]) is shown
    assert ("๖๐" in found["measures/2.html"]) is shown
    assert [
        page for page, text in found.items() if re.search("อยู่ระหว่างดำเนินการ|ร้อยละ (๖๐|60)", text)
    ] == [] or shown
    assert "ดำเนินการตามแผน" in found["measures/2.html"]


def test_each_action_of_a_step_stands_on_a_line_of_its_own(small_office: SmallOffice) -> None:
    rows = [{"status": "อยู่ระหว่างดำเนินการ", "percent": "40", "action": text} for text in ("ยกร่าง", "ประชุม")]
    months = (
        sheet("พ.ย.", "3 ธ.ค. 66", {"2.1": rows[0]}),
        sheet("ธ.ค.", "3 ม.ค. 67", {"2.1": rows[1]}),
    )
    small_office.send("กองคลัง.xlsx", small_office.fill("02", *months), "2024-01-03 09:00")
    small_office.take("2024-01-04 09:00")
    publish(small_office.office, open_plan(small_office), moment("2024-04-10 09:00"))
    assert "ยกร่าง\nประชุม" in texts(small_office.office.site)["measures/2.html"]


def test_a_division_that_has_ended_is_neither_in_the_table_nor_in_the_chart(
    small_office: SmallOffice,
) -> None:
    ended = ({**DIVISIONS[0], "until": "ธ.ค. 66", "successor": "02"}, *DIVISIONS[1:])
    small_office.change_plan(plan_content(divisions=ended))
    publish(small_office.office, open_plan(small_office), moment("2024-04-10 09:00"))
    page = texts(small_office.office.site)["index.html"]
    assert "กองคลัง" in page and "สำนักปลัด" not in page


def test_labels_of_charts_end_behind_a_word_and_months_do_not_touch(small_office: SmallOffice) -> None:
    chart = _chart("a", "", [("กองช่าง (โยธาและผังเมือง)", 50.0), ("กองการศึกษา ศาสนาและวัฒนธรรม", 50.0)], "thai")
    assert re.findall(r">([^<>]+…)<", chart) == ["กองการศึกษา ศาสนา…", "กองช่าง (โยธาและ…"]
    for through, shown in (
        ("six-month", "ต.ค. พ.ย. ธ.ค. ม.ค. ก.พ. มี.ค."),
        ("annual", "ต.ค. ธ.ค. ก.พ. เม.ย. มิ.ย. ส.ค."),
    ):
        publish(small_office.office, open_plan(small_office), moment("2024-10-10 09:00"), through)
        page = texts(small_office.office.site)["index.html"]
        (drawn,) = re.findall(r"<svg[^>]*chart-timeliness.*?</svg>", page, re.DOTALL)
        assert re.findall(r">((?:[ก-๙]+\.)+)<", drawn) == shown.split()


def test_what_divisions_wrote_of_people_and_machines(small_office: SmallOffice) -> None:
    """E-mail addresses, citizens' numbers and places of files in what was done; links that are none."""
    said = r"ส่งที่ ก.ข@office.example ของ 1101700230708 เก็บที่ \\\\fs01\งาน\ลับ.xlsx javascript:alert(1)"
    row = {"status": "ดำเนินการแล้วเสร็จ", "action": said, "evidence": said, "reason": ""}
    result = {"2": {"result": said, "outcome": said, "problem": said, "suggestion": said}}
    months = sheet("มี.ค.", "3 เม.ย. 67", {"2.1": row}, outcomes=result)
    small_office.send("กองคลัง.xlsx", small_office.fill("02", months), "2024-04-03 09:00")
    small_office.take("2024-04-04 09:00")
    publish(small_office.office, open_plan(small_office), moment("2024-04-10 09:00"))
    found = texts(small_office.office.site)
    assert "ไม่แสดงอีเมล" in found["measures/2.html"]
    for name, text in found.items():
        assert not re.search(r"@office|1101700230708|๑๑๐๑๗๐๐๒๓๐๗๐๘|fs01|href=.javascript", text), name


def evidence(text: str) -> dict[str, str]:
    return {"status": "ดำเนินการแล้วเสร็จ", "action": "ทำแล้ว", "evidence": text}


def test_the_web_is_never_asked_without_being_told_to(
    small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object) -> None:
        raise AssertionError("the web was asked")

    data = small_office.fill(
        "02", sheet("ธ.ค.", "4 ม.ค. 67", {"1.1": evidence("https://www.office.example/")})
    )
    small_office.send("กองคลัง.xlsx", data, "2024-01-04 09:00")
    small_office.take("2024-01-05 09:00")
    monkeypatch.setattr(socket, "socket", asked)
    monkeypatch.setattr(socket, "getaddrinfo", asked)
    done = publish(small_office.office, small_office.plan, moment("2024-04-10 09:00"))
    page = (done.index.parent / "measures" / "1.html").read_text("utf-8")
    assert '<a href="https://www.office.example/" rel="noopener noreferrer">' in page


def test_evidence_links(small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses become links; what is none is told at its cell; the web is asked only when told to."""
    odd = evidence(
        "ดู https://user:pw@www.office.example/x http://nowhere.invalid/แผน "
        "http://10.0.0.1/ภายใน http://เว็บ/ก บันทึกภายใน"
    )
    data = small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 67", {"1.1": odd}))
    small_office.send("กองคลัง.xlsx", data, "2024-01-04 09:00")
    small_office.take("2024-01-05 09:00")
    plan, as_of = small_office.plan, moment("2024-04-10 09:00")
    done = publish(small_office.office, plan, as_of)
    page = (done.index.parent / "measures" / "1.html").read_text("utf-8")
    assert 'href="http://nowhere.invalid/แผน"' in page
    assert "user:pw" not in page and "10.0.0.1" not in page
    assert "บันทึกภายใน" not in page
    (malformed,) = [finding for finding in done.findings if finding.code == "publish-link-malformed"]
    assert (malformed.sheet, malformed.cell[:1]) == ("ธ.ค.66", malformed.cell[:1]) and malformed.cell
    (login,) = [finding for finding in done.findings if finding.code == "evidence-login"]
    assert (login.found, login.cell) == ("www.office.example", malformed.cell)
    assert not [
        finding for finding in done.findings if finding.code.startswith(("publish-link-b", "publish-link-un"))
    ]
    (local,) = [finding for finding in done.findings if finding.code == "evidence-local"]
    assert (local.found, local.cell) == ("http://10.0.0.1/ภายใน", malformed.cell)
    asked = publish(small_office.office, plan, as_of, check_links=True)
    (broken,) = [finding for finding in asked.findings if finding.code == "publish-link-unanswered"]
    assert broken.found == "http://nowhere.invalid/แผน"
    monkeypatch.setattr(publishing, "broken_links", lambda links: dict.fromkeys(links, "404"))
    asked = publish(small_office.office, plan, as_of, check_links=True)
    assert [finding.expected for finding in asked.findings if finding.code == "publish-link-broken"] == [
        "404"
    ]


@pytest.mark.parametrize(
    ("numbers", "paths"),
    [
        (("1", "2ก", "../x"), ("measures/1.html",)),
        (("A", "a"), ("measures/a.html",)),
    ],
)
def test_page_names_are_plain(numbers: tuple[str, ...], paths: tuple[str, ...]) -> None:
    from toolkit.publish.content import page_path

    made = set(map(page_path, numbers))
    assert all(re.fullmatch(r"measures/[a-z0-9-]+\.html", path) for path in made)
    assert len(made) == len(numbers)
    assert set(paths) <= made


def test_points_of_the_analysis_are_shown_without_scores(small_office: SmallOffice) -> None:
    """What is ticked as a required part is on the page."""
    plan = small_office.plan
    points = (Weakness("3", "", "ใช้อำนาจไม่โปร่งใส", "แก้ไข"), Weakness("", "", "ค้นหาข้อมูลยาก", "พัฒนา"))
    done = publish(small_office.office, replace(plan, weaknesses=points), moment("2024-04-10 09:00"))
    page = (done.index.parent / "ita-2567-plan.html").read_text("utf-8")
    assert "ใช้อำนาจไม่โปร่งใส (แก้ไข)" in page
    assert "ค้นหาข้อมูลยาก (พัฒนา)" in page


def test_a_long_title_is_cut_only_where_it_is_told_in_full_elsewhere() -> None:
    text = "ก" * 292 + " a.long.name@office.example"
    assert "a.long" not in _shortened(text)
    assert (_shortened("ข" * 301), _shortened("ข" * 300)) == ("ข" * 299 + "…", "ข" * 300)


def test_an_office_that_never_distributed_has_a_site(tmp_path: Path) -> None:
    made = SmallOffice.make(tmp_path / "office")
    office = OfficeFolder(tmp_path / "other")
    office.create()
    assert publish(office, made.plan, moment("2024-10-10 09:00")).files > 10


def test_what_is_not_settled_yet_is_told(small_office: SmallOffice) -> None:
    """No address of the site, a period that has not ended, and items whose codes nobody has confirmed."""
    done = publish(small_office.office, small_office.plan, moment("2024-01-10 09:00"), "annual")
    assert {
        Finding("publish-address-unknown"),
        Finding("publish-not-ended", expected="30 กันยายน 2567"),
        Finding("publish-item-unconfirmed", found="O34", expected="2567"),
    } <= set(done.findings)
