"""The office folder: one folder of ordinary files for one office and one fiscal year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

OWN_FOLDERS = ("outbox", "inbox", "archive", "returned", "reports", "site")


class Place:
    """A path below the root of an office folder, read as an attribute."""

    def __init__(self, *parts: str) -> None:
        self._parts = parts

    def __get__(self, office: OfficeFolder, _kind: object = None) -> Path:
        return office.root.joinpath(*self._parts)


@dataclass(frozen=True)
class OfficeFolder:
    """The places in an office folder; none of them is touched before `create` or a writer does."""

    root: Path

    plan = Place("plan.xlsx")
    """The measure plan that the head of office edits."""
    outbox = Place("outbox")
    """One workbook per division, as issued."""
    inbox = Place("inbox")
    """What divisions send back; only ever read."""
    archive = Place("archive")
    """Accepted submissions and issued plans, never changed."""
    ledger = Place("archive", "ledger.jsonl")
    """The append-only record of everything accepted and issued."""
    returned = Place("returned")
    """Rejected workbooks, marked up."""
    reports = Place("reports")
    """Roll-ups, filled reports and memos."""
    site = Place("site")
    """The published pages."""

    def create(self) -> None:
        """Make the folders that are not there yet."""
        for name in OWN_FOLDERS:
            (self.root / name).mkdir(parents=True, exist_ok=True)

    def beside_plan(self, name: str) -> Path | None:
        """Return the path of a file that the plan names; None for one that lies outside the office folder."""
        # Plans are typed on Windows and read on any system.
        path = PurePath(name.strip().replace("\\", "/"))
        # A colon is that of a drive, which counts as a part of the name on any system but Windows.
        outside = path.is_absolute() or ".." in path.parts or ":" in str(path)
        return None if outside else self.root / path

    def relative(self, path: Path) -> str:
        """Return a path below the root as it is shown and stored: relative, with forward slashes.

        Raises ValueError for a path outside the office folder.
        """
        return path.relative_to(self.root).as_posix()
