"""Distributing a plan: what lies in the outbox and the archive, the first time and again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from small_office import DIVISIONS, MEASURES, STEPS, SmallOffice, moment, plan_content, sheet, typed

from toolkit.books.plan_book import make_plan_workbook
from toolkit.intake.plan_file import check_plan_file
from toolkit.messages.catalogue import severity_of
from toolkit.model.finding import UserError
from toolkit.planning.distribution import distribute_workbooks
from toolkit.planning.new_office import new_office
from toolkit.xlsx.layouts import REMOVED_SHEET
from toolkit.xlsx.sheet_data import BookData
from toolkit.xlsx.strict_reader import read_book
from toolkit.xlsx.tables import TableRow, tables_of

pytestmark = pytest.mark.slow  # whole offices, several seconds in all

FIRST, SECOND, THIRD = STEPS
AGAIN = "2024-01-10 09:00"


def book_of(office: SmallOffice, code: str) -> BookData:
    return read_book(office.issued(code).read_bytes())


def rows(book: BookData, month: str = "ธ.ค.66") -> dict[str, TableRow]:
    """The status rows of a month sheet by key."""
    (status,) = (table for table in tables_of(book.sheets[month]) if table.name == "status")
    return {record.key: record for record in status.records if record.key}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def report(office: SmallOffice, code: str, *words: tuple[str, str]) -> None:
    """A division reports on December, and it is taken in."""
    data = office.fill(code, sheet("ธ.ค.", "4 ม.ค. 2567", dict(words)))
    office.send(f"{code}.xlsx", data, "2024-01-04 09:00")
    office.take("2024-01-06 09:00")


# --- the first time -----------------------------------------------------------------------------


def test_the_outbox_holds_one_workbook_for_each_division_with_work(small_office: SmallOffice) -> None:
    assert sorted(files(small_office.office.outbox)) == ["กองคลัง-2567.xlsx", "สำนักปลัด-2567.xlsx"]
    found = small_office.distribute("2023-10-03 09:00").findings
    assert [(finding.code, finding.found) for finding in found] == [("division-not-issued", "กองช่าง")]


def test_a_division_gets_only_its_own_steps(small_office: SmallOffice) -> None:
    assert list(rows(book_of(small_office, "01"))) == ["1.1", "1.2"]
    assert list(rows(book_of(small_office, "02"))) == ["1.1", "2.1"]


@pytest.mark.parametrize("name", ["02", "๐๒", "กองคลัง", "กอง คลัง", "กค."])
def test_one_division_alone_by_code_name_or_alias(small_office: SmallOffice, name: str) -> None:
    first, second, *others = DIVISIONS
    small_office.change_plan(plan_content(divisions=(first, {**second, "aliases": "กค."}, *others)))
    made = small_office.distribute(AGAIN, name)
    assert [workbook.name for workbook in made.workbooks] == ["กองคลัง-2567.xlsx"]


def test_the_plan_is_kept_and_the_distribution_entered(small_office: SmallOffice) -> None:
    (line,) = small_office.ledger.lines
    plan = small_office.office.archive / f"plan-{line.plan_digest}.xlsx"
    assert plan.read_bytes() == small_office.office.plan.read_bytes()
    assert (line.event, line.time, line.plan_digest) == (
        "distributed",
        moment("2023-10-02 09:00"),
        small_office.plan.digest,
    )
    issued = {hashlib.sha256(file).hexdigest() for file in files(small_office.office.outbox).values()}
    assert set(line.issued) == issued


def test_an_office_may_be_distributed_before_its_folders_are_made(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(make_plan_workbook(plan_content()))
    office = SmallOffice(tmp_path)
    assert len(office.distribute("2023-10-02 09:00").workbooks) == 2
    assert office.office.inbox.is_dir()


@pytest.mark.parametrize("code", ["99", "กองประปา"])
def test_an_unknown_division_is_refused(small_office: SmallOffice, code: str) -> None:
    before = files(small_office.office.outbox)
    with pytest.raises(UserError) as caught:
        small_office.distribute(AGAIN, code)
    assert (caught.value.finding.code, caught.value.finding.found) == ("division-unknown", code)
    assert files(small_office.office.outbox) == before


def test_one_division_alone(small_office: SmallOffice) -> None:
    for path in small_office.office.outbox.iterdir():
        path.unlink()
    made = small_office.distribute(AGAIN, "02").workbooks
    assert [path.name for path in made] == ["กองคลัง-2567.xlsx"] == sorted(files(small_office.office.outbox))


@pytest.mark.parametrize("fault", ["a measure without steps", "no plan at all", "a damaged plan"])
def test_a_plan_with_errors_is_not_distributed(tmp_path: Path, fault: str) -> None:
    office = new_office(tmp_path, content=plan_content(steps=(FIRST,)))
    if fault == "no plan at all":
        office.plan.unlink()
    elif fault == "a damaged plan":
        office.plan.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(UserError):
        distribute_workbooks(office, check_plan_file(office), as_of=moment(AGAIN))
    assert list(office.outbox.iterdir()) == []
    assert not office.ledger.exists()


# --- again --------------------------------------------------------------------------------------


def test_the_same_plan_again_changes_nothing(small_office: SmallOffice) -> None:
    root = small_office.office.root
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()
    }
    small_office.distribute(AGAIN)
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()}
    assert after == before


def test_two_offices_with_one_plan_get_the_same_bytes(small_office: SmallOffice, tmp_path: Path) -> None:
    other = SmallOffice.make(tmp_path / "other")
    assert files(other.office.outbox) == files(small_office.office.outbox)


def test_accepted_entries_are_carried_over(small_office: SmallOffice) -> None:
    report(small_office, "01", ("1.1", "p40"))
    made = small_office.distribute(AGAIN)
    assert [finding.code for finding in made.findings] == ["division-not-issued"]
    record = rows(book_of(small_office, "01"))["1.1"]
    assert [record.text(field) for field in ("status", "percent", "action")] == list(typed("p40").values())[
        :3
    ]
    assert rows(book_of(small_office, "01"), "ม.ค.67")["1.1"].text("previous") == "40"
    assert [line.event for line in small_office.ledger.lines] == ["distributed", "accepted", "distributed"]


def test_after_a_plan_change_entries_stay_with_their_keys(small_office: SmallOffice) -> None:
    report(small_office, "01", ("1.1", "p40"), ("1.2", "d"))
    added = {"measure_no": "1", "step_no": "3", "step": "อบรม", "divisions": "01"}
    small_office.change_plan(
        plan_content(steps=(added, {**SECOND, "step": "ลงนามและประกาศใช้"}, FIRST, THIRD))
    )
    small_office.distribute(AGAIN)
    found = rows(book_of(small_office, "01"))
    assert list(found) == ["1.3", "1.2", "1.1"]
    assert {key: record.text("percent") for key, record in found.items()} == {
        "1.1": "40",
        "1.2": "",
        "1.3": "",
    }
    assert found["1.2"].text("step") == "ลงนามและประกาศใช้"
    assert found["1.2"].text("status") == typed("d")["status"]


def removed_rows(office: SmallOffice, code: str) -> list[str]:
    sheet = book_of(office, code).sheets.get(REMOVED_SHEET)
    return [] if sheet is None else [" ".join(map(str, row.values())) for row in sheet.rows.values()]


def test_a_step_that_went_to_another_division_leaves_its_entries_on_their_own_sheet(
    small_office: SmallOffice,
) -> None:
    report(small_office, "01", ("1.1", "p40"), ("1.2", "p70"))
    small_office.change_plan(plan_content(steps=(FIRST, {**SECOND, "divisions": "03"}, THIRD)))
    made = small_office.distribute(AGAIN)
    assert sorted(path.name for path in made.workbooks) == [
        "กองคลัง-2567.xlsx",
        "กองช่าง-2567.xlsx",
        "สำนักปลัด-2567.xlsx",
    ]
    assert list(rows(book_of(small_office, "01"))) == ["1.1"]
    assert list(rows(book_of(small_office, "03"))) == ["1.2"]
    assert rows(book_of(small_office, "03"))["1.2"].text("status") == ""
    (row,) = [row for row in removed_rows(small_office, "01") if "1.2" in row]
    assert "ประกาศใช้คู่มือ" in row and "70" in row
    assert removed_rows(small_office, "02") == removed_rows(small_office, "03") == []


def test_a_step_that_ended_may_leave_the_plan(small_office: SmallOffice) -> None:
    report(small_office, "01", ("1.1", "p40"), ("1.2", "p70"))
    small_office.change_plan(plan_content(steps=(FIRST, {**SECOND, "until": "ธ.ค. 66"}, THIRD)))
    small_office.distribute(AGAIN)
    assert list(rows(book_of(small_office, "01"))) == ["1.1", "1.2"]
    small_office.change_plan(plan_content(steps=(FIRST, THIRD)))
    small_office.distribute("2024-02-10 09:00")
    assert list(rows(book_of(small_office, "01"))) == ["1.1"]
    (row,) = [row for row in removed_rows(small_office, "01") if "1.2" in row]
    assert "ประกาศใช้คู่มือ" in row  # its text comes from the plan as it was issued


def test_a_division_that_ends_passes_its_work_on(small_office: SmallOffice) -> None:
    report(small_office, "02", ("1.1", "d"), ("2.1", "p70"))
    first, second, third = DIVISIONS
    ended = {**second, "until": "ธ.ค. 66", "successor": "03"}
    small_office.change_plan(plan_content(divisions=(first, ended, third)))
    small_office.distribute(AGAIN)
    heir = book_of(small_office, "03")
    assert list(rows(heir)) == ["1.1", "2.1"]
    assert rows(heir, "ม.ค.67")["2.1"].text("previous") == "70"
    assert rows(heir, "ธ.ค.66")["2.1"].text("status") == ""
    assert rows(book_of(small_office, "02"), "ธ.ค.66")["2.1"].text("percent") == "70"


# --- workbooks that are of no use any more -----------------------------------------------------

RENAMED = (DIVISIONS[0], {**DIVISIONS[1], "division_name": "กองการเงิน"}, DIVISIONS[2])
ENDED = (DIVISIONS[0], {**DIVISIONS[1], "until": "ธ.ค. 66", "successor": "03"}, DIVISIONS[2])


def told(office: SmallOffice, at: str = AGAIN, only: str | None = None) -> list[str]:
    """What a distribution says of the outbox and of ended divisions."""
    found = office.distribute(at, only).findings
    return [f"{finding.code} {finding.found}" for finding in found if finding.code != "division-not-issued"]


def report_to_december(office: SmallOffice, code: str, *months: str) -> None:
    """A division reports on months up to its last one, the row 1.1 of which is due in each."""
    sheets = [sheet(month, f"4 {month} 2566", {"1.1": "p40", "2.1": "p40"}) for month in months]
    office.send(f"{code}.xlsx", office.fill(code, *sheets), "2024-01-04 09:00")
    office.take("2024-01-06 09:00")


def test_the_workbook_of_an_earlier_name_is_removed(small_office: SmallOffice) -> None:
    small_office.change_plan(plan_content(divisions=RENAMED))
    assert told(small_office) == ["outbox-removed กองคลัง-2567.xlsx"]
    assert sorted(files(small_office.office.outbox)) == ["กองการเงิน-2567.xlsx", "สำนักปลัด-2567.xlsx"]
    assert told(small_office) == []


def test_an_edited_workbook_of_an_earlier_name_stays_and_is_told(small_office: SmallOffice) -> None:
    path = small_office.issued("02")
    filled = small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40"}))
    path.write_bytes(filled)
    small_office.change_plan(plan_content(divisions=RENAMED))
    assert told(small_office) == ["outbox-unused กองคลัง-2567.xlsx"]
    assert path.read_bytes() == filled


def test_what_the_toolkit_did_not_put_into_the_outbox_is_no_matter_of_its(small_office: SmallOffice) -> None:
    (small_office.office.outbox / "รายชื่อผู้รับ.xlsx").write_bytes(b"1")
    small_office.change_plan(plan_content(divisions=RENAMED))
    assert told(small_office) == ["outbox-removed กองคลัง-2567.xlsx"]
    assert "รายชื่อผู้รับ.xlsx" in files(small_office.office.outbox)


def test_two_divisions_that_exchange_their_names(small_office: SmallOffice) -> None:
    first, second, third = DIVISIONS
    names = ({"division_name": second["division_name"]}, {"division_name": first["division_name"]})
    small_office.change_plan(plan_content(divisions=({**first, **names[0]}, {**second, **names[1]}, third)))
    assert told(small_office) == []
    assert len(files(small_office.office.outbox)) == 2


def test_one_division_alone_leaves_the_workbooks_of_the_others(small_office: SmallOffice) -> None:
    small_office.change_plan(plan_content(divisions=RENAMED))
    assert told(small_office, AGAIN, "01") == []
    assert "กองคลัง-2567.xlsx" in files(small_office.office.outbox)
    assert told(small_office, AGAIN, "02") == ["outbox-removed กองคลัง-2567.xlsx"]


@pytest.mark.parametrize(
    ("months", "at", "issued"),
    [
        (("ต.ค.", "พ.ย.", "ธ.ค."), AGAIN, False),
        (("ต.ค.", "ธ.ค."), AGAIN, True),  # November is still to come
        ((), AGAIN, True),
        (("ต.ค.", "พ.ย.", "ธ.ค."), "2023-12-31 23:00", True),  # its last month is not over
    ],
)
def test_a_division_that_ended_and_reported_gets_no_workbook(
    small_office: SmallOffice, months: tuple[str, ...], at: str, issued: bool
) -> None:
    if months:
        report_to_december(small_office, "02", *months)
    small_office.change_plan(plan_content(divisions=ENDED))
    said = told(small_office, at)
    assert ("กองคลัง-2567.xlsx" in files(small_office.office.outbox)) is issued
    assert said == ([] if issued else ["division-ended กองคลัง", "outbox-removed กองคลัง-2567.xlsx"])
    assert list(rows(book_of(small_office, "03"))) == ["1.1", "2.1"], "its successor has the work"


# --- identities ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ((FIRST, {**SECOND, "step_no": "3"}, THIRD), "text-moved"),
        (({**FIRST, "step_no": "2"}, {**SECOND, "step_no": "1"}, THIRD), "text-moved"),
        ((FIRST, THIRD), "number-vanished"),
    ],
)
def test_a_distributed_number_is_an_identity(
    small_office: SmallOffice, steps: tuple[dict[str, str], ...], code: str
) -> None:
    root = small_office.office.root
    small_office.change_plan(plan_content(steps=steps))
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert code in {finding.code for finding in check_plan_file(small_office.office).result.findings}
    with pytest.raises(UserError, match="plan-has-errors"):
        small_office.distribute(AGAIN)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_measure_may_not_vanish(small_office: SmallOffice) -> None:
    small_office.change_plan(plan_content(measures=MEASURES[:1], steps=STEPS[:2]))
    with pytest.raises(UserError, match="plan-has-errors"):
        small_office.distribute(AGAIN)


# --- what must not be lost ----------------------------------------------------------------------


def test_a_workbook_in_the_outbox_that_somebody_filled_is_kept_beside(small_office: SmallOffice) -> None:
    path = small_office.issued("01")
    issued = path.read_bytes()
    filled = small_office.fill("01", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40"}))
    path.write_bytes(filled)
    (finding, _) = small_office.distribute(AGAIN).findings
    kept = f"สำนักปลัด-2567 (แก้ไข {hashlib.sha256(filled).hexdigest()[:8]}).xlsx"
    assert (finding.code, finding.found, finding.expected) == ("outbox-kept", path.name, kept)
    found = files(small_office.office.outbox)
    assert (found[path.name], found[kept]) == (issued, filled)
    assert "outbox-kept" not in {finding.code for finding in small_office.distribute(AGAIN).findings}
    assert files(small_office.office.outbox) == found


def test_a_workbook_as_issued_before_is_replaced(small_office: SmallOffice) -> None:
    report(small_office, "01", ("1.1", "p40"))
    small_office.distribute(AGAIN)
    assert sorted(files(small_office.office.outbox)) == ["กองคลัง-2567.xlsx", "สำนักปลัด-2567.xlsx"]


def test_an_issued_plan_never_changes(small_office: SmallOffice) -> None:
    """Scores are not in the digest: the plan as first distributed under it stays."""
    (plan,) = (path for path in small_office.office.archive.iterdir() if path.name.startswith("plan-"))
    before = plan.read_bytes()
    content = plan_content(agency={**plan_content().agency, "website": "https://www.example.go.th"})
    small_office.change_plan(content)
    small_office.distribute(AGAIN)
    assert plan.read_bytes() == before != small_office.office.plan.read_bytes()
    assert len([file for file in files(small_office.office.archive) if file.startswith("plan-")]) == 1


def test_each_distributed_plan_is_kept(small_office: SmallOffice) -> None:
    small_office.change_plan(plan_content(steps=(*STEPS, {**THIRD, "step_no": "2", "step": "อบรม"})))
    small_office.distribute(AGAIN)
    small_office.change_plan(plan_content(steps=(*STEPS, {**THIRD, "step_no": "2", "step": "อบรมทุกคน"})))
    small_office.distribute("2024-02-10 09:00")
    kept = [file for file in files(small_office.office.archive) if file.startswith("plan-")]
    digests = [line.plan_digest for line in small_office.ledger.lines]
    assert sorted(kept) == sorted(f"plan-{digest}.xlsx" for digest in digests)
    assert len(set(digests)) == 3


@pytest.mark.parametrize(
    ("content", "code"), [(b"PK\x03\x04 broken", "archive-changed"), (None, "archive-missing")]
)
def test_a_harmed_issued_plan_is_an_error_of_the_plan(
    small_office: SmallOffice, content: bytes | None, code: str
) -> None:
    (plan,) = (path for path in small_office.office.archive.iterdir() if path.name.startswith("plan-"))
    if content is None:
        plan.unlink()
    else:
        plan.write_bytes(content)
    checked = check_plan_file(small_office.office)
    errors = [finding for finding in checked.result.findings if severity_of(finding) == "error"]
    assert [(error.code, error.found) for error in errors] == [(code, f"archive/{plan.name}")]
    with pytest.raises(UserError, match="plan-has-errors"):
        small_office.distribute(AGAIN)


def test_a_harmed_archive_stops_the_distribution(small_office: SmallOffice) -> None:
    report(small_office, "01", ("1.1", "p40"))
    line = small_office.ledger.lines[-1]
    (small_office.office.root / line.archive).write_bytes(b"changed")
    before = files(small_office.office.outbox)
    with pytest.raises(UserError, match="archive-changed"):
        small_office.distribute(AGAIN)
    assert files(small_office.office.outbox) == before
