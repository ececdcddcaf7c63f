"""A fault of our own on one file: it is kept with the traceback, and the other files are dealt with."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from small_office import SmallOffice, sheet, verdicts

from toolkit.intake import take_in as module
from toolkit.intake.inbox import InboxFile
from toolkit.model.finding import Finding, UserError

TAKEN_AT = "2024-01-06 09:00"


@pytest.fixture
def office(small_office: SmallOffice) -> SmallOffice:
    """An office to which two divisions have sent their workbooks."""
    for code, rows in (("01", {"1.1": "p40", "1.2": "n"}), ("02", {"1.1": "p60", "2.1": "p10"})):
        data = small_office.fill(code, sheet("ธ.ค.", "4 ม.ค. 2567", rows))
        small_office.send(f"กอง{code}.xlsx", data, "2024-01-04 09:00")
    return small_office


def fail_on(name: str, monkeypatch: pytest.MonkeyPatch, step: str, error: Exception) -> None:
    """Make one step of the intake fail on one file."""
    sound = getattr(module, step)

    def failing(*arguments: object, **options: object) -> object:
        file = arguments[0].file if isinstance(arguments[0], InboxFile) else str(arguments[0])
        if file.endswith(name):
            raise error
        return sound(*arguments, **options)

    monkeypatch.setattr(module, step, failing)


@pytest.mark.parametrize(
    "error", [ValueError("odd"), MemoryError(), RecursionError()], ids=lambda error: type(error).__name__
)
def test_the_file_is_kept_and_the_run_goes_on(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    with monkeypatch.context() as patched:
        fail_on("กอง01.xlsx", patched, "open_file", error)
        intake = office.take(TAKEN_AT)
    assert verdicts(intake.files) == {"กอง01.xlsx": "rejected program-fault", "กอง02.xlsx": "accepted"}
    assert intake.open_files == ("inbox/กอง01.xlsx",)
    (folder,) = office.office.returned.iterdir()
    assert intake.files[0].findings[0].found == f"returned/{folder.name}"
    assert (folder / "กอง01.xlsx").read_bytes() == (office.office.inbox / "กอง01.xlsx").read_bytes()
    assert type(error).__name__ in (folder / "traceback.txt").read_text(encoding="utf-8")
    assert verdicts(office.take(TAKEN_AT).files) == {"กอง01.xlsx": "accepted", "กอง02.xlsx": "accepted"}


def test_a_fault_while_a_file_is_judged(office: SmallOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    sound, calls = module.judge, []

    def failing(*arguments: object, **options: object) -> object:
        calls.append(arguments)
        if len(calls) == 1:
            raise KeyError("1.1")
        return sound(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "judge", failing)
    said = sorted(verdicts(office.take(TAKEN_AT).files).values())
    assert said == ["accepted", "rejected program-fault"]
    assert [line.event for line in office.ledger.lines] == ["distributed", "accepted"]


def test_the_same_file_fails_into_the_same_folder(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_on("กอง01.xlsx", monkeypatch, "open_file", ValueError())
    for _ in range(2):
        office.take(TAKEN_AT)
    assert len(list(office.office.returned.iterdir())) == 1


def test_a_rehearsal_keeps_the_file_outside_the_office(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    fail_on("กอง01.xlsx", monkeypatch, "open_file", ValueError())
    found = office.take(TAKEN_AT, keep=False).files[0].findings[0].found
    assert Path(found).parent == tmp_path / "temporary"
    assert list(office.office.returned.iterdir()) == []


def test_what_the_user_can_mend_ends_the_run(office: SmallOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, _data: bytes) -> bool:
        raise UserError(Finding("disk-full", file=str(path)))

    monkeypatch.setattr(module, "write_atomic", full)
    with pytest.raises(UserError, match="disk-full"):
        office.take(TAKEN_AT)
