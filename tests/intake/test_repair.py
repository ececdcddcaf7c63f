"""A damaged ledger is mended, the figures stay, and lines that are gone from its end are noticed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forged_ledger import changed as rewrite
from small_office import DIVISIONS, MONTHS, SmallOffice, moment, plan_content, sheet

from toolkit.intake.archive import issued_plans
from toolkit.intake.verify import repair, verify
from toolkit.office.ledger import Ledger
from toolkit.rollup.roll_up import RollUp, status_of
from toolkit.rollup.rollup_json import roll_up_json
from toolkit.rollup.write import write_roll_up

pytestmark = pytest.mark.slow  # whole offices, several seconds in all

LATER = "2024-02-10 09:00"
Harm = Callable[[bytes], bytes]


@pytest.fixture
def office(small_office: SmallOffice) -> SmallOffice:
    """Two divisions reported December; one changed its report after the month was rolled up."""
    for name, code, rows, at in (
        ("ก.xlsx", "01", {"1.1": "p40", "1.2": "n"}, "2024-01-04 09:00"),
        ("ข.xlsx", "02", {"1.1": "p60", "2.1": "p10"}, "2024-01-04 10:00"),
        ("ค.xlsx", "02", {"1.1": "p60", "2.1": "p120"}, "2024-01-04 11:00"),
    ):
        small_office.send(name, small_office.fill(code, sheet("ธ.ค.", "4 ม.ค. 2567", rows)), at)
    small_office.roll_up("ธ.ค.", "2024-01-10 09:00")
    again = small_office.fill("01", sheet("ธ.ค.", "20 ม.ค. 2567", {"1.1": "p70", "1.2": "n"}))
    small_office.send("ง.xlsx", again, "2024-01-20 09:00")
    write_roll_up(small_office.office, small_office.roll_up("ธ.ค.", "2024-01-22 09:00"))
    return small_office


def status(office: SmallOffice) -> RollUp:
    return status_of(office.office, office.plan, month=MONTHS["ธ.ค."], as_of=moment(LATER))


def figures(office: SmallOffice) -> object:
    """What is printed."""
    plain = roll_up_json(status(office), "th")
    return {key: plain[key] for key in ("overall", "measures", "divisions", "restatements") if key in plain}


def changed(data: bytes, number: int, change: Callable[[bytes], bytes]) -> bytes:
    """The ledger with one line changed; -1 is the last one."""
    lines = data.splitlines(keepends=True)
    lines[number] = change(lines[number])
    return b"".join(lines)


@pytest.mark.parametrize(
    ("harm", "codes"),
    [
        (lambda data: b"\xef\xbb\xbf" + data, ["ledger-mark"]),
        (lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), ["ledger-mark"]),
        (lambda data: changed(data, 1, lambda line: b"\n" + line), ["ledger-blank"]),
        (lambda data: data + b"\n \n", ["ledger-blank"]),
        (lambda data: data + bytes(512), ["ledger-nuls"]),
        (lambda data: data + bytes(512) + b"\n", ["ledger-nuls"]),
        (lambda data: changed(data, 2, lambda line: bytes(16) + line), ["ledger-nuls"]),
        (lambda data: changed(data, -1, lambda line: line[: len(line) // 2] + b"\n"), ["ledger-line-broken"]),
        (lambda data: changed(data, -1, lambda line: line[: len(line) // 2]), ["ledger-line-broken"]),
        (lambda data: changed(data, -1, lambda line: bytes(len(line))), ["ledger-nuls"]),
        (lambda data: changed(data, 1, lambda line: line[:99] + b"\n"), ["ledger-line-broken"]),
        (lambda data: changed(data, 2, lambda line: b'{"before":' * 9999 + b"\n"), ["ledger-line-broken"]),
        (lambda data: b"", []),
    ],
)
def test_a_damaged_ledger_is_mended_and_the_figures_stay(
    office: SmallOffice, harm: Harm, codes: list[str]
) -> None:
    before, path = figures(office), office.office.ledger
    damaged = harm(path.read_bytes())
    path.write_bytes(damaged)
    findings = repair(office.office, as_of=moment(LATER))
    assert [finding.code for finding in findings] == [*codes, "ledger-repaired"] * bool(codes)
    if not codes:
        return
    assert figures(office) == before
    assert verify(office.office).findings == ()
    assert (office.office.root / findings[-1].expected).read_bytes() == damaged
    assert [line.event for line in office.ledger.lines].count("repaired") == 1
    assert repair(office.office, as_of=moment(LATER)) == ()
    events = [line.event for line in office.ledger.lines]
    assert office.roll_up("ธ.ค.", LATER).findings == ()
    assert figures(office) == before
    # What is taken in again has the name under which it was sent: in the inbox it is no news.
    assert "resent" not in [line.event for line in office.ledger.lines[len(events) :]]


@pytest.mark.parametrize(
    "change", [(b'"in_progress", 40', b'"in_progress", 90'), (b"archive/01/", b"archive/02/"), (b"40", b"41")]
)
def test_what_a_changed_line_claims_is_read_from_the_archive(
    office: SmallOffice, change: tuple[bytes, bytes]
) -> None:
    """Somebody made 40 percent 90, with every hash behind it left as it was."""
    before = figures(office)
    data = office.office.ledger.read_bytes()
    office.office.ledger.write_bytes(changed(data, 1, lambda line: line.replace(*change)))
    codes = [finding.code for finding in repair(office.office, as_of=moment(LATER))]
    assert codes == ["ledger-line-broken", "ledger-repaired"]
    assert figures(office) == before
    assert verify(office.office).sound


def test_a_ledger_of_which_nothing_is_left_comes_from_the_archive(office: SmallOffice) -> None:
    """The files know when they were received, and the plans what was issued; not when a month was closed."""
    before = figures(office)
    office.office.ledger.write_bytes(b"[" * 100_000 + b"\n")
    codes = [finding.code for finding in repair(office.office, as_of=moment(LATER))]
    assert codes == ["ledger-line-broken", "ledger-repaired"]
    events = [line.event for line in office.ledger.lines]
    assert events == ["repaired", "distributed", "accepted", "accepted", "accepted"]
    assert verify(office.office).findings == ()
    assert isinstance(before, dict)
    assert figures(office) == before | {"restatements": []}


def test_a_ledger_without_the_rows_that_were_read_comes_from_the_archive(office: SmallOffice) -> None:
    """Development versions wrote such lines, and did not say of which form they are."""
    before = figures(office)

    def older(line: dict[str, Any]) -> None:
        for name in ("schema", "photos", "plan"):
            line.pop(name, None)
        for month in line.get("months", ()):
            for name in ("row", "reporter", "cells", "columns", "rows", "outcome_columns", "outcomes"):
                month.pop(name)

    rewrite(office.office, older)
    codes = [finding.code for finding in repair(office.office, as_of=moment(LATER))]
    assert codes == ["ledger-line-broken", "ledger-repaired"]
    assert verify(office.office).findings == ()
    assert isinstance(before, dict)
    assert figures(office) == before | {"restatements": []}


def test_a_plan_that_was_distributed_behind_a_broken_line_stays(office: SmallOffice) -> None:
    office.change_plan(plan_content(divisions=DIVISIONS[:2]))
    office.distribute("2024-01-24 09:00")
    plans = issued_plans(office.office, office.ledger.lines)
    data = office.office.ledger.read_bytes()
    office.office.ledger.write_bytes(changed(data, 1, lambda line: line[:99] + b"\n"))
    codes = [finding.code for finding in repair(office.office, as_of=moment(LATER))]
    assert codes == ["ledger-line-broken", "ledger-repaired"]
    assert issued_plans(office.office, office.ledger.lines) == plans
    assert [line.event for line in office.ledger.lines].count("distributed") == 2


def test_a_sound_ledger_stays_as_it_is(office: SmallOffice) -> None:
    before = office.office.ledger.read_bytes()
    assert repair(office.office, as_of=moment(LATER)) == ()
    assert office.office.ledger.read_bytes() == before


@pytest.mark.parametrize("left", [("ledger.jsonl",), ("ledger.jsonl", ".head")])
def test_a_last_line_that_is_taken_out_is_noticed(office: SmallOffice, left: tuple[str, ...]) -> None:
    """By the head beside the ledger; where that went too, by the roll-up that was made of it."""
    path = office.office.ledger
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    if ".head" in left:
        path.with_name(".head").unlink()
    found = {(finding.code, finding.file) for finding in verify(office.office).findings}
    rolled = {("ledger-head-differs", f"reports/rollup-2566-12.{kind}") for kind in ("json", "xlsx")}
    assert found >= rolled
    assert (("ledger-head-differs", ".head") in found) is (".head" not in left)
    assert not verify(office.office).sound


def test_a_last_line_that_is_changed_is_noticed(office: SmallOffice) -> None:
    path = office.office.ledger
    last = json.loads(path.read_bytes().splitlines()[-1])
    last["received"] = "2024-01-02T09:00:00+07:00"
    raw = json.dumps(last, ensure_ascii=False).encode() + b"\n"
    path.write_bytes(changed(path.read_bytes(), -1, lambda _: raw))
    assert [finding.file for finding in verify(office.office).findings] == [".head"]


def test_the_next_roll_up_says_so_once(office: SmallOffice) -> None:
    path = office.office.ledger
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    codes = [finding.code for finding in office.roll_up("ธ.ค.", LATER).findings]
    assert codes == ["ledger-head-differs"]
    assert office.roll_up("ธ.ค.", LATER).findings == ()


def test_a_head_that_a_crash_left_behind_says_nothing(office: SmallOffice) -> None:
    head = office.office.ledger.with_name(".head")
    for content in (b"", b"1 ", b"2 " + b"0" * 64 + b"\n"):
        head.write_bytes(content)
        assert verify(office.office).sound
        assert Ledger(office.office.ledger).head_faults() == ()


def test_what_people_put_into_reports_is_no_head(office: SmallOffice) -> None:
    for name, content in (
        ("rollup-x.json", b"["),
        ("rollup-y.json", b'{"ledger_head": "999 x"'),
        ("rollup-z.xlsx", b"PK"),
        ("a.sources.csv", b"a,b\n"),
        ("b.sources.csv", b""),
    ):
        Path(office.office.reports, name).write_bytes(content)
    assert verify(office.office).findings == ()
