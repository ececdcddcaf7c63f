"""The office folder and its places."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.office.folder import OfficeFolder


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("plan", "plan.xlsx"),
        ("outbox", "outbox"),
        ("inbox", "inbox"),
        ("archive", "archive"),
        ("ledger", "archive/ledger.jsonl"),
        ("returned", "returned"),
        ("reports", "reports"),
        ("site", "site"),
    ],
)
def test_places_are_those_of_the_contract(tmp_path: Path, place: str, path: str) -> None:
    office = OfficeFolder(tmp_path)
    assert office.relative(getattr(office, place)) == path


def test_create_makes_folders_and_leaves_what_is_there(tmp_path: Path) -> None:
    office = OfficeFolder(tmp_path / "new" / "office")
    office.inbox.mkdir(parents=True)
    (office.inbox / "report.xlsx").write_bytes(b"sent")
    office.create()
    office.create()
    assert sorted(path.name for path in office.root.iterdir()) == [
        "archive",
        "inbox",
        "outbox",
        "reports",
        "returned",
        "site",
    ]
    assert (office.inbox / "report.xlsx").read_bytes() == b"sent"


def test_relative_paths_have_forward_slashes(tmp_path: Path) -> None:
    office = OfficeFolder(tmp_path)
    assert office.relative(office.inbox / "กองคลัง" / "ต.ค. 66.xlsx") == "inbox/กองคลัง/ต.ค. 66.xlsx"


def test_a_path_outside_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="subpath"):
        OfficeFolder(tmp_path / "office").relative(tmp_path / "elsewhere.xlsx")
