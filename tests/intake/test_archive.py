"""What was accepted comes from the ledger; archived files are compared with their hash, and not opened."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from small_office import MONTHS, SmallOffice, sheet, typed

from toolkit.intake import archive
from toolkit.intake.verify import verify
from toolkit.model.finding import UserError

AS_OF = "2023-12-06 09:00"


@pytest.fixture
def taken(small_office: SmallOffice) -> SmallOffice:
    """Two months of one division, accepted."""
    rows = {"1.1": typed("p40") | {"evidence": "แฟ้ม\n3", "percent": "33.5"}, "1.2": "n"}
    months = (
        sheet("ต.ค.", "2 พ.ย. 2566", rows, outcomes={"1": {"result": "=ได้ผล", "problem": "ไม่มี"}}),
        sheet("พ.ย.", "2 ธ.ค. 2566", {"1.1": "d", "1.2": "n"}),
    )
    small_office.send("ก.xlsx", small_office.fill("01", *months), "2023-12-04 09:00")
    assert [file.verdict for file in small_office.take(AS_OF).files] == ["accepted"]
    return small_office


def accepted(office: SmallOffice) -> tuple[object, list[str]]:
    """The accepted state as far as it is compared, with places; and the codes of what was found."""
    state, findings = archive.accepted_of(office.office, office.ledger)
    places = [entry.location for by_month in state.entries.values() for entry in by_month.values()]
    cells = [(one.sheet, one.row, one.cell("percent"), one.cell("reason")) for one in places]
    return (state.months, state.entries, state.outcomes, cells), [finding.code for finding in findings]


def test_no_archived_file_is_opened(taken: SmallOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> object:
        raise AssertionError("a workbook was opened")

    monkeypatch.setattr(archive, "read_book", opened)
    monkeypatch.setattr(archive, "read_bytes", opened)
    (months, *_), codes = accepted(taken)  # type: ignore[misc]
    assert (len(months), codes) == (2, [])


def test_a_line_holds_each_value_with_its_cell(taken: SmallOffice) -> None:
    line = json.loads(taken.office.ledger.read_bytes().splitlines()[1])
    october = line["months"][0]
    assert (october["sheet"], october["reporter"]) == ("ต.ค.66", "นักวิชาการ")
    number, key, *values = october["rows"][0]
    assert (key, values) == ("1.1", ["in_progress", "33.5", "ดำเนินการตามแผน", "แฟ้ม\n3", ""])
    entry = taken.take(AS_OF).accepted.entries["01", "1.1"][MONTHS["ต.ค."]]
    cells = {name: entry.location.cell(name) for name in october["columns"]}
    assert cells == {name: f"{letters}{number}" for name, letters in october["columns"].items()}
    assert [row[1:3] for row in october["outcomes"]] == [["1", "=ได้ผล"]]


HARMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "gone": (lambda path: path.unlink(), "archive-missing"),
    "changed": (lambda path: path.write_bytes(path.read_bytes() + b" "), "archive-changed"),
    "cut": (lambda path: path.write_bytes(path.read_bytes()[:-1]), "archive-changed"),
    "a link to the same bytes": (lambda path: linked(path), "archive-changed"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "archive-changed"),
    "a pipe": (lambda path: (path.unlink(), os.mkfifo(path)), "archive-changed"),
}


def linked(path: Path) -> None:
    other = path.with_name("other.xlsx")
    path.rename(other)
    path.symlink_to(other)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows, and there are no pipes in folders")
@pytest.mark.parametrize("harm", HARMS)
def test_a_file_that_is_not_what_was_accepted_does_not_count(taken: SmallOffice, harm: str) -> None:
    do, code = HARMS[harm]
    line = taken.ledger.lines[1]
    do(taken.office.root / line.archive)
    (months, *_), codes = accepted(taken)  # type: ignore[misc]
    assert (months, codes) == ([], [code])
    (finding,) = taken.roll_up("พ.ย.", AS_OF).findings
    assert (finding.code, finding.found, finding.expected) == (code, line.archive, "2")
    assert code in [finding.code for finding in verify(taken.office).findings]


def test_a_ledger_of_a_newer_version_is_left_alone(taken: SmallOffice) -> None:
    lines = taken.office.ledger.read_bytes().splitlines(keepends=True)
    newer = json.loads(lines[-1]) | {"schema": 99, "toolkit_version": "99.1"}
    taken.office.ledger.write_bytes(b"".join(lines[:-1]) + json.dumps(newer).encode() + b"\n")
    with pytest.raises(UserError) as caught:
        taken.roll_up("พ.ย.", AS_OF)
    finding = caught.value.finding
    assert (finding.code, finding.found, finding.expected) == ("ledger-newer", str(len(lines)), "99.1")
