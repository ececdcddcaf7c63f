"""Layouts of agencies of all kinds, answered in LibreOffice: the right plan comes of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from calc import Calc, running_calc
from layouts import LAYOUTS, Layout
from more_layouts import MORE_LAYOUTS
from source import lost_words, measures, shown, understand

from toolkit.importer.import_document import make_plan
from toolkit.importer.propose import propose
from toolkit.importer.review import proposal_of
from toolkit.importer.review_book import review_of
from toolkit.model.cells import cell_position
from toolkit.model.finding import UserError

MOST_ANSWERS = 5
EVERY = (*LAYOUTS, *MORE_LAYOUTS)


@pytest.fixture(scope="module")
def calc(soffice: str) -> Iterator[Calc]:
    with running_calc() as calc:
        yield calc


@pytest.mark.parametrize("layout", EVERY, ids=[layout.name for layout in EVERY])
def test_the_right_plan_after_a_few_answers(layout: Layout, calc: Calc, tmp_path: Path) -> None:
    path = tmp_path / "ตรวจ.xlsx"
    path.write_bytes(review_of(propose(layout.source)))
    calc("open", path)
    for (sheet, cell), text in layout.answers.items():
        row, column = cell_position(cell)
        calc("put", path, sheet, [row, column, row, column], [[text]])
    calc("save", path)
    calc("close", path)
    proposal, findings = proposal_of(path.read_bytes())
    made = make_plan(proposal)
    assert shown(made) == list(layout.right)
    months = [" - ".join(period) for period in measures(made, "start", "end")]
    assert months == list(layout.months) or not layout.months
    assert findings == ()
    assert lost_words(layout.source, made) == []
    assert len(layout.answers) <= MOST_ANSWERS


def test_no_measure_is_false_without_a_question() -> None:
    """What nobody answered makes no measure that is none, unless its row, column or table is yellow."""
    for layout in EVERY:
        right = {measure for measure, _, _ in layout.right}
        try:
            made = understand(layout.source)
        except UserError:
            continue
        false = {text for (text,) in measures(made, "measure")} - right
        proposals = propose(layout.source).of("plan")
        asked = [table for table in proposals if table.unsure_columns or table.unsure_rows or not table.sure]
        assert not false or asked, layout.name
