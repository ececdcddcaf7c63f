"""Reading one document in this process. `open_document` does it in a child that may crash and hang."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from toolkit.importer.document import SourceDocument, encode
from toolkit.importer.file_kind import kind_of
from toolkit.model.finding import Finding, UserError
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_bytes

_MEMORY = 2_000_000_000
"""Bytes of address space of the child; no good file of thousands tried came near it."""

_CODES: Mapping[str, str] = {
    "file-empty": "import-file-empty",
    "file-not-regular": "import-file-not-regular",
    "file-too-large": "import-file-too-large",
    "file-encrypted": "import-file-encrypted",
    "file-labelled": "import-file-labelled",
    "file-unsafe": "import-file-unsafe",
    "workbook-empty": "import-file-empty",
}
"""What the readers of workbooks call a refusal, and what it is called here; all others mean damage."""


def read_document(path: Path) -> SourceDocument:
    """Read a document of any kind that is accepted. Raises UserError. A link is followed."""
    try:
        data = read_bytes(path.resolve())
        kind = kind_of(data, path.suffix)
        if kind == "docx":
            from toolkit.importer.read_docx import read_docx

            return read_docx(data, path.name)
        if kind == "csv" or kind == "tsv":
            from toolkit.importer.read_tables import read_csv

            return read_csv(data, path.name, kind)
        from toolkit.importer.read_tables import read_workbook

        return read_workbook(data, path.name, kind)
    except RefusedError as error:
        raise UserError(_named(error.finding, path)) from error
    except UserError as error:
        raise UserError(replace(error.finding, file=path.name)) from error


def _named(finding: Finding, path: Path) -> Finding:
    """A reader's finding under its code of the import, with the file's name."""
    code = finding.code
    if not code.startswith("import-"):
        code = _CODES.get(code, "import-file-damaged")
    return replace(finding, code=code, file=path.name)


def main() -> None:
    """The child process: read the document that the last argument names, print what came of it as JSON."""
    _limit_memory()
    path = Path(sys.argv[-1])
    try:
        outcome = encode(read_document(path))
    except UserError as error:
        outcome = encode(error.finding)
    except RefusedError as error:
        outcome = encode(_named(error.finding, path))
    sys.stdout.buffer.write(outcome.encode("ascii"))
    sys.stdout.buffer.flush()


def _limit_memory() -> None:
    """Bound the memory where the system can; the time limit holds everywhere."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
