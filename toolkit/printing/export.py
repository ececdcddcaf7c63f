"""Workbooks and memos as PDF, many in one go: what may be printed, where each PDF goes, what was in the way.

What is wrong with one file is a finding of that file; the others are printed all the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from toolkit.model.finding import Finding, UserError
from toolkit.office.writing import write_atomic
from toolkit.printing.engine import Engine, PrintDocument
from toolkit.printing.print_pdfs import Outcome, print_pdfs
from toolkit.rules.identity import meta_of
from toolkit.typeset.fonts import missing_fonts
from toolkit.xlsx.layouts import META_SHEET
from toolkit.xlsx.named_fonts import cell_fonts, text_fonts
from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_book, read_bytes


@dataclass(frozen=True, slots=True)
class Printable:
    """A file that can be printed: its content, the engine for it, where its PDF goes, the fonts it names."""

    file: Path
    target: Path
    document: PrintDocument
    engine: Engine
    fonts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one file: its `pdf` (None: there is none) and what was found in it or in the way."""

    file: Path
    pdf: Path | None
    findings: tuple[Finding, ...] = ()


Progress = Callable[[Iterable[Printable]], Iterable[Printable]]


@dataclass(frozen=True, slots=True)
class Export:
    """Files that were looked at: what can be printed, and what was refused, in the order given."""

    files: tuple[Printable | Exported, ...]

    @property
    def printable(self) -> tuple[Printable, ...]:
        """The files that can be printed."""
        return tuple(each for each in self.files if isinstance(each, Printable))

    @property
    def engines(self) -> tuple[Engine, ...]:
        """The engines that are needed, in the order of their first file."""
        return tuple(dict.fromkeys(each.engine for each in self.printable))

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What will look different on paper: fonts that this machine lacks (see `missing_fonts`)."""
        return missing_fonts(font for each in self.printable for font in each.fonts)

    def run(self, progress: Progress = lambda files: files, *, check: bool = False) -> tuple[Exported, ...]:
        """Print and write every PDF that can be made; gives what became of each file, in the order given.

        With `check` each PDF of a workbook is held against it (`toolkit.printing.print_gate`); one that falls
        short is written all the same, so that people can look at it.
        """
        told = self.warnings if check else ()
        with ExitStack() as stack:
            printing = {
                engine: stack.enter_context(
                    closing(
                        print_pdfs(
                            engine, [each.document for each in self.printable if each.engine == engine]
                        )
                    )
                )
                for engine in self.engines
            }
            done = {}
            for each in progress(self.printable):
                outcome = next(printing[each.engine])
                found = tuple(_checked(each.document, outcome, told)) if check else ()
                done[each.file] = _written(each, outcome, found)
        return tuple(each if isinstance(each, Exported) else done[each.file] for each in self.files)


def export_files(
    files: Iterable[Path], engines: Sequence[Engine], folder: Path | None = None, *, check: bool = False
) -> tuple[Exported, ...]:
    """Print files to PDF beside them, or into `folder`; see `prepare_export` for which, `Export.run` for how.

    A PDF that is there is written over; its bytes differ each time, as it carries the time of its making.
    """
    return prepare_export(files, engines, folder).run(check=check)


def prepare_export(files: Iterable[Path], engines: Sequence[Engine], folder: Path | None = None) -> Export:
    """Look at files and plan their PDFs, each with the first engine that prints its kind.

    Workbooks that the toolkit made (whoever filled them in) and Word documents are printed. A file named
    twice is printed once; where two would have the same PDF, the later one gets a number: "name-2.pdf".
    """
    taken: set[str] = set()
    looked: list[Printable | Exported] = []
    for file in dict.fromkeys(Path(os.path.abspath(each)) for each in files):  # noqa: PTH100  (without "..")
        try:
            document, fonts = _opened(file)
            engine = next((each for each in engines if document.suffix in each.suffixes), None)
            if engine is None:
                raise RefusedError("engine-not-for-word", found=engines[0].title)
            target = _target(file, folder or file.parent, taken)
            looked.append(Printable(file, target, document, engine, fonts))
        except (RefusedError, UserError) as error:
            looked.append(Exported(file, None, (error.finding,)))
    return Export(tuple(looked))


def _opened(file: Path) -> tuple[PrintDocument, tuple[str, ...]]:
    """A file's content and the fonts that it names. Raises RefusedError and UserError."""
    data = read_bytes(file)
    if data.startswith(b"PK") and "word/document.xml" in Package(data, any_kind=True):
        return PrintDocument(data, ".docx"), text_fonts(data)
    try:
        book = read_book(data, wanted=lambda name: name == META_SHEET)
    except RefusedError as error:
        if error.finding.code == "file-not-workbook":
            raise RefusedError("print-kind-unknown") from error
        raise
    if not meta_of(book).get("kind"):
        raise RefusedError("print-not-ours")
    return PrintDocument(data, ".xlsx"), cell_fonts(data)


def _target(file: Path, folder: Path, taken: set[str]) -> Path:
    """A name for the PDF that no other file of this run has; names that differ in case are the same."""
    number = 1
    while True:
        target = folder / (f"{file.stem}-{number}.pdf" if number > 1 else f"{file.stem}.pdf")
        if str(target).casefold() not in taken:
            taken.add(str(target).casefold())
            return target
        number += 1


def _checked(document: PrintDocument, outcome: Outcome, told: Sequence[Finding]) -> Iterator[Finding]:
    """What a workbook's PDF falls short of, but for stand-in fonts of which `told` has warned already."""
    if isinstance(outcome, Finding) or document.suffix != ".xlsx":
        return
    from toolkit.printing.print_gate import check_pdf

    stand_ins = {name for each in told for name in _names(each.expected)}
    for finding in check_pdf(document.data, outcome):
        if finding.code != "pdf-font-replaced" or not _names(finding.found) <= stand_ins:
            yield finding


def _names(fonts: str) -> set[str]:
    return set(fonts.replace(" ", "").split(","))


def _written(printed: Printable, outcome: Outcome, found: tuple[Finding, ...]) -> Exported:
    if isinstance(outcome, Finding):
        return Exported(printed.file, None, (outcome,))
    target = printed.target
    try:
        write_atomic(target, outcome)
    except UserError as error:
        return Exported(printed.file, None, (error.finding,))
    except OSError as error:  # a name that is too long, a disk that may not be written
        finding = Finding("pdf-not-written", found=error.strerror or "", file=str(target))
        return Exported(printed.file, None, (finding,))
    return Exported(printed.file, target, found)
