"""Random sequences of sends, intakes and distributions: nothing that was accepted is ever wiped.

The expectation is kept in plain dicts beside the office: what each copy of a workbook holds, and which
version of a row counts by the date of its report and the moment it came.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_office import SmallOffice, moment, sheet, values

from toolkit.books.division_typing import DivisionTyping
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import tables_of

MONTHS = ("ต.ค.", "พ.ย.", "ธ.ค.")
KEYS = {"01": ("1.1", "1.2"), "02": ("1.1", "2.1")}


@dataclass(frozen=True)
class Send:
    """A clerk fills rows of a month in some copy of the division's workbook and sends it."""

    division: Literal["01", "02"]
    copy: Literal["issued", "first", "last"]
    month: str
    day: int
    rows: Mapping[int, int]


@dataclass
class Copy:
    """A workbook's bytes, and what stands in it: month -> (day of the report, row key -> percent)."""

    data: bytes
    months: dict[str, tuple[int, dict[str, int]]] = field(default_factory=dict)


SENDS = st.builds(
    Send,
    st.sampled_from(["01", "02"]),
    st.sampled_from(["issued", "first", "last"]),
    st.sampled_from(MONTHS),
    st.integers(1, 4),
    st.dictionaries(st.integers(0, 1), st.integers(1, 99), min_size=1),
)
STEPS = st.lists(
    st.one_of(SENDS, SENDS, SENDS, st.sampled_from(["take", "distribute"])), min_size=3, max_size=9
)


class Expected:
    """What counts by the contract: month and division -> versions in the order of their coming."""

    def __init__(self) -> None:
        self.versions: dict[tuple[str, str], list[tuple[int, dict[str, int]]]] = {}

    def come(self, division: str, copy: Copy) -> None:
        for month, (day, rows) in copy.months.items():
            known = self.versions.setdefault((division, month), [])
            if not known or day >= max(version[0] for version in known):
                known.append((day, dict(rows)))

    def rows(self, division: str, month: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for _, rows in sorted(self.versions.get((division, month), ()), key=lambda version: version[0]):
            found |= rows
        return found

    def day(self, division: str, month: str) -> int:
        return max(version[0] for version in self.versions[division, month])


@pytest.mark.slow
@settings(
    max_examples=settings.default.max_examples // 4,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_whatever_is_sent_in_whatever_order(
    small_office: SmallOffice, tmp_path_factory: pytest.TempPathFactory, steps: list[Send | str]
) -> None:
    office = small_office.copy(tmp_path_factory.mktemp("office") / "office")
    expected = Expected()
    issued = {code: Copy(office.issued(code).read_bytes()) for code in KEYS}
    first, last = dict(issued), dict(issued)
    waiting: list[tuple[str, Copy]] = []
    at = moment("2024-02-10 09:00")
    for number, step in enumerate([*steps, "take", "distribute"]):
        at += dt.timedelta(hours=1)
        now = f"{at:%Y-%m-%d %H:%M}"
        if isinstance(step, Send):
            old = {"issued": issued, "first": first, "last": last}[step.copy][step.division]
            sent = filled(old, step)
            last[step.division] = sent
            office.send(f"{number}.xlsx", sent.data, now)
            waiting.append((step.division, sent))
            continue
        intake = office.take(now)
        assert {file.verdict for file in intake.files} <= {"accepted", "warned"}
        for division, sent in waiting:
            expected.come(division, sent)
        waiting.clear()
        for month in MONTHS:
            assert values(intake, month) == {
                f"{code} {key}": f"in_progress {percent}"
                for code in KEYS
                for key, percent in sorted(expected.rows(code, month).items())
            }
        if step == "distribute":
            office.distribute(now)
            issued = {code: carried_over(office, expected, code) for code in KEYS}


def filled(old: Copy, step: Send) -> Copy:
    typing = DivisionTyping(old.data)
    rows = {KEYS[step.division][row]: percent for row, percent in step.rows.items()}
    words = {key: f"p{percent}" for key, percent in rows.items()}
    typing.type_month(*sheet(step.month, f"{step.day} ก.พ. 2567", words))
    before = old.months.get(step.month, (0, {}))[1]
    months = {**old.months, step.month: (step.day, {**before, **rows})}
    return Copy(typing.save(moment("2024-09-30 12:00")), months)


def carried_over(office: SmallOffice, expected: Expected, code: str) -> Copy:
    """The workbook issued anew, which holds all that was accepted."""
    months = {
        month: (expected.day(code, month), expected.rows(code, month))
        for division, month in expected.versions
        if division == code
    }
    data = office.issued(code).read_bytes()
    assert {month: percents(data, month) for month in months} == {
        month: {key: str(percent) for key, percent in rows.items()} for month, (_, rows) in months.items()
    }
    return Copy(data, months)


def percents(data: bytes, month: str) -> dict[str, str]:
    """What stands in the cells of a month sheet."""
    book = read_book(data)
    name = next(sheet for sheet in book.sheets if sheet.startswith(month))
    (status,) = [table for table in tables_of(book.sheets[name]) if table.name == "status"]
    return {record.key: record.text("percent") for record in status.records if record.text("percent")}
