"""Rules of a status row: Python, the formulas of the workbook and intake pass one table of cases.

Each case is a step of its own in one workbook, typed in by openpyxl and recalculated once by LibreOffice. It is
judged in November; October is what was reported before, and the first month of the same quarter.
"""
# ruff: noqa: E501  (a row of a table is one line)

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import openpyxl
import pytest
from division_sheets import NOV, OCT, SHEETS, content_of, find, measure_of, plan_of, put, recalculated, step
from loaded import loaded
from openpyxl.workbook import Workbook

from toolkit.books.division_book import make_division_workbook
from toolkit.books.division_grid import STATUS_COLUMNS, calc_column
from toolkit.books.division_rules import STATUS_CODES
from toolkit.books.division_state import DivisionState
from toolkit.model.entry import Entry, MonthReport
from toolkit.model.progress import in_finished_round, is_due
from toolkit.rules.row_values import RowReading
from toolkit.thai.words import STATUS_LABELS
from toolkit.xlsx.new_workbook import MISSING_FILL, NOT_DUE_FILL, PROBLEM_FILL
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import tables_of

# Step | status in October | typed in November: status, percent, texts | due | what the row lacks, "!" where it is wrong
# "=100%" stands in a percent cell, "40%" is a text.
# Texts: a = action, e = evidence, r = reason. A proven step requires evidence.
TABLE = """
plain   | .           | .           |      |     | due | status
plain   | not_started | .           |      |     | due | status
plain   | in_progress | .           |      |     | due | status
plain   | cannot      | .           |      |     | due | status
plain   | done        | .           |      |     | .   |
plain   | na          | .           |      |     | .   |
plain   | .           | .           | 40   |     | due | status
plain   | .           | .           |      | a   | due | status
plain   | done        | .           | 40   |     | .   | status
plain   | done        | .           |      | a   | .   | status
plain   | na          | .           |      | r   | .   | status
plain   | .           | not_started |      |     | due |
plain   | .           | not_started | 0    |     | due |
plain   | .           | not_started | 1    |     | due | percent!
plain   | .           | not_started | 0.5  |     | due | percent!
plain   | .           | not_started | 100  |     | due | percent!
plain   | .           | in_progress |      | a   | due | percent
plain   | .           | in_progress | 0    | a   | due | percent!
plain   | .           | in_progress | 0.5  | a   | due |
plain   | .           | in_progress | 1    | a   | due |
plain   | .           | in_progress | 40   | a   | due |
plain   | .           | in_progress | 99   | a   | due |
plain   | .           | in_progress | 99.5 | a   | due | percent!
plain   | .           | in_progress | 100  | a   | due | percent!
plain   | .           | in_progress | 120  | a   | due | percent!
plain   | .           | in_progress | -5   | a   | due | percent!
plain   | .           | in_progress | 40   |     | due | action
plain   | .           | in_progress |      |     | due | percent action
plain   | .           | done        |      | a   | due |
plain   | .           | done        | 100  | a   | due |
plain   | .           | done        | 0    | a   | due | percent!
plain   | .           | done        | 40   | a   | due | percent!
plain   | .           | done        | 99   | a   | due | percent!
plain   | .           | done        |      |     | due | action
plain   | .           | cannot      |      | r   | due |
plain   | .           | cannot      | 0    | r   | due |
plain   | .           | cannot      | 40   | r   | due |
plain   | .           | cannot      | 100  | r   | due |
plain   | .           | cannot      | 120  | r   | due | percent!
plain   | .           | cannot      | -5   | r   | due | percent!
plain   | .           | cannot      |      | a   | due | reason
plain   | .           | na          |      | r   | due |
plain   | .           | na          | 40   | r   | due |
plain   | .           | na          | 120  | r   | due | percent!
plain   | .           | done        | 1    | a   | due | percent!
plain   | .           | na          |      |     | due | reason
plain   | done        | done        |      |     | .   |
plain   | done        | done        | 40   |     | .   | percent!
plain   | done        | in_progress | 40   |     | .   |
plain   | na          | cannot      |      |     | .   |
proven  | .           | done        |      | a   | due | evidence
proven  | .           | done        |      |     | due | action evidence
proven  | .           | done        |      | ae  | due |
proven  | .           | in_progress | 40   | a   | due |
proven  | done        | done        |      |     | .   |
month   | done        | .           |      |     | due | status
month   | na          | .           |      |     | .   |
month   | .           | in_progress |      | a   | due |
month   | .           | done        | 40   | a   | due |
month   | .           | done        |      |     | due | action
month   | .           | na          |      |     | due | reason
quarter | .           | .           |      |     | due | status
quarter | in_progress | .           |      |     | due | status
quarter | cannot      | .           |      |     | due | status
quarter | done        | .           |      |     | due |
quarter | na          | .           |      |     | .   |
quarter | done        | .           |      | a   | due | status
quarter | done        | in_progress |      |     | due | action
"""
# Where a formula sees less than intake, or asks for less: the last column is what intake finds.
DIFFERENT = """
plain   | .           | in_progress | 40%  | a   | due | percent! |
plain   | .           | done        | =100% | a  | due |          |
plain   | .           | in_progress | =40% | a   | due |          |
plain   | .           | แล้วเสร็จ    |      | a   | due |          |
plain   | .           | กำลัง ดำเนินการ | 40 | a  | due |          |
plain   | .           | Done        |      | a   | due |          |
plain   | .           | แล้วเสร็จ    | 40   | a   | due | percent! | percent
plain   | .           | -           |      |     | due | status   |
plain   | .           | ดีมาก        |      | a   | due | status!  | status
plain   | .           | in_progress | 40   | -   | due | action   | action
plain   | done        | in_progress |      |     | .   |          | percent
"""


@dataclass(frozen=True)
class Case:
    """One row of the tables: what is typed, and what the workbook and intake make of it."""

    line: str
    kind: str
    before: str
    typed: Mapping[str, object]
    due: bool
    lacking: tuple[str, ...]
    wrong: bool
    at_intake: tuple[str, ...]

    def entry(self, key: str) -> Entry | None:
        """The entry that is typed; None for a row without status."""
        status, percent = self.typed["code"], self.typed["percent"]
        if status not in STATUS_CODES:
            return None
        number = None if percent is None else Fraction(str(percent)) * (100 if 0 < percent < 1 else 1)
        texts = (str(self.typed[field] or "") for field in ("action", "evidence", "reason"))
        return Entry(key, status, number, *texts)


def case_of(line: str) -> Case:
    kind, before, status, percent, texts, due, lacking, *intake = (cell.strip() for cell in line.split("|"))
    number: object = percent or None
    if percent.startswith("="):
        number = float(percent[1:-1]) / 100
    elif percent and "%" not in percent:
        number = float(percent)
    typed = {
        "code": status,
        "status": None if status == "." else STATUS_LABELS.get(status, status),
        "percent": number,
        **{field: "ทำแล้ว" if field[0] in texts else None for field in ("action", "evidence", "reason")},
    }
    if texts == "-":
        typed["action"] = "-"
    fields = tuple(lacking.replace("!", "").split())
    return Case(
        line,
        kind,
        before,
        typed,
        due == "due",
        fields,
        "!" in lacking,
        tuple(intake[0].split()) if intake else fields,
    )


CASES = [case_of(line) for line in TABLE.strip().splitlines()]
ODD_CASES = [case_of(line) for line in DIFFERENT.strip().splitlines()]
ALL_CASES = CASES + ODD_CASES
STEPS = tuple(
    step(
        f"1.{number}",
        every=case.kind if case.kind in ("month", "quarter") else None,
        evidence=case.kind == "proven",
    )
    for number, case in enumerate(ALL_CASES, 1)
)
CONTENT = content_of(plan_of(measure_of("1", *STEPS)))
FILLS = {PROBLEM_FILL: "wrong", MISSING_FILL: "lacking", NOT_DUE_FILL: "not due"}
SCRATCH = 40
"""The first column in which a test puts the conditions of the colours, far right of the tables."""


def typed_book() -> Workbook:
    """The issued workbook with every case typed in, and beside the tables the conditions of its colours."""
    book = loaded(make_division_workbook(CONTENT))
    for month, rows in (
        (
            OCT,
            {
                own.key: {"status": STATUS_LABELS.get(case.before)}
                for own, case in zip(STEPS, ALL_CASES, strict=True)
            },
        ),
        (
            NOV,
            {
                own.key: {name: case.typed[name] for name in list(STATUS_COLUMNS)[4:]}
                for own, case in zip(STEPS, ALL_CASES, strict=True)
            },
        ),
    ):
        put(book, month, rows)
    sheet = book[SHEETS[1]]
    status = find(sheet, "ita:status")
    for own, case in zip(STEPS, ALL_CASES, strict=True):
        if case.line.split("|")[3].strip().startswith("="):
            status.cell(own.key, "percent").number_format = "0%"
    for number, (_, formula, _) in enumerate(colour_rules(sheet)):
        for row in find(sheet, "ita:status").rows.values():
            sheet.cell(row, SCRATCH + number).value = f"={formula}"
    return book


def colour_rules(sheet: object) -> list[tuple[openpyxl.worksheet.cell_range.MultiCellRange, str, str]]:
    """Area, condition and meaning of the rules that colour rows by `_calc`, the strongest first."""
    rules = [
        (rule.priority, area.sqref, rule.formula[0], FILLS.get("#" + rule.dxf.fill.bgColor.rgb[2:], ""))
        for area in sheet.conditional_formatting
        for rule in area.rules
        if "ROW()" in rule.formula[0]
    ]
    return [rule[1:] for rule in sorted(rules, key=lambda rule: rule[0])]


@pytest.fixture(scope="module")
def computed(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return recalculated({"cases": typed_book()}, soffice, tmp_path_factory.mktemp("rules"))["cases"]


def numbered(cases: list[Case]) -> Iterator[tuple[int, Case]]:
    return ((index, case) for index, case in enumerate(ALL_CASES) if case in cases)


def test_python_judges_each_case_as_the_table_says() -> None:
    months: dict[str, list[Entry]] = {"before": [], "typed": []}
    for own, case in zip(STEPS, ALL_CASES, strict=True):
        if case.before != ".":
            months["before"].append(Entry(own.key, case.before))
        if case in CASES and (entry := case.entry(own.key)):
            months["typed"].append(entry)
    reports = {
        OCT: MonthReport(OCT, entries=tuple(months["before"])),
        NOV: MonthReport(NOV, entries=tuple(months["typed"])),
    }
    state = DivisionState(replace(CONTENT, reports=reports))
    for index, case in numbered(CASES):
        row = state.rows[index]
        assert row.due[2] == case.due, case.line
        assert row.is_wrong(2) == case.wrong, case.line
        if case.typed["code"] == "." and any(case.typed[name] for name in ("percent", "action", "reason")):
            continue  # such a row is no entry: intake returns it
        letters = {field: chr(65 + column) for field, column in STATUS_COLUMNS.items()}
        assert row.missing_cells(2) == tuple(f"{letters[field]}{row.row + 1}" for field in case.lacking), (
            case.line
        )


def test_formulas_judge_each_case_as_the_table_says(computed: Workbook) -> None:
    rows = find(computed[SHEETS[1]], "ita:status").rows
    calc = computed["_calc"]
    for index, case in numbered(ALL_CASES):
        row = rows[STEPS[index].key]
        due, wrong, missing = (
            calc.cell(row, calc_column(block, 2) + 1).value for block in ("due", "wrong", "missing")
        )
        assert due == case.due, case.line
        assert missing == "." + "".join(
            f", {chr(65 + STATUS_COLUMNS[field])}{row}" for field in case.lacking
        ), case.line
        if "status" not in case.lacking:
            assert wrong == case.wrong, case.line


def test_cells_are_coloured_as_the_formulas_judge(computed: Workbook) -> None:
    sheet = typed_book()[SHEETS[1]]
    rows = find(sheet, "ita:status").rows
    rules = colour_rules(sheet)
    assert {meaning for *_, meaning in rules} == set(FILLS.values())
    for index, case in numbered(ALL_CASES):
        row = rows[STEPS[index].key]
        for field in ("status", "percent", "action", "evidence", "reason"):
            cell = f"{chr(65 + STATUS_COLUMNS[field])}{row}"
            shown = next(
                (
                    meaning
                    for number, (area, _, meaning) in enumerate(rules)
                    if cell in area and computed[SHEETS[1]].cell(row, SCRATCH + number).value
                ),
                "",
            )
            expected = "" if case.due else "not due"
            if field in case.lacking:
                expected = "wrong" if case.wrong and field in ("status", "percent") else "lacking"
            assert shown == expected, (case.line, field)


@pytest.mark.slow
def test_intake_finds_what_the_workbook_names() -> None:
    stream = io.BytesIO()
    typed_book().save(stream)
    sheet = read_book(stream.getvalue()).sheets[SHEETS[1]]
    (table,) = tables_of(sheet, "status")
    for index, case in numbered(ALL_CASES):
        assignment = CONTENT.assignments[index]
        history = {} if case.before == "." else {OCT: Entry(assignment.key, case.before)}
        due = is_due(assignment, history, NOV)
        reading = RowReading(table.by_key[assignment.key], assignment.step)
        texts = ("action-missing", "evidence-missing", "reason-missing")
        codes = [finding.code for finding in reading.findings if due or finding.code not in texts]
        fields = {
            code.split("-")[0]
            for code in codes
            if code not in ("percent-share", "percent-not-counted", "status-variant", "status-dash")
        }
        if (
            not reading.touched
            and case.typed["status"] is None
            and due
            and not in_finished_round(assignment, history, NOV)
        ):
            fields.add("status")
        assert due == case.due, case.line
        assert fields == set(case.at_intake), (case.line, codes)
