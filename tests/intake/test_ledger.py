"""The ledger: append-only, each line carrying the hash of the one before."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from toolkit.model.entry import AcceptedMonth, Entry, MonthReport, Outcome
from toolkit.model.finding import Finding, Location, UserError
from toolkit.model.month import BANGKOK, Month
from toolkit.office.ledger import Ledger, LedgerLine

TIME = dt.datetime(2024, 1, 6, 9, 0, tzinfo=BANGKOK)
DECEMBER = Month(2566, 12)
AT = Location("ธ.ค.66", 12, {"status": 7, "percent": 8, "action": 9, "evidence": 10, "reason": 27})
REPORT = MonthReport(
    DECEMBER,
    "นิติกร",
    dt.date(2024, 1, 4),
    (
        Entry("1.1", "in_progress", Fraction("33.5"), "ทำ", "แฟ้ม\r\n\u2028\x85", "", AT),
        Entry("1.10", "cannot", Fraction(100, 3), reason='"เหตุ"', location=replace(AT, row=13)),
        Entry("ไม่มีในแผน", "done", Fraction(100), location=replace(AT, row=14)),
        Entry("2.1", "not_started", location=replace(AT, row=15)),
    ),
    (Outcome("1", "ได้ผล", "", "", "เพิ่ม", Location("ธ.ค.66", 20, {"result": 4, "suggestion": 7})),),
    location=Location("ธ.ค.66", 3),
    cells={"reporter": "C7", "reported_on": "C8"},
)
FULL = LedgerLine(
    "accepted",
    TIME,
    file="inbox/กองคลัง/ธ.ค..xlsx",
    sha256="ab" * 32,
    kind="division",
    division_code="02",
    archive="archive/02/x.xlsx",
    received=TIME,
    months=(
        AcceptedMonth(report=REPORT, received=TIME),
        AcceptedMonth(report=replace(REPORT, month=DECEMBER + 1), received=TIME, taken=False),
    ),
    filled=(DECEMBER,),
    findings=(Finding("row-blank", "ธ.ค.66", "F12", "1.1", "", "inbox/กองคลัง/ธ.ค..xlsx"),),
    plan_digest="0123456789abcdef",
)


def events(path: Path) -> list[str]:
    return [line.event for line in Ledger(path).lines]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of three lines."""
    path = tmp_path / "archive" / "ledger.jsonl"
    ledger = Ledger(path)
    ledger.append(LedgerLine("distributed", TIME, issued=("11" * 32,), plan_digest="d"))
    ledger.append(FULL)
    ledger.append(LedgerLine("rolled-up", TIME, month=DECEMBER))
    return path


def test_each_line_carries_the_hash_of_the_one_before(path: Path) -> None:
    lines = path.read_bytes().splitlines()
    assert [json.loads(line)["before"] for line in lines] == [
        "",
        *(hashlib.sha256(line).hexdigest() for line in lines[:2]),
    ]


def test_lines_come_back_as_they_were(path: Path) -> None:
    lines = Ledger(path).lines
    assert [(line.sequence, line.event) for line in lines] == [
        (1, "distributed"),
        (2, "accepted"),
        (3, "rolled-up"),
    ]
    full = lines[1]
    for name in (
        "time",
        "file",
        "sha256",
        "kind",
        "division_code",
        "archive",
        "received",
        "months",
        "filled",
    ):
        assert getattr(full, name) == getattr(FULL, name), name
    assert (full.findings, full.plan_digest) == (FULL.findings, FULL.plan_digest)
    read = full.months[0].report
    assert read is not None
    for mine, own in zip((*read.entries, *read.outcomes), (*REPORT.entries, *REPORT.outcomes), strict=True):
        assert mine.location == own.location
    assert (read.location, read.cells) == (REPORT.location, REPORT.cells)
    assert (lines[0].issued, lines[2].month) == (("11" * 32,), DECEMBER)


def test_no_ledger_yet_means_no_lines(tmp_path: Path) -> None:
    assert Ledger(tmp_path / "ledger.jsonl").lines == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("keep", [1, 30, 200])
def test_a_torn_last_line_is_dropped_and_written_over(path: Path, keep: int) -> None:
    whole = path.read_bytes()
    torn = whole[: whole.rstrip(b"\n").rfind(b"\n") + 1 + keep]
    path.write_bytes(torn)
    ledger = Ledger(path)
    assert [line.event for line in ledger.lines] == ["distributed", "accepted"]
    assert path.read_bytes() == torn  # reading mends nothing
    ledger.append(LedgerLine("rolled-up", TIME, month=DECEMBER + 1))
    assert events(path) == ["distributed", "accepted", "rolled-up"]
    assert Ledger(path).lines[2].month == DECEMBER + 1


@pytest.mark.parametrize("keep", [1, 30, 200])
def test_a_torn_last_line_is_mended_with_a_note(path: Path, keep: int) -> None:
    whole = path.read_bytes()
    sound = whole[: whole.rstrip(b"\n").rfind(b"\n") + 1]
    path.write_bytes(sound + whole[len(sound) :][:keep])
    assert Ledger(path, keep=False).mend() == ()
    ledger = Ledger(path)
    (note,) = ledger.mend()
    assert (note.code, note.found, path.read_bytes()) == ("ledger-mended", "3", sound)
    assert ledger.mend() == ()


@pytest.mark.parametrize("first", ["mend", "append"])
def test_a_last_line_that_lacks_its_end_alone_is_not_lost(path: Path, first: str) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole.removesuffix(b"\n"))
    ledger = Ledger(path)
    assert [line.event for line in ledger.lines] == ["distributed", "accepted", "rolled-up"]
    if first == "mend":
        assert [note.code for note in ledger.mend()] == ["ledger-mended"]
        assert path.read_bytes() == whole
    ledger.append(LedgerLine("rolled-up", TIME, month=DECEMBER + 1))
    assert path.read_bytes().startswith(whole)
    assert events(path) == ["distributed", "accepted", "rolled-up", "rolled-up"]


def test_two_writers_never_overwrite_each_other(path: Path) -> None:
    mine, other = Ledger(path), Ledger(path)
    other.append(LedgerLine("rolled-up", TIME, month=DECEMBER + 1))
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        mine.append(LedgerLine("rolled-up", TIME, month=DECEMBER + 2))
    assert (caught.value.finding.code, caught.value.finding.found) == ("ledger-moved-on", "3")
    assert (path.read_bytes(), len(mine.lines)) == (before, 3)


def test_a_line_counts_though_the_head_beside_it_is_locked(path: Path) -> None:
    """An antivirus may hold it: two lines of one number would break the ledger."""
    ledger, head = Ledger(path), path.with_name(".head")
    number = len(ledger.lines)
    head.unlink()
    head.mkdir()
    with pytest.raises(UserError):
        ledger.append(LedgerLine("rolled-up", TIME, month=DECEMBER + 1))
    head.rmdir()
    ledger.append(LedgerLine("rolled-up", TIME, month=DECEMBER + 1))
    assert [line.sequence for line in Ledger(path).lines[number:]] == [number + 1, number + 2]


def test_lines_that_are_doubled_or_change_places_break_the_chain(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    for order, number in (((0, 1, 1, 2), "3"), ((0, 2, 1), "2"), ((1, 0, 2), "1"), ((0, 1, 2, 2), "4")):
        path.write_bytes(b"".join(lines[place] for place in order))
        with pytest.raises(UserError) as caught:
            Ledger(path)
        assert (caught.value.finding.code, caught.value.finding.found) == ("ledger-broken", number)


def test_a_year_of_thirty_divisions_loads_at_once(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    texts = "ประชุมคณะทำงานเพื่อทบทวนขั้นตอนการให้บริการ และประกาศให้ประชาชนทราบ"
    entries = tuple(
        Entry(f"{number}.1", "in_progress", Fraction(40), texts, "https://www.office.example/a", "", AT)
        for number in range(10)
    )
    month = AcceptedMonth(report=replace(REPORT, entries=entries), received=TIME)
    for _ in range(360):
        ledger.append(replace(FULL, months=(month,)))
    best = 1.0
    for _ in range(5):
        start = time.process_time()
        Ledger(tmp_path / "ledger.jsonl")
        best = min(best, time.process_time() - start)
    assert best < 0.15  # 0.05 on a machine that is idle


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (b'"division_code": "02"', b'"division_code": "03"', "3"),
        (b'"event": "distributed"', b'"event": "DISTRIBUTED"', "2"),
        (b'"sequence": 2, ', b"", "2"),
        (b'{"sequence": 2', b'"sequence": 2', "2"),
        (b'{"sequence": 1', b'\n{"sequence": 1', "1"),
        (b"row-blank", b"row-\xffblank", "2"),
    ],
    ids=["a value", "an event", "a key", "no JSON", "an empty line", "no UTF-8"],
)
def test_a_changed_line_breaks_the_chain(path: Path, old: bytes, new: bytes, line: str) -> None:
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    with pytest.raises(UserError) as caught:
        Ledger(path)
    assert (caught.value.finding.code, caught.value.finding.found) == ("ledger-broken", line)


@pytest.mark.parametrize("lost", [0, 1])
def test_a_lost_line_breaks_the_chain(path: Path, lost: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:lost] + lines[lost + 1 :]))
    with pytest.raises(UserError, match="ledger-broken"):
        Ledger(path)


def test_a_rehearsal_writes_nothing(path: Path) -> None:
    before = path.read_bytes()
    ledger = Ledger(path, keep=False)
    assert ledger.append(LedgerLine("rolled-up", TIME, month=DECEMBER)).sequence == 4
    assert len(ledger.lines) == 4
    assert path.read_bytes() == before


def test_a_finding_of_another_version_is_left_out(path: Path) -> None:
    text = path.read_text(encoding="utf-8").splitlines()[1]  # nothing in a text ends a line
    changed = json.loads(text) | {"before": "", "sequence": 1}
    changed["findings"].append(
        {"code": "no-longer-known", "sheet": "", "cell": "", "found": "", "expected": ""}
    )
    path.write_text(json.dumps(changed) + "\n", encoding="utf-8")
    assert Ledger(path).lines[0].findings == FULL.findings


def test_a_line_holds_at_most_300_findings(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    many = tuple(Finding("row-blank", cell=f"F{row}", file="a") for row in range(400))
    ledger.append(LedgerLine("rejected", TIME, file="a", findings=many))
    assert Ledger(tmp_path / "ledger.jsonl").lines[0].findings == many[:300]
