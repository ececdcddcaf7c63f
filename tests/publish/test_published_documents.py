"""The PDF files of the site: whose they are, which are shown, and what they tell of their maker."""

from __future__ import annotations

import os

import pytest
from made_site import open_plan
from small_office import SmallOffice, moment, sheet

from toolkit.messages.catalogue import describe
from toolkit.publish import documents
from toolkit.publish.publish import Published, publish
from toolkit.thai.dates import format_date
from toolkit.thai.text import to_thai


def test_a_signed_pdf_takes_the_place_of_ours(small_office: SmallOffice) -> None:
    reports = small_office.office.reports
    (reports / "signed").mkdir(parents=True)
    (reports / "six-month-2567.pdf").write_bytes(b"%PDF-1.4 ours")
    (reports / "signed" / "six-month-2567.pdf").write_bytes(b"%PDF-1.4 signed")
    (reports / "plan-2567.pdf").write_bytes(b"not a PDF")
    (reports / "plan-2567.xlsx").write_bytes(b"not a workbook")
    (reports / "annual-2567.pdf").write_bytes(b"%PDF-1.4 of a later half year")
    done = publish(small_office.office, open_plan(small_office), moment("2024-04-10 09:00"))
    downloads = done.index.parent / "downloads"
    assert [path.name for path in downloads.iterdir()] == ["six-month-2567.pdf"]
    assert (downloads / "six-month-2567.pdf").read_bytes() == b"%PDF-1.4 signed"
    assert "ฉบับลงนาม" in (done.index.parent / "downloads.html").read_text("utf-8")
    assert told_of_documents(done) == {
        ("publish-signed-missing", "plan-2567.pdf"),
        ("publish-document-unreadable", "reports/plan-2567.xlsx"),
        ("publish-document-missing", "six-month-2567.xlsx"),
    }


def told_of_documents(done: Published) -> set[tuple[str, str]]:
    return {
        (finding.code, finding.file or finding.found)
        for finding in done.findings
        if finding.code.startswith(("publish-document", "publish-signed"))
    }


MISSING = {
    ("publish-document-missing", "plan-2567.xlsx"),
    ("publish-signed-missing", "plan-2567.pdf"),
    ("publish-document-missing", "six-month-2567.xlsx"),
}


@pytest.mark.parametrize(
    ("signed", "content", "hours", "published", "told"),
    [
        ("six-month-2567.pdf", b"%PDF-1.4 signed", 1, b"%PDF-1.4 signed", ""),
        ("Six-Month-2567.PDF", b"%PDF-1.4 signed", 1, b"%PDF-1.4 signed", ""),
        ("six-month-2567.pdf", b"%PDF-1.4 signed", -1, b"%PDF-1.4 signed", "publish-signed-older"),
        ("six-month-2567.pdf", b"\xff\xd8\xff a scan", 1, None, "publish-document-unreadable"),
        ("six-month-2567.pdf", b"", 1, None, "publish-document-unreadable"),
        ("six-month-2567.pdf", b"%PDF-1.4" + b" " * 300, 1, None, "publish-document-too-large"),
        ("six-month-2567.pdf.pdf", b"%PDF-1.4 signed", 1, None, "publish-signed-missing"),
    ],
)
def test_which_pdf_is_published(
    small_office: SmallOffice,
    monkeypatch: pytest.MonkeyPatch,
    signed: str,
    content: bytes,
    hours: int,
    published: bytes | None,
    told: str,
) -> None:
    """`hours` is how much later than ours the signed copy was made; ours, not signed, is never published."""
    monkeypatch.setattr(documents, "_LARGEST", 200)
    reports = small_office.office.reports
    (reports / "signed").mkdir(parents=True)
    (reports / "six-month-2567.pdf").write_bytes(b"%PDF-1.4 ours")
    place = reports / "signed" / signed
    place.write_bytes(content)
    when = (reports / "six-month-2567.pdf").stat().st_mtime + hours * 3600
    os.utime(place, (when, when))
    done = publish(small_office.office, open_plan(small_office), moment("2024-04-10 09:00"))
    download = done.index.parent / "downloads" / "six-month-2567.pdf"
    assert (download.read_bytes() if download.exists() else None) == published
    about = "six-month-2567.pdf" if told == "publish-signed-missing" else f"reports/signed/{signed}"
    assert told_of_documents(done) - MISSING == ({(told, about)} if told else set())


@pytest.mark.parametrize(
    ("made", "told"),
    [("2024-04-03 09:00", True), ("2024-04-05 08:00", True), ("2024-04-05 10:00", False)],
)
def test_a_signed_pdf_older_than_what_came_in(small_office: SmallOffice, made: str, told: bool) -> None:
    data = small_office.fill("01", sheet("มี.ค.", "4 เม.ย. 2567", {"1.1": "p40", "1.2": "n"}))
    small_office.send("a.xlsx", data, "2024-04-04 09:00")
    small_office.take("2024-04-05 09:00")
    signed = small_office.office.reports / "signed"
    signed.mkdir(parents=True)
    for name in ("plan-2567.pdf", "six-month-2567.pdf"):
        (signed / name).write_bytes(b"%PDF-1.4 signed")
        os.utime(signed / name, (moment(made).timestamp(),) * 2)
    done = publish(small_office.office, open_plan(small_office), moment("2024-04-10 09:00"))
    outdated = [finding for finding in done.findings if finding.code == "publish-signed-outdated"]
    days = [(finding.file, finding.expected) for finding in outdated]
    assert days == ([("reports/signed/six-month-2567.pdf", "5 เม.ย. 67")] if told else [])
    page = (done.index.parent / "downloads.html").read_text("utf-8")
    assert f"ไฟล์วันที่ {to_thai(format_date(moment(made), 'short'))}" in page


def test_the_name_of_who_made_a_pdf_is_not_published(small_office: SmallOffice) -> None:
    signed = small_office.office.reports / "signed"
    signed.mkdir(parents=True)
    data = b"%PDF-1.4\n7 0 obj<</Author(Somchai)>>endobj\ntrailer<</Info 7 0 R>>"
    (signed / "six-month-2567.pdf").write_bytes(data)
    (signed / "plan-2567.pdf").write_bytes(data + b"<</ByteRange[0 1]>>")
    done = publish(small_office.office, small_office.plan, moment("2024-04-10 09:00"))
    downloads = done.index.parent / "downloads"
    assert (downloads / "six-month-2567.pdf").read_bytes() == data.replace(b"Somchai", b" " * 7)
    assert b"Somchai" in (downloads / "plan-2567.pdf").read_bytes()  # its digital signature covers every byte
    assert ("publish-document-named", "reports/signed/plan-2567.pdf") in told_of_documents(done)
    assert (signed / "six-month-2567.pdf").read_bytes() == data


def test_the_brief_annual_report_is_published_too(small_office: SmallOffice) -> None:
    reports = small_office.office.reports
    (reports / "signed").mkdir(parents=True)
    (reports / "signed" / "annual-brief-2567.pdf").write_bytes(b"%PDF-1.4")
    done = publish(small_office.office, open_plan(small_office), moment("2024-10-10 09:00"))
    assert (done.index.parent / "downloads" / "annual-brief-2567.pdf").exists()
    assert ("publish-signed-missing", "annual-2567.pdf") not in told_of_documents(done)


@pytest.mark.parametrize("consent", [True, False])
def test_a_report_that_is_not_signed_is_no_pdf_to_download(small_office: SmallOffice, consent: bool) -> None:
    """It bears the names of those who are to sign; the scan is asked for, and said where to put it."""
    reports = small_office.office.reports
    reports.mkdir(exist_ok=True)
    (reports / "six-month-2567.pdf").write_bytes(b"%PDF-1.4 ours, with names")
    plan = open_plan(small_office) if consent else small_office.plan
    done = publish(small_office.office, plan, moment("2024-04-10 09:00"))
    assert not (done.index.parent / "downloads").exists()
    (missing,) = (finding for finding in done.findings if finding.found == "six-month-2567.pdf")
    assert missing.code == "publish-signed-missing"
    assert "reports/signed/six-month-2567.pdf" in describe(missing).advice
