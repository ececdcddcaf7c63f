"""How far the office is, for reports to the executive: the whole, each division, and the late steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.model.figures import Counts, Figures, ReportState, State, StepResult
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Measure, Plan, Step
from toolkit.model.progress import HUNDRED, rounds
from toolkit.report.kinds import in_numerals, numerals_of
from toolkit.thai.dates import format_moment, format_month
from toolkit.thai.labels import NOTHING_LEFT, REPORT_LABELS, STATE_LABELS, format_percent, report_label
from toolkit.thai.words import STATUS_LABELS


@dataclass(frozen=True, slots=True, kw_only=True)
class OverallText:
    """The whole plan at a month; `counts` and `reported` say of how many a percent is."""

    percent: str
    planned: str
    counts: str
    na: str
    cannot: str
    reported: str
    late: str


@dataclass(frozen=True, slots=True)
class DivisionText:
    """One division at a month: its completion, whether it reported and when."""

    name: str
    percent: str
    report: str
    received: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LateStepText:
    """A step that is overdue or behind its plan."""

    measure_no: str
    no: str
    text: str
    responsible: str
    due: str
    percent: str
    planned: str
    state: str


def overall_text(plan: Plan, figures: Figures) -> OverallText:
    """Return the figures of the whole plan in words."""
    counts, reporting = figures.counts, figures.reporting
    text = OverallText(
        percent=format_percent(figures.completion),
        planned=format_percent(figures.planned),
        # A percent alone says little of a small plan, so it is printed beside its counts.
        counts=steps_done(counts),
        na=str(counts.steps_na),
        cannot=str(counts.steps_cannot),
        reported=f"{reporting.received} จาก {reporting.expected} {plan.division_word}",
        late=str(reporting.late),
    )
    return in_numerals(text, numerals_of(plan.agency))


def steps_done(counts: Counts) -> str:
    """Return "12 จาก 17 ขั้นตอน"."""
    return f"{counts.steps_done} จาก {counts.steps_total} ขั้นตอน"


def division_texts(plan: Plan, figures: Figures) -> tuple[DivisionText, ...]:
    """Return every division in the order of the plan, its name as it is written there."""
    numerals = numerals_of(plan.agency)
    return tuple(
        DivisionText(
            division.division_name,
            in_numerals(format_percent(division.completion), numerals),
            report_label(division),
            format_moment(division.received, numerals) if division.received else NOTHING_LEFT,
        )
        for division in figures.divisions
        # One that has ended and given its work away is no part of the office any more.
        if (until := plan.division_by_code[division.division_code].until) is None or until >= figures.month
    )


def _in_state(
    plan: Plan, figures: Figures, states: Sequence[State]
) -> Iterator[tuple[Measure, Step, StepResult]]:
    """Yield the steps in one of some states, in the order of the plan."""
    results = {(result.measure_no, result.step_no): result for result in figures.steps}
    for measure, step in plan.steps:
        result = results.get((step.measure_no, step.step_no))
        if result is not None and result.state in states:
            yield measure, step, result


def late_steps(plan: Plan, figures: Figures) -> tuple[LateStepText, ...]:
    """Return the steps that are overdue or behind, in the order of the plan."""
    late = tuple(
        LateStepText(
            measure_no=measure.printed_no,
            no=step.label or step.step_no,
            text=step.step,
            responsible=", ".join(map(plan.division_name, _unfinished(plan, result))),
            due=format_month(measure.step_due(step), "short"),
            percent=format_percent(result.completion),
            planned=format_percent(result.planned),
            state=STATE_LABELS["th"][result.state],
        )
        for measure, step, result in _in_state(plan, figures, _LATE)
        if result.state
    )
    return in_numerals(late, numerals_of(plan.agency))


def _unfinished(plan: Plan, result: StepResult) -> tuple[str, ...]:
    """Return the divisions that have a step still to finish, in the order of the plan.

    Those that are done, or that it does not concern, have nothing to answer for.
    """
    left = {
        assignment.division_code
        for assignment in result.assignments
        if assignment.percent is not None and assignment.percent < HUNDRED
    }
    return tuple(code for code in plan.division_by_code if code in left)


def rounds_done(measure: Measure, step: Step, result: StepResult) -> str:
    """Say how many rounds of a recurring step are done, which is no percent; "" where none is."""
    count = len(rounds(measure, step))
    percents = [assignment.percent for assignment in result.assignments if assignment.percent is not None]
    # The mean over divisions is no whole number of rounds, so the range is told.
    fewest, most = (int(percent * count / 100) for percent in (min(percents), max(percents)))
    if not most:
        return ""
    done = f" {most}" if fewest == most else f" {fewest} ถึง {most}" if fewest else f"ไม่เกิน {most}"
    return f"ดำเนินการแล้ว{done} จาก {count} รอบ"


def as_clause(parts: Sequence[str]) -> str:
    """Return parts in a sentence: "ก", "ก และข", "ก ข และค"; numbers with commas: "1, 2 และ 3"."""
    if len(parts) < 2:
        return "".join(parts)
    # Thai sets no commas between words, but figures would run together without them.
    numbers = parts[-1][:1].isascii()
    comma, gap = (", ", " ") if numbers else (" ", "")
    return f"{comma.join(parts[:-1])} และ{gap}{parts[-1]}"


_LATE: tuple[State, ...] = ("overdue", "behind")


def late_measures(plan: Plan, figures: Figures) -> tuple[str, ...]:
    """Say which measures are overdue, and which behind the plan, by number and name; a sentence each."""
    texts = {measure.measure_no: beginning(measure.measure) for measure in plan.measures}
    sentences = []
    for state in _LATE:
        names = [
            f"มาตรการที่ {measure.label} {texts.get(measure.measure_no, '')}".strip()
            for measure in figures.measures
            if measure.state == state
        ]
        if names:
            sentences.append(f"มาตรการที่{STATE_LABELS['th'][state]} ได้แก่ {as_clause(names)}")
    return tuple(sentences)


_LONGEST = 90
_MOST_OVERDUE = 10
"""How many overdue steps a memo names; the report that goes with it has all of them."""


def overdue_steps(plan: Plan, figures: Figures) -> tuple[str, ...]:
    """Say each overdue step with its divisions and months, longest overdue first, in Arabic digits.

    The first line says how many there are; nothing is said where there is none.
    """
    late: list[tuple[int, str]] = []
    for measure, step, result in _in_state(plan, figures, ("overdue",)):
        due = measure.step_due(step)
        unfinished = _unfinished(plan, result)
        names = " ".join(map(plan.division_name, unfinished))
        # The month in which it is due counts as overdue at its end, with nothing to count yet.
        months = figures.month - due
        overdue = f"เกินกำหนด {months} เดือน" if months > 0 else "ครบกำหนดแล้ว"
        if step.every is not None:
            overdue += f" {rounds_done(measure, step, result)}"
        elif all(own.status == "cannot" for own in result.assignments if own.division_code in unfinished):
            overdue += f" {STATUS_LABELS['cannot']}"
        text = f"มาตรการที่ {measure.printed_no} ขั้นตอนที่ {step.label or step.step_no} {beginning(step.step)}"
        late.append((months, f"{text} ({names} กำหนดเสร็จ {format_month(due)} {overdue})"))
    # Only by months: among equally late steps the order of the plan stays.
    late.sort(key=lambda step: -step[0])
    if not late:
        return ()
    lines = [f"ขั้นตอนที่เกินกำหนด {len(late)} ขั้นตอน ได้แก่", *(text for _, text in late[:_MOST_OVERDUE])]
    if len(late) > _MOST_OVERDUE:
        lines.append(f"และอีก {len(late) - _MOST_OVERDUE} ขั้นตอนตามรายละเอียดในรายงาน")
    return tuple(lines)


def beginning(text: str) -> str:
    """Return a long text up to a blank, so that no Thai word is cut: the report has the whole."""
    kept = ""
    for phrase in text.split():
        if kept and len(kept) + len(phrase) > _LONGEST:
            return f"{kept} …"
        kept = f"{kept} {phrase}".strip()
    return kept


_NAMED_TOGETHER = 3  # a message cuts longer texts off, and no name may be lost
# As in the figures: an empty report is no report, and a returned one is still awaited.
SILENT: tuple[ReportState, ...] = ("missing", "rejected", "empty")


def silent_divisions(plan: Plan, figures: Figures) -> dict[str, str]:
    """Return the divisions that lack a report within the year up to the figures' month, each with the months.

    A month whose deadline is not past yet counts too where the division has something to report and has not:
    a report that is made today is made without it. A sheet that was signed where nothing was left to
    report, or not yet, is no lack. What did come is said with its months: "ส.ค. 67 ส่งแต่ไม่มีข้อมูล".
    """
    silent = {}
    for code, cells in figures.matrix:
        months: dict[str, list[Month]] = {}
        for cell in cells:
            if cell.told in SILENT or (cell.asked and cell.told == "not-due"):
                sent = f" {REPORT_LABELS['th'][cell.told]}" if cell.told in ("empty", "rejected") else ""
                months.setdefault(sent, []).append(cell.month)
        if months:
            told = (f"{months_text(tuple(of))}{sent}" for sent, of in months.items())
            silent[plan.division_name(code)] = ", ".join(told)
    return silent


def _silent_together(plan: Plan, figures: Figures) -> list[tuple[list[str], str]]:
    """Return the divisions that lack the same months together, with these months."""
    by_months: dict[str, list[str]] = {}
    for division, months in silent_divisions(plan, figures).items():
        by_months.setdefault(months, []).append(division)
    return [(names, months) for months, names in by_months.items()]


def silence_findings(plan: Plan, figures: Figures) -> Iterator[Finding]:
    """Yield a warning for every few divisions that lack the same months of the period."""
    for names, months in _silent_together(plan, figures):
        for first in range(0, len(names), _NAMED_TOGETHER):
            few = ", ".join(names[first : first + _NAMED_TOGETHER])
            yield Finding("report-division-silent", found=few, expected=months)


def silence_sentence(plan: Plan, figures: Figures) -> str:
    """Say which divisions lack which months: "ยังขาดข้อมูลของกองคลัง (เดือน ก.พ. 67)"; "" where none does."""
    parts = [f"{as_clause(names)} (เดือน {months})" for names, months in _silent_together(plan, figures)]
    *others, last = parts or [""]
    return f"ยังขาดข้อมูลของ{' '.join(others)}{' และ' if others else ''}{last}" if last else ""


def months_text(months: tuple[Month, ...]) -> str:
    """Return months in order as runs: "ต.ค. 66 – ธ.ค. 66, ก.พ. 67"."""
    runs: list[list[Month]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    ends = (run if len(run) == 1 else (run[0], run[-1]) for run in runs)
    return ", ".join(" – ".join(map(format_month, run)) for run in ends)
