"""A disk that fails, is full or refuses, and a kill: at any touch, by any command, nothing is lost or hidden.

A sample of the touches; `make fuzz` tries every one.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fuzz.injected import COMMANDS, FAULTS, chosen, make_office, run, stand_in_printer, touches, troubles
from toolkit.office.folder import OfficeFolder


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> OfficeFolder:
    office = make_office(tmp_path_factory.mktemp("injected") / "office")
    run(office, "status")  # loads modules before anything is counted
    return office


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_sample_of_touches(template: OfficeFolder, command: str, fault: str, tmp_path: Path) -> None:
    if fault == "kill" and os.name == "nt":
        pytest.skip("Windows has no fork")
    (tmp_path / "bin").mkdir()
    with stand_in_printer(tmp_path / "bin"):
        places = touches(template, command, fault, tmp_path)
        assert places or fault == "ENOSPC"  # a command that only reads
        found = [
            trouble
            for at in chosen(places, 2)
            for trouble in troubles(template, command, fault, at, tmp_path)
        ]
    assert found == []
