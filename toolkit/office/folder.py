"""The office folder: one folder of ordinary files for one office and one fiscal year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

OWN_FOLDERS = ("outbox", "inbox", "archive", "returned", "reports", "site")


@dataclass(frozen=True)
class OfficeFolder:
    """The places in an office folder; none of them is touched before `create` or a writer does."""

    root: Path

    @property
    def plan(self) -> Path:
        """The measure plan that the head of office edits."""
        return self.root / "plan.xlsx"

    @property
    def outbox(self) -> Path:
        """One workbook per division, as issued."""
        return self.root / "outbox"

    @property
    def inbox(self) -> Path:
        """What divisions send back; only ever read."""
        return self.root / "inbox"

    @property
    def archive(self) -> Path:
        """Accepted submissions and issued plans, never changed."""
        return self.root / "archive"

    @property
    def ledger(self) -> Path:
        """The append-only record of everything accepted and issued."""
        return self.archive / "ledger.jsonl"

    @property
    def returned(self) -> Path:
        """Rejected workbooks, marked up."""
        return self.root / "returned"

    @property
    def reports(self) -> Path:
        """Roll-ups, filled reports and memos."""
        return self.root / "reports"

    @property
    def site(self) -> Path:
        """The published pages."""
        return self.root / "site"

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
