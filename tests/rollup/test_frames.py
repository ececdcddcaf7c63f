"""The figures of a roll-up as DataFrames: one row for each thing and month, typed."""

from __future__ import annotations

import pandas as pd
import pytest
from small_office import SmallOffice, moment, sheet

from toolkit import Office
from toolkit.rollup.frames import Frames


@pytest.fixture
def frames(small_office: SmallOffice) -> Frames:
    """October and December of one division taken in, and a file of another rejected."""
    months = (
        sheet("ต.ค.", "2 พ.ย. 2566", {"1.1": "p40"}),
        sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "x", "1.2": "d"}),
    )
    small_office.send("ก.xlsx", small_office.fill("01", *months), "2024-01-04 09:00")
    wrong = small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p120"}))
    small_office.send("ข.xlsx", wrong, "2024-01-04 09:00")
    office = Office(small_office.office.root)
    return office.roll_up(month="2566-12", as_of=moment("2024-01-06 09:00")).frames()


def test_assignments_by_month(frames: Frames) -> None:
    frame = frames.assignments
    own = frame[(frame.division_code == "01") & (frame.measure_no == "1")]
    shown = own[["month", "step_no", "status", "percent", "value"]].astype(object)
    assert shown.where(shown.notna(), None).values.tolist() == [
        ["2566-10", "1", "in_progress", 40.0, 40.0],
        ["2566-11", "1", None, None, 40.0],
        ["2566-12", "1", "na", None, None],
        ["2566-10", "2", None, None, 0.0],
        ["2566-11", "2", None, None, 0.0],
        ["2566-12", "2", "done", None, 100.0],
    ]
    assert not frame.duplicated(["month", "division_code", "measure_no", "step_no"]).any()


def test_divisions_by_month(frames: Frames) -> None:
    frame = frames.divisions
    states = frame.pivot(index="division_code", columns="month", values="report")
    assert states.loc["01"].tolist() == ["late", "missing", "on-time"]
    assert states.loc["02"].tolist() == ["missing", "missing", "rejected"]
    assert states.loc["03"].tolist() == ["not-due"] * 3
    assert frame.received.max() == pd.Timestamp("2024-01-04 09:00", tz="Asia/Bangkok")


def test_files(frames: Frames) -> None:
    assert frames.files[["file", "kind", "verdict", "errors"]].values.tolist() == [
        ["plan.xlsx", "plan", "warned", 0],
        ["inbox/ก.xlsx", "division", "warned", 0],
        ["inbox/ข.xlsx", "division", "rejected", 1],
    ]


def test_columns_are_typed_and_codes_stay_text(frames: Frames) -> None:
    types = frames.assignments.dtypes.astype(str).to_dict() | frames.divisions.dtypes.astype(str).to_dict()
    assert types["division_code"] == types["measure_no"] == types["month"] == "string"
    assert (types["value"], types["percent"]) == ("Float64", "Float64")
    assert types["received"] == "datetime64[ns, Asia/Bangkok]"
    assert set(frames.divisions.division_code) == {"01", "02", "03"}


def test_an_office_without_reports(small_office: SmallOffice) -> None:
    office = Office(small_office.office.root)
    frames = office.status(month="2566-10", as_of=moment("2023-10-15 09:00")).frames()
    assert (frames.divisions.report == "not-due").all() and frames.divisions.received.isna().all()
    assert frames.assignments.status.isna().all() and (frames.assignments.value == 0).all()
