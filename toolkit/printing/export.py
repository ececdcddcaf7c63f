"""Files printed to PDF, many in one go: which may be printed, where each PDF goes, what was wrong with it.

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
from toolkit.printing.print_pdfs import PrintOutcome, print_pdfs
from toolkit.typeset.fonts import missing_fonts
from toolkit.xlsx.named_fonts import cell_fonts, text_fonts
from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_bytes
from toolkit.xlsx.tables import kind_of


@dataclass(frozen=True, slots=True)
class Printable:
    """A file that can be printed: its content, its engine, the path of its PDF, the fonts it names."""

    file: Path
    target: Path
    document: PrintDocument
    engine: Engine
    fonts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """The outcome for one file: its `pdf` (None: there is none) and findings about either."""

    file: Path
    pdf: Path | None
    findings: tuple[Finding, ...] = ()


PrintProgress = Callable[[Iterable[Printable]], Iterable[Printable]]


@dataclass(frozen=True, slots=True)
class Export:
    """Files that were opened and planned, in the order given: printable ones, and refusals."""

    files: tuple[Printable | Exported, ...]

    @property
    def printable(self) -> tuple[Printable, ...]:
        """The files that can be printed."""
        return tuple(file for file in self.files if isinstance(file, Printable))

    @property
    def engines(self) -> tuple[Engine, ...]:
        """The engines that are needed, in the order of their first file."""
        return tuple(dict.fromkeys(file.engine for file in self.printable))

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What will look different on paper: fonts that this machine lacks (see `missing_fonts`)."""
        return missing_fonts(font for file in self.printable for font in file.fonts)

    def run(
        self, progress: PrintProgress = lambda files: files, *, check: bool = False
    ) -> tuple[Exported, ...]:
        """Print and write every PDF that can be made; return the outcome for each file, in the order given.

        With `check` each PDF of a workbook is compared with it (`toolkit.printing.print_gate`); one that
        falls short is written all the same, so that people can look at it.
        """
        warnings = self.warnings if check else ()
        outcomes: dict[Path, Exported] = {}
        with ExitStack() as stack:
            pdfs = {}
            for engine in self.engines:
                documents = [file.document for file in self.printable if file.engine == engine]
                pdfs[engine] = stack.enter_context(closing(print_pdfs(engine, documents)))
            for file in progress(self.printable):
                outcome = next(pdfs[file.engine])
                findings = tuple(_check(file.document, outcome, warnings)) if check else ()
                outcomes[file.file] = Exported(file.file, file.target, findings)
                try:
                    if isinstance(outcome, bytes):
                        write_atomic(file.target, outcome)
                except UserError as error:
                    outcome = error.finding
                if isinstance(outcome, Finding):
                    outcomes[file.file] = Exported(file.file, None, (outcome,))
        return tuple(file if isinstance(file, Exported) else outcomes[file.file] for file in self.files)


def export_files(
    files: Iterable[Path], engines: Sequence[Engine], folder: Path | None = None, *, check: bool = False
) -> tuple[Exported, ...]:
    """Print files to PDF beside them, or into `folder`; see `prepare_export` and `Export.run`.

    A PDF that is there is written over; its bytes differ each time, as it carries the time of its making.
    """
    return prepare_export(files, engines, folder).run(check=check)


def prepare_export(files: Iterable[Path], engines: Sequence[Engine], folder: Path | None = None) -> Export:
    """Open files and plan their PDFs, each with the first engine that prints its kind.

    Workbooks that the toolkit made (whoever filled them in) and Word documents are printed. A file named
    twice is printed once; where two would have the same PDF, the later one gets a number: "name-2.pdf".
    """
    taken: set[str] = set()  # whatever the case of their letters
    planned: list[Printable | Exported] = []
    for file in dict.fromkeys(Path(os.path.abspath(path)) for path in files):  # noqa: PTH100  (without "..")
        try:
            document, fonts = _opened(file)
            engine = next((engine for engine in engines if document.suffix in engine.suffixes), None)
            if engine is None:
                raise RefusedError("engine-not-for-word", found=engines[0].title)
            target, number = (folder or file.parent) / f"{file.stem}.pdf", 1
            while str(target).casefold() in taken:
                number += 1
                target = target.with_name(f"{file.stem}-{number}.pdf")
            taken.add(str(target).casefold())
            planned.append(Printable(file, target, document, engine, fonts))
        except (RefusedError, UserError) as error:
            planned.append(Exported(file, None, (error.finding,)))
    return Export(tuple(planned))


def _opened(file: Path) -> tuple[PrintDocument, tuple[str, ...]]:
    """Return a file's content and the fonts that it names. Raises RefusedError and UserError."""
    data = read_bytes(file)
    if data.startswith(b"PK") and "word/document.xml" in Package(data, any_kind=True):
        return PrintDocument(data, ".docx"), text_fonts(data)
    try:
        kind = kind_of(data)
    except RefusedError as error:
        if error.finding.code == "file-not-workbook":
            raise RefusedError("print-kind-unknown") from error
        raise
    if not kind:
        raise RefusedError("print-not-ours")
    return PrintDocument(data, ".xlsx"), cell_fonts(data)


def _check(document: PrintDocument, outcome: PrintOutcome, warnings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what a workbook's PDF falls short of, except stand-in fonts that `warnings` named already."""
    if isinstance(outcome, Finding) or document.suffix != ".xlsx":
        return
    from toolkit.printing.print_gate import check_pdf

    stand_ins = {name for warning in warnings for name in _names(warning.expected)}
    for finding in check_pdf(document.data, outcome):
        if finding.code != "pdf-font-replaced" or not _names(finding.found) <= stand_ins:
            yield finding


def _names(fonts: str) -> set[str]:
    return set(fonts.replace(" ", "").split(","))
