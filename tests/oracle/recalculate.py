"""The figures of one office, recalculated from the raw cells: an oracle that shares no code with `toolkit`.

It takes the files of `inbox/` in as a run of `ita rollup` has to, and computes a month. Written from the
contract (reading, status, completion, reporting), it is slow and trusting: it knows no damaged or hostile
files, pictures or wording checks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from oracle.plan import Division, Measure, Plan, Step
from oracle.raw_cells import begins, month_text
from oracle.sent import Entry, SentFile, Sheet, digest, read_file


@dataclass(frozen=True)
class Version:
    """An accepted month of a file, and the day by which versions are compared."""

    dated: dt.date
    received: dt.datetime
    sha: str
    run: int
    rows: dict[str, Entry]
    sheet: Sheet


Key = tuple[str, int]
History = dict[int, Entry]


@dataclass
class Recalculation:
    """An office: call `take_in` wherever `ita rollup` is run, then `figures`."""

    folder: Path
    plan: Plan = field(init=False)
    known: dict[str, set[int]] = field(default_factory=dict)  # sha256 -> months that were filled ahead
    accepted_at: dict[str, dt.datetime] = field(default_factory=dict)
    rejected: list[tuple[SentFile, dt.datetime]] = field(default_factory=list)
    versions: dict[Key, list[Version]] = field(default_factory=dict)
    runs: int = 0

    def __post_init__(self) -> None:
        self.plan = Plan((self.folder / "plan.xlsx").read_bytes())

    def take_in(self, intake: dt.datetime) -> None:
        """Everything new in the inbox, accepted or rejected as at this moment."""
        self.runs += 1
        inbox = self.folder / "inbox"
        sent = [read_file(path) for path in sorted(inbox.rglob("*.xlsx")) if self._news(digest(path), intake)]
        for copy in sorted(sent, key=lambda file: self._order(file, intake)):
            if self._news(copy.sha, intake):
                ahead = {
                    sheet.month
                    for sheet in copy.months
                    if begins(sheet.month) > intake and sheet.filled(intake)
                }
                self.known[copy.sha] = ahead if self._take(copy, intake) else set()

    def _news(self, sha: str, intake: dt.datetime) -> bool:
        """A known file is skipped, unless a month that was filled ahead has begun since it was accepted."""
        return sha not in self.known or any(begins(month) <= intake for month in self.known[sha])

    def _order(self, file: SentFile, intake: dt.datetime) -> tuple[dt.datetime, dt.date, str]:
        """As a whole, a file may have come on any day of the fiscal year until now."""
        days = [month.reported_on for month in file.months if month.reported_on]
        return file.received(self.plan.first, intake), max(days, default=dt.date.min), file.sha

    def _take(self, file: SentFile, intake: dt.datetime) -> bool:
        """Accept the months of a file that have begun since it was accepted, or reject it as a whole."""
        code = file.meta.get("division_code", "")
        ours = (file.meta.get("agency_code"), file.meta.get("fiscal_year"), file.meta.get("kind"))
        if (
            ours != (self.plan.agency_code, str(self.plan.fiscal_year), "division")
            or code not in self.plan.divisions
        ):
            return False
        before = {key: list(value) for key, value in self.versions.items()}
        settled = self.accepted_at.get(file.sha)
        for sheet in sorted(file.months, key=lambda sheet: sheet.month):
            if begins(sheet.month) > intake or (settled is not None and begins(sheet.month) <= settled):
                continue
            if self._wrong(code, sheet, intake):
                self.versions = before
                self.rejected.append((file, intake))
                return False
            if sheet.reporter and sheet.reported_on and not self._accepted_already(code, sheet):
                self._accept(code, file, sheet, intake)
        self.accepted_at[file.sha] = intake
        return True

    def _accepted_already(self, code: str, sheet: Sheet) -> bool:
        """Whether the month says nothing that is not accepted: the newest head, and rows that all count."""
        versions = sorted(self.versions.get((code, sheet.month), []), key=_newest)
        if not versions:
            return False
        rows: dict[str, Entry] = {}
        outcomes: dict[str, tuple[str, ...]] = {}
        for version in versions:
            rows |= {key: entry for key, entry in version.sheet.rows.items() if entry.status}
            outcomes |= version.sheet.outcomes
        newest = versions[-1].sheet
        return (
            (newest.reporter, newest.reported_on) == (sheet.reporter, sheet.reported_on)
            and all(rows.get(key) == entry for key, entry in sheet.rows.items())
            and all(outcomes.get(key) == told for key, told in sheet.outcomes.items())
        )

    def _accept(self, code: str, file: SentFile, sheet: Sheet, intake: dt.datetime) -> None:
        assert sheet.reported_on is not None
        rows = {key: entry for key, entry in sheet.rows.items() if entry.status and self._ours(code, key)}
        received = file.received(sheet.month, intake)
        believed = begins(sheet.month).date() <= sheet.reported_on <= intake.date()
        dated = sheet.reported_on if believed else received.date()
        version = Version(dated, received, file.sha, self.runs, rows, sheet)
        if not self._superseded(code, sheet.month, version):
            self.versions.setdefault((code, sheet.month), []).append(version)

    def _ours(self, code: str, key: str) -> bool:
        step = self.plan.steps.get(key)
        months = range(self.plan.first, self.plan.last + 1)
        return step is not None and any(code in self.plan.holders(step, month) for month in months)

    def _superseded(self, code: str, month: int, version: Version) -> bool:
        """An earlier date than that of the accepted newest changes nothing, unless both came at once."""
        accepted = self.versions.get((code, month), [])
        if not accepted:
            return False
        newest = max(accepted, key=_newest)
        older = version.dated < newest.dated
        return older and (newest.run < self.runs or newest.received < version.received)

    def _wrong(self, code: str, sheet: Sheet, intake: dt.datetime) -> bool:
        """Whether the month holds an error; one that says nothing new is not judged again."""
        if self._accepted_already(code, sheet):
            return False
        if not (sheet.reporter and sheet.date_typed):
            return sheet.row_filled and begins(sheet.month + 1) <= intake
        if sheet.reported_on is None:
            return True
        return any(
            entry.broken or self._row_wrong(code, key, sheet.month, entry)
            for key, entry in sheet.rows.items()
            if self._ours(code, key)
        )

    def _row_wrong(self, code: str, key: str, month: int, entry: Entry) -> bool:
        step, percent = self.plan.steps[key], entry.percent
        if entry.status == "not_started" and not step.every:
            return percent not in (None, 0)
        if entry.status == "done" and not step.every:
            return percent not in (None, 100)
        if entry.status == "in_progress" and not step.every:
            return percent is None or not 1 <= percent <= 99
        needs_reason = entry.status in ("cannot", "na") and not entry.texts[2]
        return needs_reason and self.due(step, code, month)

    # --- entries and values ---

    def history(self, step: Step, code: str, month: int) -> History:
        """The entries of an assignment that count by month, those of the divisions before it included.

        What stands in a row that is not due does not count.
        """
        counted: History = {}
        chain = self.plan.holders(step, month).get(code, [code])
        for when in range(self.plan.first, self.plan.last + 1):
            for owner in chain:
                versions = self.versions.get((owner, when), [])
                filled = [version for version in versions if step.key in version.rows]
                if filled and self._due_after(counted, step, owner, when):
                    counted[when] = max(filled, key=_newest).rows[step.key]
                    break
        return counted

    def due(self, step: Step, code: str, month: int) -> bool:
        """Whether the row asks for news in a month."""
        return self._due_after(self.history(step, code, month), step, code, month)

    def _due_after(self, history: History, step: Step, code: str, month: int) -> bool:
        """Whether a division's row is due in a month, after the entries that count before it."""
        if code not in self.plan.holders(step, month) or not step.counts(month) or step.measure_start > month:
            return False
        earlier = [when for when in history if when < month]
        last = history[max(earlier)].status if earlier else ""
        if step.every:
            return step.start <= month <= step.due and last != "na"
        return last not in ("done", "na")

    def value(
        self, step: Step, history: History, month: int
    ) -> tuple[Entry | None, int | None, Fraction | None]:
        """(latest entry, its month, percent) of an assignment at a month."""
        known = sorted(when for when in history if when <= month)
        if not known:
            return None, None, Fraction(0)
        last = history[known[-1]]
        if last.status == "na":
            return last, known[-1], None
        if step.every:
            return last, known[-1], self._rounds_done(step, history, month)
        percent = Fraction(0)
        for when in known:
            entry = history[when]
            fixed = {"not_started": Fraction(0), "done": Fraction(100)}.get(entry.status)
            if entry.status != "na":
                percent = (
                    fixed if fixed is not None else entry.percent if entry.percent is not None else percent
                )
        return last, known[-1], percent

    @staticmethod
    def _rounds_done(step: Step, history: History, month: int) -> Fraction:
        done = 0
        for months in step.rounds:
            told = [history[when].status for when in months if when in history and when <= month]
            done += bool(told) and told[-1] == "done"
        return Fraction(100 * done, len(step.rounds))

    # --- the figures ---

    def figures(self, month: int, as_of: dt.datetime) -> dict[str, Any]:
        """The figures in the shape of `ita rollup --json`; percents are exact fractions."""
        steps = {key: self._step(step, month) for key, step in self.plan.steps.items()}
        measures = [self._measure(measure, steps, month) for measure in self.plan.measures]
        weighted = [(m.weight, found) for m, found in zip(self.plan.measures, measures, strict=True)]
        divisions = [
            self._division(division, steps, month, as_of) for division in self.plan.divisions.values()
        ]
        return {
            "overall": {**_means(weighted), **_counts(steps.values())},
            "measures": measures,
            "steps": list(steps.values()),
            "divisions": divisions,
            "reporting": self._reporting(divisions, month),
        }

    def _step(self, step: Step, month: int) -> dict[str, Any]:
        found: dict[str, Any] = {
            "measure_no": step.measure,
            "step_no": step.number,
            "counts": step.counts(month),
        }
        if not step.counts(month):
            return {**found, "completion": None, "planned": None, "state": None, "assignments": []}
        assignments: list[dict[str, Any]] = []
        for code in self.plan.holders(step, month):
            history = self.history(step, code, month)
            entry, when, percent = self.value(step, history, month)
            stale = self.due(step, code, month) and month not in history
            assignments.append(
                {
                    "division_code": code,
                    "status": entry and entry.status,
                    "percent": percent,
                    "month": when and month_text(when),
                    "stale": stale,
                }
            )
        completion = _mean((Fraction(1), assignment["percent"]) for assignment in assignments)
        planned = _planned(step, month)
        state = _state(completion, planned, step.start, step.due, month)
        return {
            **found,
            "completion": completion,
            "planned": planned,
            "state": state,
            "assignments": assignments,
        }

    def _measure(self, measure: Measure, steps: dict[str, dict[str, Any]], month: int) -> dict[str, Any]:
        means = _means((step.weight, steps[step.key]) for step in measure.steps)
        own = [steps[step.key] for step in measure.steps]
        late = any(step["state"] == "overdue" for step in own)
        state = _state(means["completion"], means["planned"], measure.start, measure.end, month, late)
        return {"measure_no": measure.number, "label": measure.label, **means, "state": state, **_counts(own)}

    def _division(
        self, division: Division, steps: dict[str, dict[str, Any]], month: int, as_of: dt.datetime
    ) -> dict[str, Any]:
        own = [
            (self.plan.steps[key].weight, assignment["percent"])
            for key, step in steps.items()
            for assignment in step["assignments"]
            if assignment["division_code"] == division.code
        ]
        report, received = self._report(division.code, month, as_of)
        return {
            "division_code": division.code,
            "division_name": division.name,
            "completion": _mean(own),
            "report": report,
            "received": received,
        }

    def _any_due(self, code: str, month: int) -> bool:
        return any(self.due(step, code, month) for step in self.plan.steps.values())

    def _report(self, code: str, month: int, as_of: dt.datetime) -> tuple[str, dt.datetime | None]:
        accepted = self.versions.get((code, month), [])
        for line in accepted:
            if line.rows or line.sheet.outcomes:
                return "on-time" if line.received <= self.plan.deadline(month) else "late", line.received
        if accepted:
            return "empty", accepted[0].received
        returned = [pair for pair in self.rejected if pair[0].meta["division_code"] == code]
        filled = [sheet.filled(at) for file, at in returned for sheet in file.months if sheet.month == month]
        if any(filled):
            return "rejected", None
        quiet = as_of <= self.plan.deadline(month) or not self._any_due(code, month)
        return "not-due" if quiet else "missing", None

    def _reporting(self, divisions: list[dict[str, Any]], month: int) -> dict[str, int]:
        words = [
            division["report"] for division in divisions if self._any_due(division["division_code"], month)
        ]
        counts = {
            word.replace("-", "_"): words.count(word)
            for word in ("on-time", "late", "empty", "rejected", "missing")
        }
        return {"expected": sum(counts.values()), "received": counts["on_time"] + counts["late"], **counts}


def _newest(version: Version) -> tuple[dt.date, dt.datetime, str]:
    return version.dated, version.received, version.sha


def _mean(values: Iterable[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    known = [(weight, value) for weight, value in values if value is not None]
    if not known:
        return None
    return sum((w * v for w, v in known), Fraction(0)) / sum((w for w, _ in known), Fraction(0))


def _means(parts: Iterable[tuple[Fraction, dict[str, Any]]]) -> dict[str, Fraction | None]:
    left = [(weight, figures) for weight, figures in parts if figures["completion"] is not None]
    return {
        name: _mean((weight, figures[name]) for weight, figures in left) for name in ("completion", "planned")
    }


def _counts(steps: Iterable[dict[str, Any]]) -> dict[str, int]:
    counted = [step for step in steps if step["counts"]]
    words = [
        (step["completion"], [assignment["status"] for assignment in step["assignments"]]) for step in counted
    ]
    return {
        "steps_done": sum(completion == 100 for completion, _ in words),
        "steps_total": len(words),
        "steps_na": sum(bool(found) and set(found) == {"na"} for _, found in words),
        "steps_cannot": sum("cannot" in found for _, found in words),
        "steps_overdue": sum(step["state"] == "overdue" for step in counted),
    }


def _planned(step: Step, month: int) -> Fraction:
    if step.every:
        ended = sum(round_[-1] <= month for round_ in step.rounds)
        return Fraction(100 * ended, len(step.rounds))
    elapsed = Fraction(100 * (month - step.start + 1), step.due - step.start + 1)
    return min(max(elapsed, Fraction(0)), Fraction(100))


def _state(
    completion: Fraction | None,
    planned: Fraction | None,
    start: int,
    end: int,
    month: int,
    late_step: bool = False,
) -> str | None:
    if completion is None or planned is None:
        return None
    if completion == 100:
        return "done"
    if end <= month:
        return "overdue"
    if completion == 0 and start >= month:
        return "not_started"
    return "behind" if late_step or completion < planned - 10 else "on_track"
