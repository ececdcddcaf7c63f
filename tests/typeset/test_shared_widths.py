"""Columns that share a sheet's width by what stands in them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from toolkit.typeset.heights import CellText, column_share, line_count, needed_height
from toolkit.typeset.page_setup import HOLDS, NARROWEST, WIDEST, shared_widths

SENTENCE = "จัดทำคู่มือการปฏิบัติงานและคู่มือการให้บริการของทุกงานให้เป็นปัจจุบัน "
WIDTHS = {1: 20.0, 2: 30.0, 3: 40.0}


def shared(*rows: tuple[str, ...]) -> dict[int, float]:
    return shared_widths(
        [
            [column_share(CellText(text, WIDTHS[column]), column) for column, text in enumerate(row, 1)]
            for row in rows
        ],
        WIDTHS,
    )


@pytest.mark.parametrize("long", [1, 2, 3])
def test_the_column_with_the_long_text_takes_from_the_others(long: int) -> None:
    texts = tuple(SENTENCE * (12 if column == long else 1) for column in WIDTHS)
    widths = shared(texts, texts)
    assert sum(widths.values()) == sum(WIDTHS.values())
    assert widths[long] > WIDTHS[long]
    before, after = (
        needed_height(CellText(text, one[column]) for column, text in enumerate(texts, 1))
        for one in (WIDTHS, widths)
    )
    assert after < 0.9 * before
    assert all(
        NARROWEST * WIDTHS[column] <= width <= WIDEST * WIDTHS[column] for column, width in widths.items()
    )


@pytest.mark.parametrize("rows", [(), (("ก", "ข", "ค"),)])
def test_widths_stay_where_nothing_is_gained(rows: tuple[tuple[str, ...], ...]) -> None:
    assert shared(*rows) == WIDTHS


def test_a_column_holds_its_longest_word() -> None:
    word = "x" * 24
    widths = shared((word, SENTENCE, SENTENCE * 30))
    needed = column_share(CellText(word, WIDTHS[1]), 1).word
    assert WIDTHS[1] < needed <= widths[1] <= HOLDS * WIDTHS[1]
    assert sum(widths.values()) == pytest.approx(sum(WIDTHS.values()))
    assert shared(("x" * 40, SENTENCE, SENTENCE * 30))[1] == HOLDS * WIDTHS[1]


def test_more_text_never_narrows_its_column() -> None:
    widths = [shared((SENTENCE, SENTENCE * 6, SENTENCE * many))[3] for many in (6, 12, 24)]
    assert all(one <= two for one, two in pairwise(widths))


def test_a_column_is_not_a_little_too_narrow_for_texts_of_one_line() -> None:
    texts = ("การใช้ทรัพย์สินของราชการ", "๙๒.๑๖", SENTENCE[:60])
    widths = shared(*[texts] * 3)
    assert [line_count(CellText(text, widths[column])) for column, text in enumerate(texts, 1)] == [1, 1, 1]
