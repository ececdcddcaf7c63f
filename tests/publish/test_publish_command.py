"""`ita publish` as it is typed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from small_office import SmallOffice

from toolkit.cli import load_commands

AS_OF = ("--as-of", "2567-04-10T09:00")


def run(office: SmallOffice, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(
        load_commands(), ["--lang", "en", "publish", "--office", str(office.office.root), *arguments]
    )
    return done.exit_code, done.output


def test_it_says_what_was_made_and_what_to_mend(small_office: SmallOffice) -> None:
    code, said = run(small_office, *AS_OF)
    assert code == 0, said
    assert "Written: site/index.html" in said
    assert "Publish again with --base-url" in said


def test_a_picture_that_could_not_be_taken_is_named(small_office: SmallOffice) -> None:
    small_office.send("กองคลัง/ภาพ/7-3-67 ลงพื้นที่.jpg", b"\xff\xd8\xff", "2024-04-02 09:00")
    assert "inbox/กองคลัง/ภาพ/7-3-67 ลงพื้นที่.jpg: " in run(small_office, *AS_OF)[1]


def test_a_second_run_changes_nothing(small_office: SmallOffice) -> None:
    run(small_office, *AS_OF)
    assert "changed: 0" in run(small_office, *AS_OF)[1]


def test_annual_results_before_the_year_has_ended(small_office: SmallOffice) -> None:
    """They are as at the last month that has ended, and the user is told."""
    code, said = run(small_office, *AS_OF, "--through", "annual")
    page = (small_office.office.site / "ita-2568-result.html").read_text("utf-8")
    assert code == 0
    assert "รายงานประจำปี ข้อมูล ณ วันที่" in page
    assert "๓๑ มีนาคม ๒๕๖๗" in page
    assert "๓๐ กันยายน ๒๕๖๗" not in page
    assert "The period chosen ends on 30 กันยายน 2567" in said


def test_results_before_any_month_has_ended(small_office: SmallOffice) -> None:
    code, _ = run(small_office, "--as-of", "2566-10-10T09:00", "--through", "six-month")
    assert code == 0
    assert "๑๐ ตุลาคม ๒๕๖๖" in (small_office.office.site / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "javascript:alert(1)",
        "www.a.example",
        "https://",
        "https://[x",
        "https://a.example:99999/",
        "https://a.example/?x=1",
        "https://a.example/#",
        "https://a.example/ita 2567",
        "https://a.example\\ita",
        "https://name:secret@a.example/",
        "https://a.example/index.html",
    ],
)
def test_what_is_no_address_is_wrong_usage(small_office: SmallOffice, address: str) -> None:
    code, said = run(small_office, *AS_OF, "--base-url", address)
    assert code == 2
    assert "is no web address" in said
    assert not (small_office.office.site / "index.html").exists()


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/ita/2567",
        "https://a.example/ita/2567//",
        "HTTPS://A.example",
        "http://เทศบาล.ไทย/ไอทีเอ/",
    ],
)
def test_an_address_with_or_without_a_slash_at_its_end(small_office: SmallOffice, address: str) -> None:
    code, said = run(small_office, *AS_OF, "--base-url", address)
    assert code == 0
    assert "Publish again with --base-url" not in said
    page = (small_office.office.site / "ita-2567-plan.html").read_text("utf-8")
    assert f"<code>{address.rstrip('/')}/ita-2567-plan.html</code>" in page
