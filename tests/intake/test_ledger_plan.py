"""A distributed plan in the ledger: it comes back as it was, and its file is not opened again."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from forged_ledger import changed
from small_office import DIVISIONS, STEPS, SmallOffice, plan_content

from toolkit.books.plan_book import make_plan_workbook
from toolkit.books.plan_reading import read_plan
from toolkit.example.worked_example import load_example
from toolkit.intake import archive, plan_file
from toolkit.intake.plan_file import check_plan_file
from toolkit.intake.verify import verify
from toolkit.model.plan import Plan
from toolkit.office.ledger_content import as_json, record_of
from toolkit.xlsx.strict_reader import read_book

WHOLE = plan_content(
    divisions=[{**DIVISIONS[0], "until": "มี.ค. 2567", "successor": "02", "aliases": "สป."}, *DIVISIONS[1:]],
    steps=[{**STEPS[0], "due": "มี.ค. 2567", "every": "ไตรมาส", "weight": "1.5"}, *STEPS[1:]],
)


@pytest.mark.parametrize(
    "content", [plan_content(), WHOLE, load_example().plan], ids=["small", "whole", "example"]
)
def test_a_plan_comes_back_as_it_was(content: Any) -> None:
    plan, _ = read_plan(read_book(make_plan_workbook(content)))
    assert plan is not None
    back = record_of(Plan)(json.loads(json.dumps(as_json(plan))))
    assert back == plan
    places = [(one.location.sheet, one.location.row) for one in (*plan.divisions, *plan.measures)]
    assert [(one.location.sheet, one.location.row) for one in (*back.divisions, *back.measures)] == places


def test_the_plan_stands_once_for_its_digest(small_office: SmallOffice) -> None:
    small_office.change_plan(plan_content(divisions=DIVISIONS[:2]))
    small_office.distribute("2023-10-03 09:00")
    small_office.change_plan(plan_content())
    small_office.distribute("2023-10-04 09:00")
    assert [line.plan is not None for line in small_office.ledger.lines] == [True, True, False]
    plans, findings = archive.issued_plans(small_office.office, small_office.ledger.lines)
    assert ([len(plan.divisions) for plan in plans], findings) == ([3, 2], ())


def test_former_plans_are_not_opened_and_the_plan_is_read_once(
    small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    ruled: list[Plan] = []

    def watched(data: bytes, **_: object) -> object:
        opened.append(len(data))
        return read_book(data)

    rules = plan_file.check_plan
    small_office.change_plan(plan_content(divisions=DIVISIONS[:2]))
    for module in (archive, plan_file):
        monkeypatch.setattr(module, "read_book", watched)
    monkeypatch.setattr(plan_file, "check_plan", lambda plan: ruled.append(plan) or rules(plan))
    plan_file._read.cache_clear()
    for _ in range(3):
        assert check_plan_file(small_office.office).usable.digest
    assert opened == [small_office.office.plan.stat().st_size]
    assert len(ruled) == 1
    small_office.change_plan(plan_content())
    check_plan_file(small_office.office)
    assert (len(opened), len(ruled)) == (2, 2)


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "a step's text": (
        lambda plan: plan["measures"][0]["steps"][1].update(step="ประกาศ"),
        "measures 1 steps 2 step: ประกาศใช้คู่มือ",
        "measures 1 steps 2 step: ประกาศ",
    ),
    "a division's name": (
        lambda plan: plan["divisions"][2].update(division_name="กองประปา"),
        "divisions 3 division_name: กองช่าง",
        "divisions 3 division_name: กองประปา",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_plan_that_is_not_what_its_file_says(small_office: SmallOffice, what: str) -> None:
    change, found, expected = CHANGES[what]
    changed(small_office.office, lambda line: change(line["plan"]) if "plan" in line else None)
    (finding,) = verify(small_office.office).findings
    assert (finding.code, finding.found, finding.expected) == ("archive-differs", found, expected)
