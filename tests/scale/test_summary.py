"""Many offices in groups: means, sums, bands, order, and who is left out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from office_rows import ROW

from toolkit.model.month import BANGKOK
from toolkit.model.office_row import OfficeRow, timely
from toolkit.scale.summary import summarise, summary_json

AS_OF = dt.datetime(2024, 4, 10, 9, tzinfo=BANGKOK)


def office(place: str, **changes: object) -> OfficeRow:
    return replace(ROW, **{"place": place, "agency_code": place, **changes})  # type: ignore[arg-type]


def test_a_percent_is_the_mean_over_offices_and_counts_are_sums() -> None:
    rows = [
        office("a", completion=20.0),
        office("b", completion=60.0),
        office("c", completion=None, planned=None, expected=0, on_time=0, received=0),
    ]
    country = summarise(rows, (), AS_OF).country
    assert (country.offices, country.completion, country.planned) == (3, 40.0, 40.0)
    assert (country.counts["steps_total"], country.counts["missing"], country.counts["stale"]) == (12, 3, 6)
    assert country.timely == 50.0  # 4 of 8 reports
    assert sum(country.bands) == 2
    assert (country.telling, country.plan_elements["analysis"], country.plan_elements["steps"]) == (3, 3, 0)
    assert (country.whole_plans, country.whole_reports) == (0, 3)


def test_ties_are_rounded_half_up_and_free_of_binary_floats() -> None:
    rows = [office(str(number), completion=percent) for number, percent in enumerate((10.0, 10.01))]
    assert summarise(rows, (), AS_OF).country.completion == 10.01


@pytest.mark.parametrize(
    ("completion", "band"), [(0.0, 0), (9.99, 0), (10.0, 1), (99.99, 9), (100.0, 9), (None, None)]
)
def test_bands(completion: float | None, band: int | None) -> None:
    bands = summarise([office("a", completion=completion)], (), AS_OF).country.bands
    assert [number for number, count in enumerate(bands) if count] == ([] if band is None else [band])


def test_everything_stands_in_thai_order() -> None:
    names = ["ไก่", "เกาะ", "กา", "ข้าว"]
    rows = [office(name, agency_name=name, province=name) for name in names]
    summary = summarise(rows, (), AS_OF)
    assert [province.province for province in summary.provinces] == ["กา", "เกาะ", "ไก่", "ข้าว"]
    assert [office.agency_name for office in summary.offices] == ["กา", "เกาะ", "ไก่", "ข้าว"]


def test_districts_of_one_name_in_two_provinces_are_two() -> None:
    summary = summarise([office("a"), office("b", province="จังหวัดโท")], (), AS_OF)
    assert [(district.province, district.district, district.offices) for district in summary.districts] == [
        ("จังหวัดโท", "อำเภอเอก", 1),
        ("จังหวัดเอก", "อำเภอเอก", 1),
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"fiscal_year": 2566}, ("office-other-year", "z", "2566", "2567")),
        ({"month": "2567-02"}, ("rollup-other-month", "z", "2567-02", "2567-03")),
        ({"agency_code": "a"}, ("agency-twice", "a", "a", "z")),
    ],
)
def test_what_cannot_be_counted_is_left_out_and_told(
    changes: dict[str, object], told: tuple[str, str, str, str]
) -> None:
    summary = summarise([office("a"), office("b"), office("z", **changes)], (), AS_OF)
    assert [(fault.code, fault.file, fault.found, fault.expected) for fault in summary.faults] == [told]
    left = {"a", "b"} if "agency_code" not in changes else {"b"}
    assert {office.place for office in summary.offices} == left


def test_nothing_at_all_is_a_summary_too() -> None:
    summary = summarise((), (), AS_OF)
    assert (summary.country.offices, summary.country.completion, summary.fiscal_year) == (0, None, None)
    assert summary_json(summary, "th")["provinces"] == []


def test_json_nests_offices_in_districts_in_provinces() -> None:
    plain = summary_json(summarise([office("a"), office("b")], (), AS_OF), "th")
    (province,) = plain["provinces"]
    (district,) = province["districts"]
    assert [office["agency_code"] for office in district["offices"]] == ["a", "b"]
    assert (district["received"], province["received"], plain["country"]["received"]) == (6, 6, 6)
    assert plain["as_of"] == "2024-04-10T09:00:00+07:00"
    assert district["offices"][0]["timely"] == timely(ROW) == 50.0
