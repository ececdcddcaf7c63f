"""The summary of many offices: country, provinces, districts and offices, sorted by name, without ranks.

The figures are those that offices give of themselves. A percent of many is the mean over its offices, each
counting once, of the figures as the offices publish them; offices with nothing left drop out.
Counts are sums.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import Any

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
from toolkit.rollup.rollup_json import finding_json
from toolkit.thai.text import thai_order
from toolkit.version import __version__


def summarise(rows: Iterable[OfficeRow], faults: Iterable[Finding], as_of: dt.datetime) -> Summary:
    """Put offices together. Left out, each with a finding: those of another fiscal year or month than most,
    and every one whose agency code another has too, since nobody can say which counts."""
    listed, findings = list(rows), list(faults)
    # The fiscal year and month of most offices; of equally many the later.
    counted = Counter((row.fiscal_year, row.month) for row in listed)
    year, month = max(counted, key=lambda period: (counted[period], period), default=(None, ""))
    by_code: dict[str, list[OfficeRow]] = {}
    for row in listed:
        if row.fiscal_year != year:
            found, expected = str(row.fiscal_year), str(year)
            findings.append(Finding("office-other-year", file=row.place, found=found, expected=expected))
        elif row.month != month:
            findings.append(Finding("rollup-other-month", file=row.place, found=row.month, expected=month))
        else:
            by_code.setdefault(row.agency_code, []).append(row)
    for code, (first, *others) in by_code.items():
        # None of them is taken: whichever were, the country's sums would rest on a guess.
        if others:
            places = ", ".join(row.place for row in others)
            findings.append(Finding("agency-twice", file=first.place, found=code, expected=places))
    alone = [same[0] for same in by_code.values() if len(same) == 1]
    order = thai_order(name for row in alone for name in (row.province, row.district, row.agency_name))
    offices = sorted(
        alone,
        key=lambda row: (order[row.province], order[row.district], order[row.agency_name], row.agency_code),
    )
    return Summary(
        fiscal_year=year,
        month=month,
        as_of=as_of,
        country=_group("", "", offices),
        provinces=_groups(offices, lambda row: (row.province, "")),
        districts=_groups(offices, lambda row: (row.province, row.district)),
        offices=tuple(offices),
        faults=tuple(sorted(findings, key=lambda finding: (finding.file, finding.code, finding.found))),
    )


def _groups(rows: Sequence[OfficeRow], key: Callable[[OfficeRow], tuple[str, str]]) -> tuple[Group, ...]:
    """Return the groups in the order of their offices."""
    groups: dict[tuple[str, str], list[OfficeRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return tuple(_group(province, district, own) for (province, district), own in groups.items())


def _group(province: str, district: str, rows: Sequence[OfficeRow]) -> Group:
    # A roll-up file does not say what plan and reports hold: it is left out, not counted as lacking.
    telling = [
        (row.plan_elements, row.report_elements or ()) for row in rows if row.plan_elements is not None
    ]
    counts = {name: sum(getattr(row, name) for row in rows) for name in COUNTS}
    return Group(
        province=province,
        district=district,
        offices=len(rows),
        # Each office counts once, however large, with the figure that it publishes itself.
        completion=_mean(row.completion for row in rows),
        planned=_mean(row.planned for row in rows),
        timely=share(counts["on_time"], counts["expected"]),
        # An office that expected no report is not silent: it had nothing due.
        silent=sum(row.expected > 0 and row.received == 0 for row in rows),
        counts=counts,
        bands=_banded(row.completion for row in rows),
        timely_bands=_banded(timely(row) for row in rows),
        telling=len(telling),
        plan_elements={name: sum(name in plan for plan, _ in telling) for name in PLAN_ELEMENTS},
        report_elements={name: sum(name in report for _, report in telling) for name in REPORT_ELEMENTS},
        whole_plans=sum(len(plan) == len(PLAN_ELEMENTS) for plan, _ in telling),
        whole_reports=sum(len(report) == len(REPORT_ELEMENTS) for _, report in telling),
    )


def _mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of figures with two decimals, exact until it is rounded half up once."""
    # By way of str: a float of 0.1 is not a tenth, and the mean would be rounded the wrong way.
    known = [Fraction(str(value)) for value in values if value is not None]
    return rounded(sum(known, Fraction(0)) / len(known)) if known else None


def _banded(values: Iterable[float | None]) -> tuple[int, ...]:
    """Return how many values lie in each band of ten percent."""
    counts = [0] * BANDS
    for value in values:
        if value is not None:
            # 100 belongs to the last band, which would be alone otherwise.
            counts[min(int(value * BANDS // 100), BANDS - 1)] += 1
    return tuple(counts)


def summary_json(summary: Summary, lang: Lang) -> dict[str, Any]:
    """Return what summary.json holds and `ita consolidate --json` prints."""
    offices: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in summary.offices:
        own_values = _without(asdict(row), "province", "district", "fiscal_year", "month")
        offices.setdefault((row.province, row.district), []).append({**own_values, "timely": timely(row)})
    districts: dict[str, list[dict[str, Any]]] = {}
    for group in summary.districts:
        own = offices[group.province, group.district]
        district = {"district": group.district, **_group_json(group), "offices": own}
        districts.setdefault(group.province, []).append(district)
    return {
        "fiscal_year": summary.fiscal_year,
        "month": summary.month or None,
        "as_of": summary.as_of.isoformat(),
        "toolkit_version": __version__,
        "country": _group_json(summary.country),
        "provinces": [
            {"province": group.province, **_group_json(group), "districts": districts[group.province]}
            for group in summary.provinces
        ],
        "faults": [
            {"place": finding.file, **_without(finding_json(finding, lang), "sheet", "cell")}
            for finding in summary.faults
        ],
    }


def _group_json(group: Group) -> dict[str, Any]:
    return {**_without(asdict(group), "province", "district", "counts"), **group.counts}


def _without(plain: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in plain.items() if name not in names}
