"""Write the blank measure plan `workbooks/plan.xlsx` again from the layout specification: `make standard`."""

from __future__ import annotations

from toolkit.books.bundled import CHECKOUT
from toolkit.books.plan_book import make_plan_workbook

PATH = CHECKOUT / "plan.xlsx"

if __name__ == "__main__":
    PATH.write_bytes(make_plan_workbook())
