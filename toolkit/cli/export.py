"""`ita export`: workbooks and memos as PDF, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.api import Office
from toolkit.cli.app import Argument, Option, _
from toolkit.cli.options import OFFICE, command, end
from toolkit.cli.show import progress, say, say_findings

if TYPE_CHECKING:
    from toolkit.printing.engine import Engine, EngineName
    from toolkit.printing.export import Exported


@command(
    "export",
    "Turn workbooks and Word memos into PDF for printing.\n\n"
    "Each PDF goes beside its file. Nothing in a file is run and nothing is fetched.",
    Argument(["files"], nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)),
    Option(
        ["--engine"],
        type=click.Choice(["excel", "libreoffice"]),
        help="The program that prints (default: Excel where it is, else LibreOffice).",
    ),
    Option(
        ["--to", "folder"],
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        help="The folder for the PDFs (default: beside each file).",
    ),
    Option(
        ["--check"],
        is_flag=True,
        help="Check each PDF against its workbook: nothing cut off, paper, page numbers, fonts.",
    ),
    OFFICE,
)
def export(
    files: tuple[Path, ...],
    engine: EngineName | None,
    folder: Path | None,
    check: bool,
    office: Office,
) -> None:
    from toolkit.excel.engine import find_engines
    from toolkit.messages.catalogue import has_errors

    # Names as the terminal completes them, or as messages show them: below the office.
    named = (file if file.exists() else office.root / file for file in files)
    # Absolute, since the program that prints works in a folder of its own.
    done = print_files(named, find_engines(engine), folder and folder.absolute(), check=check)
    for exported in done:
        if exported.pdf:
            say(_("Written: {file}").format(file=shown_path(exported.pdf)))
    end(to_mend=has_errors(finding for exported in done for finding in exported.findings))


def print_files(
    files: Iterable[Path], engines: Sequence[Engine], folder: Path | None = None, *, check: bool = False
) -> tuple[Exported, ...]:
    """Make the PDFs of files; say on standard error with what, which fonts are missing, and what was found
    in them or in the way."""
    from toolkit.printing.export import prepare_export

    prepared = prepare_export(files, engines, folder)
    if prepared.engines:
        titles = " + ".join(engine.title for engine in prepared.engines)
        say(_("Printing to PDF with {program}").format(program=titles), err=True)
    say_findings(prepared.warnings, err=True)
    done = prepared.run(progress(_("Printing to PDF")), check=check)
    for exported in done:
        if exported.findings:
            say(f"{shown_path(exported.file)}:", err=True)
            say_findings(exported.findings, err=True)
    return done


def shown_path(path: Path) -> str:
    """Return a path as it may be shown: from here, where it lies below this folder."""
    from toolkit.messages.catalogue import printable

    here = Path.cwd()
    return printable(path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path))
