"""Where pictures lie, on sheets whose columns and rows say odd things of themselves."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from photo_workbooks import picture
from small_office import edited

from toolkit.xlsx.package import Package
from toolkit.xlsx.placed_pictures import read_pictures


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('min="1" max="1"', 'min="99999999999999999999" max="1"'),
        ('min="1" max="1"', 'min="1" max="-99999999999999999999"'),
        ('width="20.7109375"', 'width="nan"'),
    ],
)
def test_sizes_that_no_sheet_has_are_passed_over(old: str, new: str) -> None:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    sheet.set_column(0, 0, 20)
    for row, colour in ((4, "red"), (40, "blue")):
        sheet.insert_image(row, 1, colour, {"image_data": io.BytesIO(picture(colour))})
    book.close()
    data = edited(made.getvalue(), old, new, "xl/worksheets/sheet1.xml")
    (pictures,) = read_pictures(Package(data)).values()
    assert [(one.row, one.column) for one in pictures] == [(5, 2), (41, 2)]
