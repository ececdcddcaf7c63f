"""The accepted state of an office: a fold over the ledger, row by row from the newest file that fills a row.

Contract: newest = later date of that month (`AcceptedMonth.dated`), then later received, then sha256. A
blank row or month takes nothing back, so nothing that was ever filled is wiped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TypeVar

from toolkit.model.entry import AcceptedMonth, Entry, MonthReport, Outcome
from toolkit.model.month import Month

T = TypeVar("T")
Rank = tuple[dt.date, dt.datetime, str]


def rank(accepted: AcceptedMonth) -> Rank:
    """Return what versions of a month are ordered by: the highest overrules the others."""
    return accepted.dated, accepted.received, accepted.sha256


class Accepted:
    """The accepted state of an office: `entries` and `outcomes` map to what counts, by month.

    Entries of steps that left the plan are among them; no assignment asks for those. Of each division-month
    `newest` is the version that overrules the others, `first` and `first_filled` are the first that was
    accepted at all, and the first with a status row or an outcome filled.
    """

    def __init__(self, months: Iterable[AcceptedMonth] = ()) -> None:
        self.months: list[AcceptedMonth] = []
        self.entries: dict[tuple[str, str], dict[Month, Entry]] = {}
        self.outcomes: dict[tuple[str, str], dict[Month, Outcome]] = {}
        self._sources: dict[tuple[str, str, Month], AcceptedMonth] = {}
        self._passed: dict[tuple[str, Month], list[MonthReport]] = {}
        self.newest: dict[tuple[str, Month], AcceptedMonth] = {}
        self.first: dict[tuple[str, Month], AcceptedMonth] = {}
        self.first_filled: dict[tuple[str, Month], AcceptedMonth] = {}
        for month in months:
            self.add(month)

    def add(self, accepted: AcceptedMonth) -> None:
        """Add one month of one accepted file. Months are added in the order of the ledger."""
        self.months.append(accepted)
        division, report = accepted.division_code, accepted.report
        division_month = division, report.month
        # Passed over for its date: it stays in the list of what was sent, and counts for nothing.
        if not accepted.taken:
            self._passed.setdefault(division_month, []).append(report)
            return
        self.first.setdefault(division_month, accepted)
        # A month that was sent empty is on time or late only from its first filled version on.
        if report.entries or report.outcomes:
            self.first_filled.setdefault(division_month, accepted)
        mine = rank(accepted)
        newest = self.newest.get(division_month)
        if newest is None or mine > rank(newest):
            self.newest[division_month] = accepted
        for entry in report.entries:
            # By row, not by file: a newer file that leaves a row blank takes nothing back.
            source = self._sources.get((division, entry.key, report.month))
            if source is None or mine > rank(source):
                self._sources[division, entry.key, report.month] = accepted
                self.entries.setdefault((division, entry.key), {})[report.month] = entry
        for outcome in report.outcomes:
            key = division, outcome.measure_no
            source = self._sources.get((*key, report.month))
            if source is None or mine > rank(source):
                self._sources[*key, report.month] = accepted
                self.outcomes.setdefault(key, {})[report.month] = outcome

    def source(self, division_code: str, key: str, month: Month) -> AcceptedMonth:
        """Return the file that an entry or outcome that counts comes from, by its row key or measure number.

        Raises KeyError where there is none.
        """
        return self._sources[division_code, key, month]

    def holds_any(self, division_code: str, report: MonthReport) -> bool:
        """Return whether one of a report's rows is filled in what is accepted of its month."""
        keys = (*(entry.key for entry in report.entries), *(row.measure_no for row in report.outcomes))
        return any((division_code, key, report.month) in self._sources for key in keys)

    def report_of(self, division_code: str, month: Month) -> MonthReport | None:
        """Return a division-month as it counts: the newest head with every row that counts."""
        newest = self.newest.get((division_code, month))
        if newest is None:
            return None
        entries = _of_month(self.entries, division_code, month)
        outcomes = _of_month(self.outcomes, division_code, month)
        # Rows may come from several files, but one person signs for the month: that of the newest.
        head = newest.report
        return MonthReport(month, head.reporter, head.reported_on, entries, outcomes)

    def reports_of(self, division_code: str) -> Mapping[Month, MonthReport]:
        """Return every accepted month of a division as it counts."""
        months = [month for code, month in self.newest if code == division_code]
        return {month: report for month in months if (report := self.report_of(division_code, month))}

    def changes(self, division_code: str, report: MonthReport) -> bool:
        """Return whether a month as sent holds anything that is not known already."""
        known = self.report_of(division_code, report.month)
        if known is None:
            return True
        # A workbook that was passed over for its date is carried on, month after month.
        if report in self._passed.get((division_code, report.month), ()):
            return False
        if (known.reporter, known.reported_on) != (report.reporter, report.reported_on):
            return True
        return not (set(report.entries) <= set(known.entries) and set(report.outcomes) <= set(known.outcomes))


def _of_month(
    table: Mapping[tuple[str, str], Mapping[Month, T]], division_code: str, month: Month
) -> tuple[T, ...]:
    return tuple(
        by_month[month]
        for (code, _), by_month in table.items()
        if code == division_code and month in by_month
    )
