"""The page planner: where pages end, how rows are parted, what stays together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.typeset.heights import FEW, MAX_HEIGHT, CellText, line_count, needed_height
from toolkit.typeset.page_plan import CONTINUED, MODEST, Page, Piece, PlannedRow, plan_pages

LINE = CellText("ก", 10)
WIDE = 30.0


def lines(count: int, letter: str = "ก") -> str:
    return "\n".join(f"{letter}{number}" for number in range(1, count + 1))


def row(count: int, title: str = "1. ชื่อ", **more: object) -> PlannedRow:
    """A row of a title and a text of so many lines."""
    cells = {1: CellText(title, 20), 2: CellText(lines(count), WIDE)}
    return PlannedRow(cells, label=1, **more)  # type: ignore[arg-type]


def high(count: int) -> float:
    """The height of a row of so many lines."""
    return needed_height([CellText(lines(count), WIDE)])


def pages(pieces: Sequence[Piece]) -> list[list[Piece]]:
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.top:
            found.append([])
        found[-1].append(piece)
    return found


def shape(rows: Sequence[PlannedRow], height: float, **more: tuple[int, int]) -> list[list[int]]:
    """The rows on each page."""
    return [[piece.row for piece in page] for page in pages(plan_pages(rows, Page(height, **more)))]


def closing(count: int) -> list[PlannedRow]:
    return [PlannedRow({1: LINE}, closing=True) for _ in range(count)]


def test_what_fits_stays_on_one_page() -> None:
    assert shape([row(3), row(4)], high(3) + high(4)) == [[0, 1]]


def test_a_row_goes_to_the_next_page_whole_where_little_stays_empty() -> None:
    page = high(12)
    assert shape([row(9), row(8)], page) == [[0], [1]]
    assert page - high(9) <= MODEST * page


def test_a_row_is_parted_where_too_much_would_stay_empty() -> None:
    (first, second) = pages(plan_pages([row(6), row(12)], Page(high(14))))
    assert [piece.row for piece in first] == [0, 1] and [piece.row for piece in second] == [1]
    assert (first[1].first, first[1].last, first[1].end) == (True, False, True)
    assert (second[0].first, second[0].last, second[0].top) == (False, True, True)
    assert first[1].texts[2] + "\n" + second[0].texts[2] == lines(12)
    assert (first[1].texts[1], second[0].texts[1]) == ("1. ชื่อ", f"1. ชื่อ {CONTINUED}")


def test_a_text_that_goes_on_under_its_own_number() -> None:
    long = PlannedRow({1: CellText("๓. " + lines(30), WIDE)}, label=1)
    _, second, *_ = plan_pages([long], Page(high(14)))
    assert second.texts[1].startswith(f"๓. {CONTINUED}\nก")


def test_a_row_above_the_limit_of_a_row_goes_on_below_on_the_same_page() -> None:
    pieces = plan_pages([row(30)], Page(1000))
    assert [(piece.top, piece.first, piece.last) for piece in pieces] == [
        (False, True, False),
        (False, False, True),
    ]
    assert all(piece.height <= MAX_HEIGHT for piece in pieces)
    assert [piece.texts[1] for piece in pieces] == ["1. ชื่อ", ""]
    # As full as a row can be, and paragraphs are parted where they must: no gap but at a page's end.
    assert MAX_HEIGHT - pieces[0].height < LINE.line


def test_what_goes_on_below_the_limit_has_lines_enough_and_paragraphs_are_parted_anywhere() -> None:
    text = "\n".join(["จัดทำคู่มือการปฏิบัติงานและคู่มือการให้บริการของทุกงานให้เป็นปัจจุบัน"] * 40)
    pieces = plan_pages([PlannedRow({1: CellText(text, 14)})], Page(MAX_HEIGHT + 30))
    first, second = (CellText(piece.texts[1], 14) for piece in pieces[:2])
    assert [piece.top for piece in pieces[:2]] == [False, False]
    assert line_count(second) >= 2 and first.height + second.height <= MAX_HEIGHT + 30
    assert pieces[0].height - needed_height([first]) < 1


def test_a_label_that_goes_on_in_mid_page_goes_on_in_mid_sentence() -> None:
    """Nothing says there whose it is, and "๒. …" at the head of a cell would be the next measure."""
    step = "จัดทำคู่มือการปฏิบัติงานของทุกงานให้เป็นปัจจุบัน"
    for width in (20, 24, 28, 32):
        text = "\n".join(f"{number}. {step}" for number in range(1, 40))
        first, second = plan_pages([PlannedRow({1: CellText(text, width)}, label=1)], Page(1000))[:2]
        assert not second.top and second.texts[1] and not second.texts[1][0].isdigit()
        assert first.height - needed_height([CellText(first.texts[1], width)]) < 1


def test_repeated_rows_take_room_on_later_pages() -> None:
    head = row(2, whole=True, heads=True)
    rows = [head, *(row(4) for _ in range(6))]
    height = high(2) + 3 * high(4) + 1
    assert shape(rows, height, repeated=(0, 0)) == [[0, 1, 2, 3], [4, 5, 6]]
    assert shape(rows, high(2) + 2.9 * high(4), repeated=(0, 0)) == [[0, 1, 2], [3, 4], [5, 6]]


def test_a_heading_is_never_last_on_a_page() -> None:
    rows = [row(5), row(1, heads=True), row(5)]
    assert shape(rows, high(5) + high(1) + high(2)) == [[0], [1, 2]]


def test_a_heading_has_two_rows_under_it() -> None:
    rows = [row(4), PlannedRow({1: LINE}, heads=True), *(row(1) for _ in range(6))]
    height = high(4) + 2 * high(1) + 1  # room for the heading and one row
    assert shape(rows, height)[0] == [0]
    assert shape(rows, height + high(1))[0] == [0, 1, 2, 3]


def test_measures_stay_whole_where_that_costs_little() -> None:
    one, two = [row(3, groups=(1,)) for _ in range(3)], [row(3, groups=(2,)) for _ in range(2)]
    assert shape([*one, *two], 4.5 * high(3)) == [[0, 1, 2], [3, 4]] or MODEST < 1.5 / 4.5
    assert shape([*one, *two], 4.2 * high(3)) == [[0, 1, 2], [3, 4]]
    assert shape([*one[:1], *(row(3, groups=(2,)) for _ in range(5))], 4 * high(3)) == [[0, 1, 2, 3], [4, 5]]


def test_what_goes_on_says_whose_it_is_where_its_cell_is_blank() -> None:
    rows = [row(3, "๕. วัดผล", groups=(1,)), *(row(3, "", groups=(1,)) for _ in range(4))]
    pieces = plan_pages(rows, Page(3 * high(3)))
    assert [piece.texts[1] for piece in pieces if piece.top] == [f"๕. วัดผล {CONTINUED}"]


@pytest.mark.parametrize("body", range(1, 40))
def test_signatures_never_stand_alone(body: int) -> None:
    height = high(15)
    rows = [row(body), *closing(4)]
    last = pages(plan_pages(rows, Page(height)))[-1]
    assert [piece.row for piece in last] == [0, 1, 2, 3, 4]
    assert line_count(CellText(last[0].texts[2], WIDE)) >= min(body, FEW)


def test_more_signatures_than_a_page_holds_begin_with_the_text() -> None:
    rows = [row(10), *closing(40)]
    printed = pages(plan_pages(rows, Page(high(12))))
    assert printed[0][0].row == 0 and all(page for page in printed)
    assert [piece.row for page in printed for piece in page if piece.first] == list(range(41))


def test_a_page_that_the_template_begins_is_kept() -> None:
    assert shape([row(1), row(1, opens=True), row(1)], 500) == [[0], [1, 2]]


def heads(text: str) -> PlannedRow:
    return row(1, text, heads=True, whole=True)


@pytest.mark.parametrize(("body", "below"), [(3, 0), (12, 0), (3, 8), (12, 8), (12, 30)])
def test_headings_stand_at_the_head_of_pages_on_which_the_table_goes_on(body: int, below: int) -> None:
    table = [row(1, f"{no}.", groups=(no,)) for no in range(body)]
    blank = PlannedRow({1: replace(LINE, text="")}, least=1.0)
    rows = [row(1), heads("หัวตาราง"), *table, blank, *(row(1) for _ in range(below))]
    printed = pages(plan_pages(rows, Page(high(1) * 8, (1, 1))))
    again = [[piece.row for piece in page if piece.again] for page in printed]
    goes_on = [1 < page[0].row < 2 + body or page[0].again for page in printed]
    # Where the table ends on the last page programs repeat the headings themselves.
    listed = not any(1 < piece.row < 2 + body for piece in printed[-1])
    assert again == [[1] if listed and on else [] for on in goes_on]
    assert all(page[0].again or not any(piece.again for piece in page) for page in printed)


texts = st.text(alphabet="กขคงเแโำ่้ิุ ab\n", max_size=600)
some_rows = st.lists(
    st.builds(
        lambda title, text, least, group, inner, heads, closing, whole: PlannedRow(
            {1: CellText(title, 12), 2: CellText(text, 16)},
            least,
            (group, 10 * group + inner) if group else (),
            1,
            heads,
            closing,
            whole,
        ),
        st.text(alphabet="1ก. ", max_size=20),
        texts,
        st.sampled_from([0.0, 0.0, 20.0, 300.0, 409.0]),
        st.integers(0, 3),
        st.integers(0, 2),
        st.sampled_from([False, False, False, True]),
        st.sampled_from([False, False, False, True]),
        st.sampled_from([False, False, False, False, True]),
    ),
    min_size=1,
    max_size=12,
)


@given(some_rows, st.floats(120, 800), st.booleans())
def test_any_rows(rows: list[PlannedRow], height: float, repeat: bool) -> None:
    page = Page(height, (0, 0) if repeat else None)
    pieces = plan_pages(rows, page)
    own = [piece for piece in pieces if not piece.again]
    assert [piece.row for piece in own] == sorted(piece.row for piece in own)
    assert {piece.row for piece in own} == set(range(len(rows)))
    for number, entry in enumerate(rows):
        parts = [piece for piece in own if piece.row == number]
        assert [piece.first for piece in parts] == [True] + [False] * (len(parts) - 1)
        assert [piece.last for piece in parts] == [False] * (len(parts) - 1) + [True]
        said = "".join("".join(piece.texts[2] for piece in parts).split())
        assert said == "".join(entry.cells[2].text.split())
        assert len(parts) == 1 or not entry.whole
    for piece in pieces:
        assert piece.height <= MAX_HEIGHT
        assert piece.height <= height or rows[piece.row].whole
    for printed in pages(pieces):
        assert printed
        if not any(rows[piece.row].whole for piece in printed):
            assert sum(piece.height for piece in printed) <= height + 0.01
    if not any(row.closing for row in rows):
        assert not [None for one, two in pairwise(pieces) if two.top and heading_alone(rows, one, height)]


def heading_alone(rows: Sequence[PlannedRow], piece: Piece, height: float) -> bool:
    """Whether a page ends with a heading though the row below would fit on a page with its headings."""
    if not rows[piece.row].heads or rows[piece.row + 1].opens:
        return False
    first = piece.row
    while first and rows[first - 1].heads:
        first -= 1
    block = rows[first : piece.row + 2]
    return sum(max(needed_height(row.cells.values()), row.least) for row in block) < height / 2


def test_the_heading_of_a_group_is_said_again_overleaf_with_its_rows() -> None:
    """As over a measure's documents: their own cells are full, so that nothing else says whose they are."""
    heading = PlannedRow({1: CellText("2. เปิดเผยข้อมูล", 40)}, groups=(2,), label=1, heads=True)
    inside = [PlannedRow({1: LINE}, groups=(2, number), label=1) for number in range(3, 23)]
    planned = plan_pages([PlannedRow({1: LINE}), heading, *inside], Page(LINE.height * 12))
    first, *others = pages(planned)
    assert not any(piece.again for piece in first) and len(others) == 1
    again, *below = others[0]
    assert (again.row, again.again, again.top) == (1, True, True)
    assert again.texts[1] == f"2. เปิดเผยข้อมูล {CONTINUED}"
    assert not any(piece.again or piece.top for piece in below)
    assert all(sum(piece.height for piece in page) <= LINE.height * 12 for page in (first, others[0]))
