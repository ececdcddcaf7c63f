"""Playing the division officer: what is typed can be read, and nothing else is touched."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

import pytest
from loaded import loaded

from toolkit.books.division_book import make_division_workbook
from toolkit.books.division_state import DivisionContent
from toolkit.books.division_typing import DivisionTyping
from toolkit.example.worked_example import ExampleMonth, ExampleSubmission, fill_submissions
from toolkit.model.month import BANGKOK, Month
from toolkit.model.plan import Agency, Division, Measure, Plan, Step
from toolkit.model.progress import assignments
from toolkit.thai.dates import parse_month
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import find_tables, tables_of

OCTOBER, NOVEMBER = Month(2566, 10), Month(2566, 11)
ONGOING, DONE = "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้วเสร็จ"
Typed = Mapping[str, str]

PLAN = Plan(
    Agency("05990101", "เทศบาลตำบลทุ่งตัวอย่าง", 2567),
    (Division("01", "สำนักปลัด"),),
    (
        Measure(
            "1",
            "เพิ่มช่องทางให้บริการ",
            OCTOBER,
            Month(2567, 9),
            steps=tuple(
                Step("1", number, f"ขั้นตอนที่ {number}", divisions="01", division_codes=("01",))
                for number in ("1", "2")
            ),
        ),
    ),
)


def sent(
    day: int, month: Month, rows: Mapping[str, Typed], outcomes: Mapping[str, Typed] | None = None
) -> ExampleSubmission:
    typed = ExampleMonth(month, "นักทรัพยากรบุคคล", f"{day} พ.ย. 2566", rows, outcomes or {})
    moment = dt.datetime(2023, 11, day, 8, 30, tzinfo=BANGKOK)
    return ExampleSubmission(f"{day}.xlsx", "01", moment, (typed,))


FIRST = sent(1, OCTOBER, {"1.1": {"status": ONGOING, "percent": "40", "action": "=ประชุม & <วางแผน>"}})
AGAIN = sent(2, OCTOBER, {"1.1": {"status": DONE}, "1.2": {"status": ONGOING, "percent": "ร้อยละ 5"}})
NEXT = sent(3, NOVEMBER, {"1.2": {"status": DONE, "evidence": "ประกาศ\nฉบับที่ 1"}}, {"1": {"result": "ได้ผล"}})


@pytest.fixture(scope="module")
def issued() -> bytes:
    return make_division_workbook(
        DivisionContent(plan=PLAN, division=PLAN.divisions[0], assignments=assignments(PLAN))
    )


def typed_in(data: bytes, month: Month) -> dict[str, object]:
    """Everything typed into a month sheet: "key.field" -> value."""
    for sheet in read_book(data).sheets.values():
        tables = {table.name: table for table in tables_of(sheet)}
        if "month" in tables and parse_month(tables["month"].by_key["month"].text("value")) == month:
            found = {
                f"{record.key}.{field}": record.raw(field)
                for name, fields in (
                    ("status", ("status", "percent", "action", "evidence", "reason")),
                    ("outcomes", ("result", "outcome", "problem", "suggestion")),
                )
                for record in tables[name].records
                for field in fields
            }
            found |= {key: tables["month"].by_key[key].raw("value") for key in ("reporter", "reported_on")}
            return {key: value for key, value in found.items() if value is not None}
    raise AssertionError(f"no sheet of {month}")


SIGNED_1 = {"reporter": "นักทรัพยากรบุคคล", "reported_on": "1 พ.ย. 2566"}
SIGNED_2 = {"reporter": "นักทรัพยากรบุคคล", "reported_on": "2 พ.ย. 2566"}
SIGNED_3 = {"reporter": "นักทรัพยากรบุคคล", "reported_on": "3 พ.ย. 2566"}
TYPED_1 = {"1.1.status": ONGOING, "1.1.percent": 40, "1.1.action": "=ประชุม & <วางแผน>", **SIGNED_1}
TYPED_2 = {"1.1.status": DONE, "1.2.status": ONGOING, "1.2.percent": "ร้อยละ 5", **SIGNED_2}
TYPED_3 = {"1.2.status": DONE, "1.2.evidence": "ประกาศ\nฉบับที่ 1", "1.result": "ได้ผล", **SIGNED_3}


def filled_with(issued: bytes, *submissions: ExampleSubmission) -> bytes:
    """The workbook of the last of some submissions."""
    *_, (_, filled) = fill_submissions(issued, submissions)
    return filled


@pytest.mark.parametrize(
    ("submissions", "october", "november"),
    [((FIRST,), TYPED_1, {}), ((FIRST, AGAIN), TYPED_2, {}), ((FIRST, AGAIN, NEXT), TYPED_2, TYPED_3)],
    ids=["first", "later wins", "another month"],
)
def test_months_of_earlier_submissions_stay(
    issued: bytes,
    submissions: tuple[ExampleSubmission, ...],
    october: dict[str, object],
    november: dict[str, object],
) -> None:
    filled = filled_with(issued, *submissions)
    assert typed_in(filled, OCTOBER) == october
    assert typed_in(filled, NOVEMBER) == november


def test_text_is_never_a_formula(issued: bytes) -> None:
    filled = read_book(filled_with(issued, FIRST))
    before = read_book(issued)
    assert {name: sheet.formulas for name, sheet in filled.sheets.items()} == {
        name: sheet.formulas for name, sheet in before.sheets.items()
    }


def test_the_workbook_carries_the_time_it_was_sent(issued: bytes) -> None:
    filled = filled_with(issued, FIRST)
    assert read_book(filled).modified == dt.datetime(2023, 11, 1, 1, 30, tzinfo=dt.UTC)
    properties = loaded(filled).properties
    assert properties.created == properties.modified


def test_nothing_but_the_typed_sheets_strings_and_times_changes(issued: bytes) -> None:
    filled = filled_with(issued, FIRST)
    with zipfile.ZipFile(io.BytesIO(issued)) as old, zipfile.ZipFile(io.BytesIO(filled)) as new:
        assert new.namelist() == old.namelist()
        changed = {name for name in new.namelist() if new.read(name) != old.read(name)}
    assert {name for name in changed if not name.startswith("xl/worksheets/")} == {
        "xl/sharedStrings.xml",
        "docProps/core.xml",
    }
    meta = find_tables(read_book(filled), "meta")[0].by_key
    assert meta["division_code"].text("value") == "01"


def test_formulas_lose_the_values_they_had_before(issued: bytes) -> None:
    filled = read_book(filled_with(issued, FIRST))
    for sheet in filled.sheets.values():
        assert sheet.uncached == sheet.formulas.keys()
    assert any(sheet.formulas for sheet in filled.sheets.values())


@pytest.mark.parametrize(
    ("month", "rows", "words"),
    [
        (Month(2568, 1), {}, "no such month: 2568-01"),
        (OCTOBER, {"9.9": {"status": DONE}}, "no such row of ita:status on sheet ต.ค.66: 9.9"),
        (OCTOBER, {"1.1": {"state": DONE}}, "no such field to type in ita:status: state"),
        (OCTOBER, {"1.1": {"previous": "5"}}, "no such field to type in ita:status: previous"),
    ],
)
def test_what_the_workbook_has_no_cell_for_is_named(
    issued: bytes, month: Month, rows: Mapping[str, Typed], words: str
) -> None:
    with pytest.raises(KeyError, match=words):
        DivisionTyping(issued).type_month(month, {}, rows, {})
