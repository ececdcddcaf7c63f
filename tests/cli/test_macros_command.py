"""`ita macros` as a person types it and as the buttons call it."""

from __future__ import annotations

from pathlib import Path

import pytest
from runs import Ita

from toolkit.office.folder import OfficeFolder
from toolkit.xlsx.strict_reader import read_book


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Another system: what `ita macros` asks for is its name and the home folder."""
    monkeypatch.setattr("toolkit.excel.install_macros.sys.platform", request.param)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    return str(request.param)


@pytest.mark.parametrize(
    ("system", "said", "not_said"),
    [
        ("win32", ("Unblock", "Enable Content", "Trusted Locations"), "Grant Access"),
        ("darwin", ("Enable Macros", "Grant Access", "ita-control.applescript"), "Unblock"),
    ],
    indirect=["system"],
)
def test_installing_says_what_to_allow_and_why(
    ita: Ita, office: OfficeFolder, system: str, said: tuple[str, ...], not_said: str
) -> None:
    done = ita("macros", "install", "--office", office.root)
    assert done.exit_code == 0
    assert [word for word in (*said, "เพราะ") if word not in done.output] == []
    assert not_said not in done.output
    assert (office.root / "ita-control.xlsm").is_file()


@pytest.mark.parametrize("system", ["win32"], indirect=True)
def test_a_control_workbook_that_was_used_is_kept_and_named(
    ita: Ita, office: OfficeFolder, system: str
) -> None:
    (office.root / "ita-control.xlsm").write_bytes(b"used")
    done = ita("macros", "install", "--office", office.root)
    (kept,) = office.root.glob("ita-control (แก้ไข *.xlsm")
    assert kept.name in done.output
    assert kept.read_bytes() == b"used"


@pytest.mark.parametrize("system", ["linux"], indirect=True)
def test_where_there_is_no_excel_it_says_what_to_do(ita: Ita, office: OfficeFolder, system: str) -> None:
    done = ita("macros", "install", "--office", office.root)
    assert done.exit_code == 1
    assert "พิมพ์ ita macros install บนเครื่องที่จะเปิดด้วย Excel" in done.output
    assert not [*office.root.glob("ita-control*")]


def test_an_answer_goes_where_it_is_wanted_and_nowhere_else(
    ita: Ita, office: OfficeFolder, tmp_path: Path
) -> None:
    before = {*office.reports.iterdir()}
    to = tmp_path / "answer.xlsx"
    done = ita("macros", "answer", "status", "--office", office.root, "--month", "2567-03", "--to", to)
    assert done.exit_code == 0
    assert "68.00" in done.output
    assert "68.00" in str(read_book(to.read_bytes()).sheets["_answer"].rows[1][1])
    assert {*office.reports.iterdir()} == before


@pytest.mark.parametrize("arguments", [("answer",), ("answer", "status")])
def test_an_answer_needs_its_action_and_its_place(
    ita: Ita, office: OfficeFolder, arguments: tuple[str, ...]
) -> None:
    assert ita("macros", *arguments, "--office", office.root).exit_code == 2
