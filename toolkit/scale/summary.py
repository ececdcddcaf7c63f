"""The summary of many offices: country, provinces, districts and offices, sorted by name, without ranks.

The figures are those that offices give of themselves. A percent of many is the mean over its offices, each
counting once, of the figures as the offices publish them; offices with nothing left drop out.
Counts are sums.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from toolkit.messages.catalogue import describe
from toolkit.model.figures import rounded
from toolkit.model.finding import Finding, Lang
from toolkit.model.office_row import (
    BANDS,
    COUNTS,
    PLAN_ELEMENTS,
    REPORT_ELEMENTS,
    Group,
    OfficeRow,
    Summary,
    share,
    timely,
)
from toolkit.thai.text import thai_order
from toolkit.version import __version__


def summarise(rows: Iterable[OfficeRow], faults: Iterable[Finding], as_of: dt.datetime) -> Summary:
    """Put offices together. Left out, each with a finding: those of another fiscal year or month than most,
    and every one whose agency code another has too, since nobody can say which counts."""
    listed, found = list(rows), list(faults)
    year, month = _most([(row.fiscal_year, row.month) for row in listed])
    for row in [each for each in listed if (each.fiscal_year, each.month) != (year, month)]:
        listed.remove(row)
        code = "office-other-year" if row.fiscal_year != year else "rollup-other-month"
        other = (row.fiscal_year, year) if row.fiscal_year != year else (row.month, month)
        found.append(Finding(code, file=row.place, found=str(other[0]), expected=str(other[1])))
    places: dict[str, list[str]] = {}
    for row in listed:
        places.setdefault(row.agency_code, []).append(row.place)
    for code, twice in places.items():
        if len(twice) > 1:
            found.append(Finding("agency-twice", file=twice[0], found=code, expected=", ".join(twice[1:])))
    offices = _sorted([row for row in listed if len(places[row.agency_code]) == 1])
    return Summary(
        year,
        month,
        as_of,
        _group("", "", offices),
        _groups(offices, lambda row: (row.province, "")),
        _groups(offices, lambda row: (row.province, row.district)),
        tuple(offices),
        tuple(sorted(found, key=lambda each: (each.file, each.code, each.found))),
    )


def _most(keys: Sequence[tuple[int, str]]) -> tuple[int | None, str]:
    """The fiscal year and month of most offices; of equally many the later."""
    if not keys:
        return None, ""
    counted = Counter(keys)
    return max(counted, key=lambda key: (counted[key], key))


def _sorted(rows: Sequence[OfficeRow]) -> list[OfficeRow]:
    order = thai_order(name for row in rows for name in (row.province, row.district, row.agency_name))
    return sorted(
        rows,
        key=lambda row: (
            order[row.province],
            order[row.district],
            order[row.agency_name],
            row.agency_code,
        ),
    )


def _groups(rows: Sequence[OfficeRow], key: Callable[[OfficeRow], tuple[str, str]]) -> tuple[Group, ...]:
    """The groups in the order of their offices."""
    own: dict[tuple[str, str], list[OfficeRow]] = {}
    for row in rows:
        own.setdefault(key(row), []).append(row)
    return tuple(_group(*names, each) for names, each in own.items())


def _group(province: str, district: str, rows: Sequence[OfficeRow]) -> Group:
    telling = [row for row in rows if row.plan_elements is not None]
    counts = {name: sum(getattr(row, name) for row in rows) for name in COUNTS}
    return Group(
        province,
        district,
        len(rows),
        _mean(row.completion for row in rows),
        _mean(row.planned for row in rows),
        share(counts["on_time"], counts["expected"]),
        sum(row.expected > 0 and row.received == 0 for row in rows),
        counts,
        _banded(row.completion for row in rows),
        _banded(timely(row) for row in rows),
        len(telling),
        {name: sum(name in (row.plan_elements or ()) for row in telling) for name in PLAN_ELEMENTS},
        {name: sum(name in (row.report_elements or ()) for row in telling) for name in REPORT_ELEMENTS},
        sum(len(row.plan_elements or ()) == len(PLAN_ELEMENTS) for row in telling),
        sum(len(row.report_elements or ()) == len(REPORT_ELEMENTS) for row in telling),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    """The mean of figures with two decimals, exactly, rounded half up once."""
    known = [Fraction(Decimal(str(each))) for each in values if each is not None]
    return rounded(sum(known, Fraction(0)) / len(known)) if known else None


def _banded(values: Iterable[float | None]) -> tuple[int, ...]:
    counts = [0] * BANDS
    for each in values:
        if each is not None:
            counts[min(int(each * BANDS // 100), BANDS - 1)] += 1
    return tuple(counts)


def summary_json(summary: Summary, lang: Lang) -> dict[str, Any]:
    """What summary.json holds and `ita consolidate --json` prints."""
    offices: dict[tuple[str, str], list[OfficeRow]] = {}
    for row in summary.offices:
        offices.setdefault((row.province, row.district), []).append(row)
    districts: dict[str, list[Group]] = {}
    for group in summary.districts:
        districts.setdefault(group.province, []).append(group)
    return {
        "fiscal_year": summary.fiscal_year,
        "month": summary.month or None,
        "as_of": summary.as_of.isoformat(),
        "toolkit_version": __version__,
        "country": _group_json(summary.country),
        "provinces": [
            {
                "province": province.province,
                **_group_json(province),
                "districts": [
                    {
                        "district": each.district,
                        **_group_json(each),
                        "offices": list(map(_office_json, offices[each.province, each.district])),
                    }
                    for each in districts[province.province]
                ],
            }
            for province in summary.provinces
        ],
        "faults": [_fault_json(each, lang) for each in summary.faults],
    }


def _group_json(group: Group) -> dict[str, Any]:
    plain = asdict(replace(group, counts={}))
    for name in ("province", "district", "counts"):
        del plain[name]
    return {**plain, **group.counts}


def _office_json(row: OfficeRow) -> dict[str, Any]:
    plain = row.plain()
    for name in ("province", "district", "fiscal_year", "month"):
        del plain[name]
    return {**plain, "timely": timely(row)}


def _fault_json(finding: Finding, lang: Lang) -> dict[str, Any]:
    words = describe(finding, lang)
    return {
        "place": finding.file,
        "code": finding.code,
        "severity": words.severity,
        "found": finding.found,
        "expected": finding.expected,
        "message": words.message,
        "advice": words.advice,
    }
