"""The figures of a month as a few lines and tables in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.cli.language import _, language
from toolkit.cli.show import percent, say, say_table
from toolkit.model.completion import rounded

if TYPE_CHECKING:
    from toolkit.rollup.roll_up import RollUp


def say_figures(roll_up: RollUp) -> None:
    """Overall completion beside its counts, then measures and divisions."""
    from toolkit.thai.date_format import format_month
    from toolkit.thai.labels import REPORT_LABELS, STATE_LABELS

    figures, lang = roll_up.figures, language()
    counts, reporting = figures.counts, figures.reporting
    month = format_month(figures.month, "full" if lang == "th" else "iso")
    say(f"{roll_up.plan.agency.agency_name} — {month}")
    say(
        _("Completion {completion} % (plan {planned} %), {done} of {total} steps done").format(
            completion=percent(rounded(figures.completion)),
            planned=percent(rounded(figures.planned)),
            done=counts.steps_done,
            total=counts.steps_total,
        )
    )
    say(
        _("Reported: {received} of {expected} divisions ({late} late)").format(
            received=reporting.received, expected=reporting.expected, late=reporting.late
        )
    )
    texts = {measure.measure_no: measure.measure for measure in roll_up.plan.measures}
    say()
    say_table(
        (_("No."), _("Measure"), _("Done %"), _("Plan %"), _("State")),
        (
            (
                each.label,
                _short(texts[each.measure_no]),
                percent(rounded(each.completion)),
                percent(rounded(each.planned)),
                STATE_LABELS[lang][each.state] if each.state else "–",
            )
            for each in figures.measures
        ),
        numbers=(2, 3),
    )
    say()
    say_table(
        (_("Code"), _("Division"), _("Done %"), _("Report")),
        (
            (
                each.division_code,
                each.division_name,
                percent(rounded(each.completion)),
                REPORT_LABELS[lang][each.report],
            )
            for each in figures.divisions
        ),
        numbers=(2,),
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
