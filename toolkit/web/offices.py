"""The offices that the front page knows: those in one folder, and those that were opened by their path."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path

from toolkit.api import Office
from toolkit.model.finding import Finding, UserError
from toolkit.thai.text import file_name


class Offices:
    """Offices by an id that may stand in an address, so that no address holds a path of this machine."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._opened: dict[str, Office] = {}
        self._lock = threading.Lock()

    def open(self, path: Path) -> str:
        """Remember an office folder and return its id. Raises UserError where it has no plan.xlsx."""
        office = Office(path)
        if not office.plan.is_file():
            raise UserError(Finding("plan-missing", file=str(office.plan)))
        return self.remember(path)

    def remember(self, path: Path) -> str:
        """Return the id of a folder that has a plan or is to get one."""
        office = Office(path)
        office_id = hashlib.sha256(str(office.root).encode()).hexdigest()[:12]
        with self._lock:
            self._opened.setdefault(office_id, office)
        return office_id

    def get(self, office_id: str) -> Office | None:
        """Return an office by its id, None for one that is not known."""
        return self._opened.get(office_id)

    def listed(self) -> Iterator[tuple[str, Office]]:
        """Return every known office with its id, by folder name; the folder of offices is looked through."""
        if self.home.is_dir():
            for folder in self.home.iterdir():
                if (folder / "plan.xlsx").is_file():
                    self.open(folder)
        with self._lock:
            known = sorted(self._opened.items(), key=lambda item: (item[1].root.name, str(item[1].root)))
        yield from ((office_id, office) for office_id, office in known if office.plan.is_file())

    def new_path(self, name: str) -> Path:
        """Return the path of a new office. Raises UserError for a name that a folder cannot have."""
        bare = name.strip()
        if not bare or file_name(bare) != bare or not bare.isprintable():
            raise UserError(Finding("office-name-unusable", found=name))
        return self.home / bare
