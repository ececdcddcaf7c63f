"""A row of figures of one office, for the tests of what adds up many."""

from __future__ import annotations

from toolkit.model.office_row import OfficeRow

ROW = OfficeRow(
    place="a",
    agency_code="01",
    agency_name="เทศบาลแรก",
    district="อำเภอเอก",
    province="จังหวัดเอก",
    fiscal_year=2567,
    month="2567-03",
    completion=50.0,
    planned=40.0,
    steps_done=1,
    steps_total=4,
    steps_na=1,
    steps_cannot=0,
    steps_overdue=2,
    measures=3,
    behind=1,
    overdue=0,
    stale=2,
    expected=4,
    received=3,
    on_time=2,
    late=1,
    empty=0,
    rejected=0,
    missing=1,
    restatements=0,
    plan_elements=("analysis", "measures"),
    report_elements=("measure", "result", "outcome"),
)
