"""Two writers at once wait for each other, and the second one says so when it waits in vain."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.model.finding import UserError
from toolkit.office.folder import OfficeFolder
from toolkit.office.lock import locked


def test_a_second_writer_is_told_that_the_office_is_busy(tmp_path: Path) -> None:
    office = OfficeFolder(tmp_path)
    with locked(office), pytest.raises(UserError) as caught, locked(office, seconds=0.05):
        pass
    assert caught.value.finding.code == "office-busy"


def test_the_next_writer_goes_on_after_the_first(tmp_path: Path) -> None:
    office = OfficeFolder(tmp_path)
    for _ in range(2):
        with locked(office):
            assert office.archive.is_dir()
