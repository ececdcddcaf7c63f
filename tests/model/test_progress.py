"""The arithmetic of one assignment, as tables: a letter and a percent stand for each month's entry.

`n` not started, `p40` in progress at 40, `d` done, `c` cannot (percent blank), `c30` cannot at 30, `x` na,
`.` no entry. Months run from October.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.entry import Entry, Status
from toolkit.model.month import Month, fiscal_months
from toolkit.model.plan import Every, Measure, Step
from toolkit.model.progress import (
    Assignment,
    History,
    history_of,
    in_finished_round,
    is_due,
    is_stale,
    outcome_months,
    planned_at,
    rounds,
    value_at,
)

YEAR = fiscal_months(2567)
SHORT = dict(
    zip(
        ["ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."],
        YEAR,
        strict=True,
    )
)
STATUSES: dict[str, Status] = {"n": "not_started", "p": "in_progress", "d": "done", "c": "cannot", "x": "na"}


def history(text: str) -> dict[Month, Entry]:
    found = {}
    for month, word in zip(YEAR, text.split(), strict=False):
        if word != ".":
            percent = Fraction(word[1:]) if word[1:] else None
            found[month] = Entry("1.1", STATUSES[word[0]], percent)
    return found


def counted(it: Assignment, text: str) -> History:
    """The entries that count of what division 01 reported."""
    return history_of(it, {("01", "1.1"): history(text)})


def assignment(
    start: str = "ต.ค.",
    end: str = "ก.ย.",
    due: str = "",
    first: str = "",
    until: str = "",
    every: Every | None = None,
) -> Assignment:
    step = Step(
        "1", "1", "ขั้นตอน", due=SHORT.get(due), first=SHORT.get(first), until=SHORT.get(until), every=every
    )
    return Assignment(Measure("1", "มาตรการ", SHORT[start], SHORT[end], steps=(step,)), step, "01")


def shown(value: Fraction | None) -> str:
    return "–" if value is None else f"{float(value):g}"


@pytest.mark.parametrize(
    ("entries", "values"),
    [
        (".  .  .  .", "0 0 0 0"),
        ("n  .  .  .", "0 0 0 0"),
        ("p40 . p70 .", "40 40 70 70"),
        ("p40 d  .  .", "40 100 100 100"),
        ("d  p40 .  .", "100 100 100 100"),
        ("d  n  .  .", "100 100 100 100"),
        ("p40 c  .  .", "40 40 40 40"),
        ("c  .  .  .", "0 0 0 0"),
        ("p40 c30 . .", "40 30 30 30"),
        ("p40 c0 . .", "40 0 0 0"),
        ("p40 x  .  p60", "40 – – –"),
        ("p40 x  .  c", "40 – – –"),
        ("x  .  .  d", "– – – –"),
        ("p1/3 . . .", "0.333333 0.333333 0.333333 0.333333"),
    ],
)
def test_the_value_is_the_latest_entry(entries: str, values: str) -> None:
    known = counted(assignment(), entries)
    found = [shown(value_at(assignment(), known, month).percent) for month in YEAR[:4]]
    assert found == values.split()


def test_a_value_names_its_status_and_its_month() -> None:
    known = history("p40 . x")
    assert [
        (value_at(assignment(), known, month).status, value_at(assignment(), known, month).month)
        for month in YEAR[:4]
    ] == [
        ("in_progress", YEAR[0]),
        ("in_progress", YEAR[0]),
        ("na", YEAR[2]),
        ("na", YEAR[2]),
    ]
    assert value_at(assignment(), {}, YEAR[3]).month is None


@pytest.mark.parametrize(
    ("every", "due", "entries", "values"),
    [
        ("month", "ธ.ค.", "d . d", "33.3333 33.3333 66.6667"),
        ("month", "ธ.ค.", "d d d", "33.3333 66.6667 100"),
        ("month", "ธ.ค.", "p50 n c", "0 0 0"),
        ("month", "ธ.ค.", "d x .", "33.3333 – –"),
        ("month", "ธ.ค.", "d x d", "33.3333 – 66.6667"),
        ("month", "ธ.ค.", "d d d d d", "33.3333 66.6667 100 100 100"),
        ("quarter", "มี.ค.", ". . d . . d", "0 0 50 50 50 100"),
        ("quarter", "มี.ค.", "d . . . . .", "50 50 50 50 50 50"),
        ("quarter", "มี.ค.", "d p50 . . . .", "50 0 0 0 0 0"),
        ("quarter", "มี.ค.", "p50 d . d . .", "0 50 50 100 100 100"),
        ("quarter", "พ.ย.", ". d", "0 100"),
    ],
)
def test_a_recurring_step_counts_rounds(every: Every, due: str, entries: str, values: str) -> None:
    known = history(entries)
    it = assignment(due=due, every=every)
    expected = values.split()
    assert [shown(value_at(it, known, month).percent) for month in YEAR[: len(expected)]] == expected


@pytest.mark.parametrize(
    ("every", "start", "first", "due", "expected"),
    [
        ("month", "ต.ค.", "", "ธ.ค.", "1-1 2-2 3-3"),
        ("month", "ต.ค.", "พ.ย.", "ธ.ค.", "2-2 3-3"),
        ("quarter", "ต.ค.", "", "ก.ย.", "1-3 4-6 7-9 10-12"),
        ("quarter", "พ.ย.", "", "ก.พ.", "2-3 4-5"),
        ("quarter", "พ.ย.", "ต.ค.", "พ.ย.", "2-2"),
        ("quarter", "ต.ค.", "", "ม.ค.", "1-3 4-4"),
    ],
)
def test_rounds(every: Every, start: str, first: str, due: str, expected: str) -> None:
    it = assignment(start=start, due=due, first=first, every=every)
    found = rounds(it.measure, it.step)
    assert " ".join(f"{a.fiscal_index}-{b.fiscal_index}" for a, b in found) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "8.33333 16.6667 25 33.3333"),
        ({"due": "ธ.ค."}, "33.3333 66.6667 100 100"),
        ({"end": "ธ.ค."}, "33.3333 66.6667 100 100"),
        ({"start": "พ.ย.", "due": "ธ.ค."}, "0 50 100 100"),
        ({"start": "ต.ค.", "first": "พ.ย.", "due": "ธ.ค."}, "0 50 100 100"),
        ({"start": "ธ.ค.", "first": "พ.ย.", "due": "ธ.ค."}, "0 0 100 100"),
        ({"due": "ต.ค."}, "100 100 100 100"),
        ({"due": "ธ.ค.", "every": "month"}, "33.3333 66.6667 100 100"),
        ({"due": "ธ.ค.", "every": "quarter"}, "0 0 100 100"),
        ({"due": "ม.ค.", "every": "quarter"}, "0 0 50 100"),
    ],
)
def test_planned_counts_whole_months_both_ends_in(fields: dict[str, str], expected: str) -> None:
    it = assignment(**fields)  # type: ignore[arg-type]
    assert [shown(planned_at(it.measure, it.step, month)) for month in YEAR[:4]] == expected.split()


@pytest.mark.parametrize(
    ("fields", "entries", "due"),
    [
        ({}, ". . . . .", "+ + + + +"),
        ({}, "p40 . . . .", "+ + + + +"),
        ({}, ". d . . .", "+ + - - -"),
        ({}, ". x . . .", "+ + - - -"),
        ({}, "c . . . .", "+ + + + +"),
        ({}, "d . n . .", "+ - - - -"),
        ({"start": "ธ.ค."}, ". . . . .", "- - + + +"),
        ({"first": "ธ.ค."}, ". . . . .", "- - + + +"),
        ({"until": "พ.ย."}, ". . . . .", "+ + - - -"),
        ({"end": "พ.ย."}, ". . . . .", "+ + + + +"),  # late work stays due
        ({"due": "พ.ย."}, ". . . . .", "+ + + + +"),
        ({"every": "month", "due": "ธ.ค."}, "d d . . .", "+ + + - -"),
        ({"every": "month", "due": "ธ.ค."}, ". x . . .", "+ + - - -"),
        ({"every": "quarter", "start": "พ.ย.", "due": "ธ.ค."}, ". d . . .", "- + + - -"),
    ],
)
def test_a_row_is_due_until_it_is_finished(fields: dict[str, str], entries: str, due: str) -> None:
    it = assignment(**fields)  # type: ignore[arg-type]
    known = counted(it, entries)
    assert ["+" if is_due(it, known, month) else "-" for month in YEAR[:5]] == due.split()


@pytest.mark.parametrize(
    ("every", "entries", "finished"),
    [
        ("quarter", "d . . . .", "- + + - -"),
        ("quarter", ". d . d .", "- - + - +"),
        ("quarter", "d p50 . . .", "- + - - -"),
        ("quarter", "p50 . . . .", "- - - - -"),
        ("month", "d d . . .", "- - - - -"),
        (None, "d . . . .", "- - - - -"),
    ],
)
def test_a_quarter_that_is_done_is_not_asked_for_again(
    every: Every | None, entries: str, finished: str
) -> None:
    it, known = assignment(every=every), history(entries)
    found = ["+" if in_finished_round(it, known, month) else "-" for month in YEAR[:5]]
    assert found == finished.split()


def test_a_due_row_without_this_months_entry_is_stale() -> None:
    known = history("p40 . d . .")
    assert [is_stale(assignment(), known, month) for month in YEAR[:5]] == [False, True, False, False, False]


def test_outcomes_are_asked_for_in_march_and_september_and_when_done() -> None:
    measure = assignment(start="ธ.ค.").measure
    assert outcome_months(measure, ()) == {SHORT["มี.ค."], SHORT["ก.ย."]}
    assert outcome_months(measure, [SHORT["ม.ค."]]) == {SHORT["ม.ค."], SHORT["มี.ค."], SHORT["ก.ย."]}


# --- properties ----------------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["n", "p1", "p50", "p99", "d", "c", "c30", "x", "."]), max_size=12)
EVERY = st.sampled_from([None, "month", "quarter"])
MONTH = st.sampled_from(YEAR)


@given(WORDS, EVERY, MONTH)
def test_a_value_is_nothing_or_a_percent(words: list[str], every: Every | None, month: Month) -> None:
    value = value_at(assignment(every=every), history(" ".join(words)), month)
    assert (value.percent is None) == (value.status == "na")
    assert value.percent is None or 0 <= value.percent <= 100


@given(WORDS, EVERY, MONTH)
def test_later_entries_do_not_change_an_earlier_value(
    words: list[str], every: Every | None, month: Month
) -> None:
    it, known = assignment(every=every), history(" ".join(words))
    until = {earlier: entry for earlier, entry in known.items() if earlier <= month}
    assert value_at(it, known, month) == value_at(it, until, month)


@given(EVERY, MONTH, MONTH, MONTH)
def test_planned_rises_from_0_to_100(every: Every | None, start: Month, due: Month, month: Month) -> None:
    start, due = min(start, due), max(start, due)
    step = Step("1", "1", "ขั้นตอน", due=due, every=every)
    measure = Measure("1", "มาตรการ", start, YEAR[-1], steps=(step,))
    planned = planned_at(measure, step, month)
    assert planned <= planned_at(measure, step, month + 1)
    assert (planned == 100) == (month >= due)
    assert month >= start or planned == 0


@pytest.mark.parametrize(
    ("fields", "entries", "counting"),
    [
        ({}, "p40 d p90 n d", "+ + - - -"),
        ({}, "x d . c .", "+ - . - ."),
        ({}, "c c30 d . .", "+ + + . ."),
        ({"start": "ธ.ค."}, "p10 p20 p30 p40 .", "- - + + ."),
        ({"first": "พ.ย.", "until": "ธ.ค."}, "d p20 p30 p40 .", "- + + - ."),
        ({"due": "พ.ย."}, "p10 p20 p30 . .", "+ + + . ."),  # late work counts
        ({"every": "month", "due": "ธ.ค."}, "d d d d .", "+ + + - ."),
        ({"every": "month"}, "d x d . .", "+ + - . ."),
    ],
)
def test_what_stands_in_a_row_that_is_not_due_does_not_count(
    fields: dict[str, str], entries: str, counting: str
) -> None:
    it = assignment(**fields)  # type: ignore[arg-type]
    known = counted(it, entries)
    signs = [
        "." if word == "." else "+" if month in known else "-"
        for month, word in zip(YEAR, entries.split(), strict=False)
    ]
    assert signs == counting.split()


@given(WORDS, MONTH)
def test_what_is_done_or_na_is_not_asked_for_again(words: list[str], month: Month) -> None:
    known = counted(assignment(), " ".join(words))
    before = [known[earlier].status for earlier in sorted(known) if earlier < month]
    assert is_due(assignment(), known, month) == (not before or before[-1] not in ("done", "na"))
