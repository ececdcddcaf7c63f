"""What is accepted, row by row from the newest file in which a row is filled."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.entry import AcceptedMonth, Entry, MonthReport, Outcome
from toolkit.model.month import BANGKOK, Month
from toolkit.office.accepted import Accepted

DECEMBER = Month(2566, 12)


def version(
    name: str,
    reported: str,
    received: str,
    rows: str,
    *,
    results: str = "",
    taken: bool = True,
    sha256: str = "",
    reporter: str = "นิติกร",
    month: Month = DECEMBER,
) -> AcceptedMonth:
    """One accepted version: rows as "1.1=40 1.2=60", results as "1=ได้ผล"; times as days of January."""
    entries = tuple(
        Entry(key, "in_progress", Fraction(percent))
        for key, percent in (row.split("=") for row in rows.split())
    )
    outcomes = tuple(Outcome(*result.split("=")) for result in results.split())
    report = MonthReport(month, reporter, dt.date(2024, 1, int(reported)), entries, outcomes)
    day, _, hour = received.partition(" ")
    moment = dt.datetime(2024, 1, int(day), int(hour or 9), tzinfo=BANGKOK)
    return AcceptedMonth(
        division_code="01",
        report=report,
        received=moment,
        sha256=sha256 or name * 8,
        file=f"inbox/{name}.xlsx",
        sequence=1,
        taken=taken,
    )


def rows_of(accepted: Accepted) -> str:
    return " ".join(
        f"{key}={by_month[DECEMBER].percent}" for (_, key), by_month in sorted(accepted.entries.items())
    )


@pytest.mark.parametrize(
    ("versions", "expected", "newest"),
    [
        ([version("a", "4", "4", "1.1=40")], "1.1=40", "a"),
        ([version("a", "4", "4", "1.1=40"), version("b", "5", "5", "1.1=60")], "1.1=60", "b"),
        # whichever comes first: a later reported_on wins, then a later receipt, then the hash
        ([version("b", "5", "5", "1.1=60"), version("a", "4", "6", "1.1=40")], "1.1=60", "b"),
        ([version("b", "5", "5 10", "1.1=60"), version("a", "5", "5 9", "1.1=40")], "1.1=60", "b"),
        ([version("a", "5", "5", "1.1=40"), version("b", "5", "5", "1.1=60")], "1.1=60", "b"),
        ([version("b", "5", "5", "1.1=60"), version("a", "5", "5", "1.1=40")], "1.1=60", "b"),
        # row by row: a blank row takes nothing back
        ([version("a", "4", "4", "1.1=40 1.2=10"), version("b", "5", "5", "1.1=60")], "1.1=60 1.2=10", "b"),
        ([version("a", "4", "4", "1.1=40"), version("b", "4", "4 10", "1.2=60")], "1.1=40 1.2=60", "b"),
        ([version("a", "4", "4", "1.1=40"), version("b", "5", "5", "")], "1.1=40", "b"),
        # a version that changes nothing
        ([version("b", "5", "5", "1.1=60"), version("a", "4", "6", "1.2=40", taken=False)], "1.1=60", "b"),
    ],
)
def test_versions(versions: list[AcceptedMonth], expected: str, newest: str) -> None:
    accepted = Accepted(versions)
    assert rows_of(accepted) == expected
    found = accepted.newest.get(("01", DECEMBER))
    assert found is not None
    assert found.file == f"inbox/{newest}.xlsx"


def test_each_row_knows_its_file() -> None:
    accepted = Accepted([version("a", "4", "4", "1.1=40 1.2=10"), version("b", "5", "5", "1.1=60")])
    assert accepted.source("01", "1.1", DECEMBER).file == "inbox/b.xlsx"
    assert accepted.source("01", "1.2", DECEMBER).file == "inbox/a.xlsx"
    with pytest.raises(KeyError):
        accepted.source("01", "1.3", DECEMBER)


def test_the_first_filled_version_is_the_first_in_the_ledger_with_a_row_or_an_outcome() -> None:
    empty, late = version("a", "4", "4", ""), version("b", "5", "9", "1.1=60")
    accepted = Accepted([empty, late, version("c", "5", "10", "1.1=70")])
    assert accepted.first_filled.get(("01", DECEMBER)) is late
    assert Accepted([empty]).first_filled.get(("01", DECEMBER)) is None
    told = version("d", "4", "4", "", results="1=ได้ผล")
    assert Accepted([empty, told, late]).first_filled.get(("01", DECEMBER)) is told
    assert accepted.first_filled.get(("02", DECEMBER)) is None


def test_outcomes_are_taken_by_measure_like_rows() -> None:
    accepted = Accepted(
        [
            version("b", "5", "5", "", results="1=ดี"),
            version("a", "4", "6", "", results="1=พอใช้ 2=มี"),
        ]
    )
    assert accepted.outcomes["01", "1"][DECEMBER].result == "ดี"
    assert accepted.outcomes["01", "2"][DECEMBER].result == "มี"


def test_a_month_as_it_counts() -> None:
    accepted = Accepted(
        [
            version("a", "4", "4", "1.1=40 1.2=10", reporter="ก"),
            version("b", "5", "5", "1.1=60", reporter="ข"),
        ]
    )
    report = accepted.report_of("01", DECEMBER)
    assert report is not None
    assert (report.reporter, report.reported_on) == ("ข", dt.date(2024, 1, 5))
    assert {entry.key: entry.percent for entry in report.entries} == {"1.1": 60, "1.2": 10}
    assert list(accepted.reports_of("01")) == [DECEMBER]
    assert accepted.reports_of("02") == {}
    assert accepted.report_of("01", DECEMBER + 1) is None


@pytest.mark.parametrize(
    ("sent", "news"),
    [
        (version("c", "5", "9", "1.1=60 1.2=10"), False),
        (version("c", "5", "9", "1.1=60"), False),
        (version("c", "5", "9", ""), False),
        (version("c", "5", "9", "1.1=61"), True),
        (version("c", "5", "9", "1.1=60 1.3=5"), True),
        (version("c", "6", "9", "1.1=60"), True),
        (version("c", "4", "9", "1.1=60"), True),
        (version("c", "5", "9", "1.1=60", reporter="ใหม่"), True),
        (version("c", "5", "9", "1.1=60", results="1=ได้ผล"), True),
        (version("c", "5", "9", "1.1=60", month=DECEMBER + 1), True),
    ],
)
def test_what_is_news(sent: AcceptedMonth, news: bool) -> None:
    accepted = Accepted([version("a", "4", "4", "1.1=40 1.2=10"), version("b", "5", "5", "1.1=60")])
    assert accepted.changes("01", sent.report) is news


# --- properties ----------------------------------------------------------------------------------

ROWS = st.dictionaries(st.sampled_from(["1.1", "1.2", "2.1"]), st.integers(1, 99), max_size=3)
VERSIONS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4), ROWS), min_size=1, max_size=5).map(
    lambda made: [
        version(chr(97 + number), str(reported), str(received), " ".join(f"{k}={v}" for k, v in rows.items()))
        for number, (reported, received, rows) in enumerate(made)
    ]
)


@given(VERSIONS, st.randoms())
def test_what_counts_does_not_depend_on_the_order_of_arrival(
    versions: list[AcceptedMonth], random: Random
) -> None:
    shuffled = random.sample(versions, len(versions))
    one, other = Accepted(versions), Accepted(shuffled)
    assert one.entries == other.entries
    assert one.newest.get(("01", DECEMBER)) is other.newest.get(("01", DECEMBER))


@given(VERSIONS)
def test_a_row_that_was_ever_filled_stays_filled(versions: list[AcceptedMonth]) -> None:
    filled = {entry.key for version in versions for entry in version.report.entries}
    assert {key for _, key in Accepted(versions).entries} == filled


@given(VERSIONS)
def test_the_newest_version_is_no_news(versions: list[AcceptedMonth]) -> None:
    accepted = Accepted(versions)
    newest = accepted.newest.get(("01", DECEMBER))
    assert newest is not None
    assert not accepted.changes("01", newest.report)
