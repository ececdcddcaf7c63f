"""What commands print: lines, findings, files, tables, figures and progress bars."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from toolkit.cli.app import _, language
from toolkit.model.finding import FileResult, Finding, Severity

if TYPE_CHECKING:
    from toolkit.rollup.roll_up import RollUp

T = TypeVar("T")

_SIGN: dict[Severity, str] = {"error": "✗", "warning": "!", "note": "·"}
_COLOUR: dict[Severity, str | None] = {"error": "red", "warning": "yellow", "note": None}


def say(text: str = "", *, err: bool = False) -> None:
    """Print one line for the user."""
    click.echo(text, err=err)


def say_json(content: Any) -> None:
    """Print JSON alone on standard output."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def say_findings(
    findings: Iterable[Finding],
    *,
    err: bool = False,
    most: int | None = None,
    rest: str = "",
    files: bool = False,
) -> None:
    """Print findings, equal ones in one line with their cells: every error and warning, then notes up to
    `most` lines in all (None: every note), and in the words of `rest` how many are left.

    With `files` each names its file as well.
    """
    from toolkit.messages.catalogue import describe, grouped, severity_of

    lines = grouped(findings)
    serious = [finding for finding in lines if severity_of(finding) != "note"]
    # Errors and warnings stand first: what must be mended is never cut off.
    shown = lines if most is None else lines[: max(most, len(serious))]
    for finding in shown:
        words = describe(finding, language(), "file" if files else "sheet")
        sign = click.style(_SIGN[words.severity], fg=_COLOUR[words.severity])
        click.echo(f"   {sign} {words.message} — {words.advice}", err=err)
    if rest and len(lines) > len(shown):
        click.echo("   " + rest.format(count=len(lines) - len(shown)), err=err)


def say_error(finding: Finding) -> None:
    """Print what ended the command, with its location, and what to do about it."""
    from toolkit.messages.catalogue import describe

    words = describe(finding, language(), "file")
    click.echo(f"{words.message}\n→ {words.advice}", err=True)


def say_files(
    files: Sequence[FileResult],
    *,
    err: bool = False,
    most: int | None = None,
    returned: Mapping[str, str] | None = None,
) -> None:
    """Print each file with its verdict and findings, notes up to `most` lines in all (None: every note).

    `returned` names the copy that goes back to the division, by rejected file.
    """
    from toolkit.messages.catalogue import printable

    words = {
        "accepted": click.style(_("accepted"), fg="green"),
        "warned": click.style(_("accepted with warnings"), fg="yellow"),
        "rejected": click.style(_("rejected"), fg="red"),
    }
    for result in files:
        click.echo(f"{printable(result.file)}: {words[result.verdict]}", err=err)
        rest = _("… and {count} more notes (see them with --all)")
        say_findings(result.findings, err=err, most=most, rest=rest)
        if returned and result.verdict == "rejected" and result.file in returned:
            copy = printable(returned[result.file])
            click.echo("   " + _("Send back: {file}").format(file=copy), err=err)


def say_waiting(files: Iterable[str], returned: Mapping[str, str]) -> None:
    """Print the rejected workbooks that wait for a corrected one, each with its copy to send back."""
    from toolkit.messages.catalogue import printable

    for file in files:
        say(_("Waiting for a correction: {file}").format(file=printable(file)))
        if file in returned:
            say("   " + _("Send back: {file}").format(file=printable(returned[file])))


def progress(label: str) -> Callable[[Iterable[T]], Iterable[T]]:
    """Return a function that puts a progress bar on standard error around an iterable; none when that is no
    terminal."""

    def wrap(items: Iterable[T]) -> Iterable[T]:
        listed = list(items)
        # In a log file a bar is noise, and importing rich for one item costs more than the item.
        if not sys.stderr.isatty() or len(listed) < 2:
            return listed
        from rich.console import Console
        from rich.progress import track

        return track(listed, description=label, console=Console(stderr=True), transient=True)

    return wrap


def say_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = ()) -> None:
    """Print a plain table; the columns in `numbers` stand to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    right = set(numbers)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index, heading in enumerate(headings):
        table.add_column(heading, justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    # The texts are people's: rich would take "[1]" for markup and ":o:" for an emoji.
    # A file or pipe has no width; rich would take 80 columns and break Thai names.
    width = None if sys.stdout.isatty() else 110
    Console(highlight=False, markup=False, emoji=False, width=width).print(table)


def say_figures(roll_up: RollUp) -> None:
    """Print overall completion beside its counts, then measures and divisions."""
    from toolkit.thai.dates import format_month
    from toolkit.thai.labels import STATE_LABELS, format_percent, report_label

    figures, lang = roll_up.figures, language()
    counts, reporting = figures.counts, figures.reporting
    month = format_month(figures.month, "full" if lang == "th" else "iso")
    if not figures.month_ended:
        say(_("{month} has not ended yet: its figures are not complete").format(month=month))
    say(f"{roll_up.plan.agency.agency_name} — {month}")
    say(
        _("Completion {completion} % (plan {planned} %), {done} of {total} steps done").format(
            completion=format_percent(figures.completion),
            planned=format_percent(figures.planned),
            done=counts.steps_done,
            total=counts.steps_total,
        )
    )
    reported = (
        _("Reported: {received} of {expected} divisions ({late} late)")
        if reporting.expected
        else _("No division is due to report yet")
    ).format(received=reporting.received, expected=reporting.expected, late=reporting.late)
    outstanding = (
        (reporting.missing, _("not sent: {count}")),
        (reporting.rejected, _("returned: {count}")),
        (reporting.empty, _("sent without data: {count}")),
    )
    say(" ".join([reported, *(words.format(count=count) for count, words in outstanding if count)]))
    texts = {measure.measure_no: measure.measure for measure in roll_up.plan.measures}
    say()
    measures = (
        (
            figure.label,
            _short(texts[figure.measure_no]),
            format_percent(figure.completion),
            format_percent(figure.planned),
            STATE_LABELS[lang][figure.state] if figure.state else "–",
        )
        for figure in figures.measures
    )
    headings = (_("No."), _("Measure"), _("Done %"), _("Plan %"), _("State"))
    say_table(headings, measures, numbers=(2, 3))
    say()
    divisions = (
        (
            figure.division_code,
            figure.division_name,
            format_percent(figure.completion),
            report_label(figure, lang),
        )
        for figure in figures.divisions
    )
    say_table((_("Code"), _("Division"), _("Done %"), _("Report")), divisions, numbers=(2,))


def say_late_work(roll_up: RollUp) -> None:
    """Print the steps that are overdue or behind their plan, worst first; nothing where there are none."""
    from toolkit.books.rollup_rows import late_rows
    from toolkit.thai.dates import format_month
    from toolkit.thai.labels import STATE_LABELS, format_percent

    lang = language()
    rows = [
        (
            f"{row.measure.printed_no}/{row.step.label or row.step.step_no}",
            _short(row.step.step, 36),
            row.unfinished.replace("\n", ", "),
            format_month(row.measure.step_due(row.step), "short" if lang == "th" else "iso"),
            format_percent(row.result.completion),
            _("{state} {count} months").format(state=STATE_LABELS[lang][state], count=row.months_overdue)
            if row.months_overdue
            else STATE_LABELS[lang][state],
        )
        for row in late_rows(roll_up.plan, roll_up.figures, roll_up.accepted.entries)
        if (state := row.result.state) in ("overdue", "behind")
    ]
    if rows:
        say()
        say(_("Late work: {count} steps").format(count=len(rows)))
        headings = (_("No."), _("Step"), _("Waiting for"), _("Due"), _("Done %"), _("State"))
        say_table(headings, rows, numbers=(4,))


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
