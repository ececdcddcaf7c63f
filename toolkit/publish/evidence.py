"""The web addresses that divisions gave as evidence, by measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.model.entry import Entry
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.model.progress import assignments
from toolkit.publish.public_text import find_links
from toolkit.report.submitted import Origin, Submitted


@dataclass(frozen=True, slots=True)
class Evidence:
    """One address and the entry in which it was typed; `sound` is false where it cannot be one."""

    measure_no: str
    link: str
    sound: bool
    division_code: str
    month: Month
    entry: Entry

    def finding(self, submitted: Submitted, code: str, expected: str = "") -> Finding:
        """What is wrong with the address, at its cell."""
        origins = submitted.origin(self.division_code, self.month, self.entry, "evidence")
        place = origins[0] if origins else Origin("", "", "", "")
        return Finding(code, place.sheet, place.cell, self.link, expected, place.file)


def evidence_of(plan: Plan, submitted: Submitted, until: Month) -> tuple[Evidence, ...]:
    """The addresses given up to a month, each once a measure, in the order of steps, divisions and months."""
    found: dict[tuple[str, str], Evidence] = {}
    for each in _addresses(plan, submitted, until):
        found.setdefault((each.measure_no, each.link), each)
    return tuple(found.values())


def _addresses(plan: Plan, submitted: Submitted, until: Month) -> Iterator[Evidence]:
    for assignment in assignments(plan):
        codes = (*(code for code, _ in assignment.origins), assignment.division_code)
        for code in codes:
            history = submitted.entries.get((code, assignment.key), {})
            for month in sorted(each for each in history if plan.months[0] <= each <= until):
                entry = history[month]
                for link, sound in find_links(entry.evidence):
                    yield Evidence(assignment.measure.measure_no, link, sound, code, month, entry)
