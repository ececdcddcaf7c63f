"""The evidence annex of a report: what shows that something was done, numbered, measure by measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from toolkit.model.month import Month
from toolkit.model.plan import Measure, Plan
from toolkit.model.progress import assignments, history_of
from toolkit.report.endings import Pair
from toolkit.report.kinds import in_numerals, numerals_of
from toolkit.report.measure_text import with_number
from toolkit.report.photo_rows import PhotoText
from toolkit.report.submitted import Submitted, Worded
from toolkit.thai.dates import format_month
from toolkit.thai.text import squash

_ATTACHED = "เอกสารแนบ"


@dataclass(frozen=True, slots=True)
class DocumentText:
    """One numbered piece of evidence: "เอกสารแนบ 1", what it is, and who named it when."""

    no: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class AttachedText:
    """The evidence of one measure; `cited` is how its result refers to it: "เอกสารแนบ 1 – 3"."""

    measure_no: str
    title: str
    cited: str
    document: tuple[DocumentText, ...]


def attached_texts(
    plan: Plan, submitted: Submitted, photos: Iterable[Pair[PhotoText]], first: Month, last: Month
) -> tuple[AttachedText, ...]:
    """Return the evidence of the measures that have any, from the entries that count in a period and the
    pictures printed."""
    numerals = numerals_of(plan.agency)
    shown = [photo for row in photos for photo in (row.left, row.right) if photo.picture]
    attached: list[AttachedText] = []
    number = 0
    for measure in plan.measures:
        pieces = [*_evidence(plan, submitted, measure, first, last)]
        label = in_numerals(f"มาตรการที่ {measure.printed_no}", numerals)
        if own := [photo for photo in shown if photo.measure == label]:
            # The pictures are one piece: how many, and what they show.
            captions = " · ".join(dict.fromkeys(photo.caption for photo in own if photo.caption))
            pieces.append((Worded(f"ภาพกิจกรรม {len(own)} ภาพ {captions}".strip()), ""))
        if not pieces:
            continue
        documents = tuple(
            DocumentText(f"{_ATTACHED} {no}", piece, source)
            for no, (piece, source) in enumerate(pieces, number + 1)
        )
        begins, number = number + 1, number + len(pieces)
        cited = f"{_ATTACHED} {begins}" + (f" – {number}" if number > begins else "")
        title = with_number(measure.printed_no, measure.measure)
        attached.append(AttachedText(measure.measure_no, title, cited, documents))
    # The number of a measure stays as it is: the result that cites the evidence is found by it.
    return tuple(replace(in_numerals(text, numerals), measure_no=text.measure_no) for text in attached)


def _evidence(
    plan: Plan, submitted: Submitted, measure: Measure, first: Month, last: Month
) -> Iterator[tuple[Worded, str]]:
    """Yield each evidence of a measure once, by month, with its division and month."""
    found = [
        (month, code, entry)
        for assignment in assignments(plan)
        if assignment.measure is measure
        for month, entry in history_of(assignment, submitted.entries).items()
        if first <= month <= last and entry.evidence.strip(" -–—.")
        # A step may have been handed over: the division that reported it is known by the very entry.
        for code in dict.fromkeys((*(code for code, _ in assignment.origins), assignment.division_code))
        if submitted.entries.get((code, assignment.key), {}).get(month) is entry
    ]
    seen: set[str] = set()
    for month, code, entry in sorted(found, key=lambda item: item[0]):
        text = " ".join(entry.evidence.split())
        if squash(text) not in seen:
            seen.add(squash(text))
            origins = submitted.origin(code, month, entry, "evidence")
            yield Worded(text, origins), f"{plan.division_name(code)} {format_month(month)}"
