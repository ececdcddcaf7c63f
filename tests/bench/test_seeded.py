"""The bench of seeded faults in small, and that it seeds every error that a workbook can hold."""

from __future__ import annotations

import pytest

from bench import seeded_faults
from bench.faults import ERRORS, NOTES, WARNINGS, Fault
from toolkit.messages.catalogue import CATALOGUE, codes_of
from toolkit.model.month import Month


def test_sixty_workbooks_and_their_clean_twins() -> None:
    result = seeded_faults.run(60)
    assert result.wrong == []
    assert result.seeded.total() == result.met.total() == 60
    assert len(result.seeded) > 20


def test_a_fault_that_is_none_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bench itself can fail."""
    for name in ("ERRORS", "WARNINGS", "NOTES", "BROKEN_FILES"):
        monkeypatch.setattr(seeded_faults, name, ())
    monkeypatch.setattr(seeded_faults, "ERRORS", (Fault("percent-range", "percent", lambda _: {}),))
    result = seeded_faults.run(1)
    assert (result.seeded.total(), result.met.total(), len(result.wrong)) == (1, 0, 1)


def test_every_error_of_a_workbook_is_seeded() -> None:
    seeded = {error.code for error in ERRORS} | seeded_faults.BROKEN_FILES.keys()
    codes = (*codes_of("submission"), *codes_of("values"))
    errors = {code for code in codes if CATALOGUE[code].severity == "error"}
    # Faults retype cells; merging and number formats are none of theirs (see tests/rules).
    assert sorted(errors - seeded - {"rows-merged", "percent-shown"}) == []


def test_faults_are_as_grave_as_their_list_says() -> None:
    assert {CATALOGUE[error.code].severity for error in ERRORS} == {"error"}
    assert {CATALOGUE[warning.code].severity for warning in WARNINGS} == {"warning"}
    assert {CATALOGUE[note.code].severity_in(Month(2567, 1)) for note in NOTES} == {"note"}
