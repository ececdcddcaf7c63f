"""Reading back what was accepted: the sheets that the ledger names, or every one where it names none."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from small_office import SmallOffice, sheet

from toolkit.intake import archive
from toolkit.intake.archive import accepted_of
from toolkit.model.plan import Step
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


def steps(office: SmallOffice) -> dict[str, Step]:
    return {step.key: step for _, step in office.plan.steps}


def forget_sheets(path: Path) -> None:
    """The ledger as an earlier version wrote it."""
    before, lines = "", []
    for raw in path.read_bytes().splitlines():
        plain = json.loads(raw)
        for month in plain.get("months", ()):
            del month["sheet"]
        line = json.dumps({**plain, "before": before}, ensure_ascii=False).encode()
        before = hashlib.sha256(line).hexdigest()
        lines.append(line + b"\n")
    path.write_bytes(b"".join(lines))


def test_a_ledger_that_does_not_name_the_sheets_gives_the_same(taken: SmallOffice) -> None:
    now = accepted_of(taken.office, taken.ledger, taken.plan)
    forget_sheets(taken.office.ledger)
    assert [month.sheet for line in taken.ledger.lines for month in line.months] == ["", ""]
    then = accepted_of(taken.office, taken.ledger, taken.plan)
    assert (then[0].months, then[1]) == (now[0].months, now[1])
    assert len(now[0].months) == 2


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
