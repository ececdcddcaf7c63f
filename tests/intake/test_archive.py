"""Reading back what was accepted: only the sheets that the ledger names."""

from __future__ import annotations

import pytest
from small_office import SmallOffice, sheet

from toolkit.intake import archive
from toolkit.xlsx import fast_reader as fast


@pytest.fixture
def taken(small_office: SmallOffice) -> SmallOffice:
    """Two months of one division, accepted."""
    months = (
        sheet("ต.ค.", "2 พ.ย. 2566", {"1.1": "p40"}),
        sheet("พ.ย.", "2 ธ.ค. 2566", {"1.1": "d", "1.2": "n"}),
    )
    small_office.send("ก.xlsx", small_office.fill("01", *months), "2023-12-04 09:00")
    assert [each.verdict for each in small_office.take("2023-12-06 09:00").files] == ["accepted"]
    return small_office


def test_only_the_sheets_of_accepted_months_are_opened(
    taken: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    read = fast._read

    def watched(*arguments: object) -> object:
        book = read(*arguments)  # type: ignore[arg-type]
        opened.extend(book.sheets)
        return book

    monkeypatch.setattr(fast, "_read", watched)
    archive.accepted_of(taken.office, taken.ledger, taken.plan)
    assert opened == ["ต.ค.66", "พ.ย.66"]
