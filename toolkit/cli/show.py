"""Saying things: lines, findings, tables and progress, in the terminal and out of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from toolkit.cli.language import _, language
from toolkit.model.finding import FileResult, Finding, Severity

T = TypeVar("T")

_MOST_LINES = 12
_SIGN: dict[Severity, str] = {"error": "✗", "warning": "!", "note": "·"}
_COLOUR: dict[Severity, str | None] = {"error": "red", "warning": "yellow", "note": None}


def say(text: str = "", *, err: bool = False) -> None:
    """One line for the user."""
    click.echo(text, err=err)


def say_json(content: Any) -> None:
    """JSON alone on standard output."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def say_findings(findings: Iterable[Finding], *, err: bool = False) -> None:
    """Findings, equal ones in one line with their cells; errors and warnings before notes."""
    from toolkit.catalogue import describe, grouped

    lines = grouped(findings)
    for finding in lines[:_MOST_LINES]:
        words = describe(finding, language())
        place = f"{finding.sheet}: " if finding.sheet else ""
        sign = click.style(_SIGN[words.severity], fg=_COLOUR[words.severity])
        click.echo(f"   {sign} {place}{words.message} — {words.advice}", err=err)
    if len(lines) > _MOST_LINES:
        click.echo("   " + _("… and {count} more").format(count=len(lines) - _MOST_LINES), err=err)


def say_files(files: Sequence[FileResult], *, err: bool = False, quiet_notes: bool = False) -> None:
    """Each file with its verdict and what was found in it."""
    words = {
        "accepted": click.style(_("accepted"), fg="green"),
        "warned": click.style(_("accepted with warnings"), fg="yellow"),
        "rejected": click.style(_("rejected"), fg="red"),
    }
    for each in files:
        if quiet_notes and each.verdict != "rejected":
            continue
        click.echo(f"{each.file}: {words[each.verdict]}", err=err)
        say_findings(each.findings, err=err)


def progress(label: str) -> Callable[[Iterable[T]], Iterable[T]]:
    """A progress bar on standard error around an iterable; none when that is no terminal."""

    def wrap(items: Iterable[T]) -> Iterable[T]:
        listed = list(items)
        if not sys.stderr.isatty() or len(listed) < 2:
            return listed
        from rich.console import Console
        from rich.progress import track

        return track(listed, description=label, console=Console(stderr=True), transient=True)

    return wrap


def say_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = ()) -> None:
    """A plain table; the columns in `numbers` stand to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    right = set(numbers)
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index, heading in enumerate(headings):
        table.add_column(heading, justify="right" if index in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=110, file=console.file)
    console.print(table)


def percent(value: float | None) -> str:
    """A percent with two decimals; "–" where nothing is left."""
    return "–" if value is None else f"{value:.2f}"
