"""What the Thai guides repeat is what the tool says: labels, buttons, pages, issues, sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from doc_pages import CHECKOUT

from toolkit.assessment.facts import facts_of
from toolkit.books import control_book
from toolkit.example.demo import Demo
from toolkit.thai.dates import EXAMPLE_YEAR
from toolkit.thai.labels import REPORT_LABELS, SENT_INSTEAD, STATE_LABELS
from toolkit.thai.words import STATUS_LABELS
from toolkit.xlsx.layouts import FINDINGS_SHEET, REMOVED_SHEET
from toolkit.xlsx.strict_reader import read_book

GUIDES = CHECKOUT / "docs" / "th"
TEMPLATES = CHECKOUT / "toolkit" / "web" / "templates"


def table(page: str, heading: str) -> list[list[str]]:
    """The rows of the table of a guide whose first column has a heading."""
    text = (GUIDES / page).read_text(encoding="utf-8")
    rows = re.search(rf"^\| {heading} \|.*\n\|[-| ]+\n((?:\|.*\n?)+)", text, re.MULTILINE)
    assert rows, f"{page} has no table of {heading}"
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[1].splitlines()]


def first(page: str, heading: str) -> list[str]:
    """The words of a table's first column; a slash parts two."""
    return [word for row in table(page, heading) for word in row[0].split(" / ")]


def buttons() -> Iterable[str]:
    own = (control_book.OFFICE_BUTTONS, control_book.BOOK_BUTTONS, control_book.SHEET_BUTTONS)
    return (button.caption for column in own for button in column)


def front_pages() -> Iterable[str]:
    menu = (TEMPLATES / "base.html").read_text(encoding="utf-8")
    first_pages = ("choose.html", "import.html")
    titles = ((TEMPLATES / name).read_text(encoding="utf-8") for name in first_pages)
    yield from (re.findall(r"<h1>(.+)</h1>", title)[0] for title in titles)
    yield from re.findall(r'\("[a-z]+", "([ก-๙]+)"\)', menu)


@pytest.mark.parametrize(
    ("page", "heading", "said"),
    [
        ("monthly.md", "ผลเทียบแผน", STATE_LABELS["th"].values()),
        ("monthly.md", "การส่งรายงาน", {*REPORT_LABELS["th"].values(), *SENT_INSTEAD["th"].values()}),
        ("divisions.md", "สถานะ", STATUS_LABELS.values()),
        ("control-workbook.md", "ปุ่ม", buttons()),
        ("front-page.md", "หน้า", front_pages()),
    ],
)
def test_a_table_lists_what_the_tool_says(page: str, heading: str, said: Iterable[str]) -> None:
    assert sorted(first(page, heading)) == sorted(said)


def test_the_issues_of_a_plan_are_named_as_the_criteria_name_them() -> None:
    rows, criteria = table("plan.md", "ประเด็นที่"), facts_of(EXAMPLE_YEAR)
    assert criteria is not None and [row[1] for row in rows] == list(criteria.issues)
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]


def test_sheets_that_guides_name_are_there(demo: Demo) -> None:
    there = {FINDINGS_SHEET, REMOVED_SHEET}
    for workbook in (demo.office.plan, demo.workbooks[0], demo.workbook):
        there.update(read_book(workbook.read_bytes()).sheets)
    months = {f"{name[:-2]}{EXAMPLE_YEAR % 100}" for name in there if re.fullmatch(r"[ก-๎.]+\d\d", name)}
    named = {
        (page.name, sheet)
        for page in GUIDES.glob("*.md")
        for sheet in re.findall(r"แผ่น “([^”]+)”", page.read_text(encoding="utf-8"))
    }
    assert len(named) > 5
    assert [(page, sheet) for page, sheet in sorted(named) if sheet not in there | months] == []
