"""Opening a document of another year, whatever program wrote it. Foreign formats can crash, hang or eat the
memory of whoever reads them, so they are read in a child process; what comes back is plain data."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal, cast, get_args

from toolkit.importer.document import SourceDocument, decode, encode
from toolkit.model.finding import Finding, UserError
from toolkit.xlsx.package import CONTENT_TYPES, Package, ole_protection
from toolkit.xlsx.sheet_data import DOCUMENT_LIMITS, RefusedError
from toolkit.xlsx.strict_reader import read_bytes

DocumentKind = Literal["docx", "xlsx", "xls", "ods", "csv", "tsv"]

SECONDS = 30.0
"""The wall clock that reading one document may take."""

_CHILD = (
    "import sys; sys.path[:] = sys.argv[1:-1]; from toolkit.importer import open_document as o; o.run_child()"
)
"""The child searches the parent's folders and no others: a `csv.py` beside the document is not run."""
_MEMORY = 2_000_000_000
"""Bytes of address space of the child; no good file of thousands tried came near it."""
_ACCEPTED = "Word (.docx) / Excel (.xlsx)"
_PICTURE, _ARCHIVE, _OTHER = "import-file-picture", "import-file-archive", "import-file-other-format"
_CODES = {
    "file-empty": "import-file-empty",
    "workbook-empty": "import-file-empty",
    "file-not-regular": "import-file-not-regular",
    "file-too-large": "import-file-too-long",
    "file-encrypted": "import-file-encrypted",
    "file-labelled": "import-file-encrypted",
}
"""What the readers of workbooks call a refusal, and what it is called here; all others mean damage."""

_SIGNATURES = (
    (rb"%PDF", _PICTURE, "PDF"),
    (rb"\x89PNG", _PICTURE, "PNG"),
    (rb"\xff\xd8\xff", _PICTURE, "JPEG"),
    (rb"GIF8", _PICTURE, "GIF"),
    (rb"BM.{4}\0\0\0\0", _PICTURE, "BMP"),  # "BM" alone may begin a text
    (rb"II\*\0|MM\0\*", _PICTURE, "TIFF"),
    (rb"RIFF....WEBP", _PICTURE, "WEBP"),
    (rb"....ftyp(heic|heix|mif1|avif)", _PICTURE, "HEIC"),
    (rb"Rar!", _ARCHIVE, "RAR"),
    (rb"7z\xbc\xaf", _ARCHIVE, "7z"),
    (rb"\x1f\x8b", _ARCHIVE, "gzip"),
    (rb"PK\x05\x06", _ARCHIVE, "zip"),
    (rb"\{\\rtf", _OTHER, "RTF"),
    (rb"MIME-Version:", _OTHER, "MHTML"),
    (rb"(?i)<(!doctype|html|head|body|table|meta|\?xml|!--)", _OTHER, "HTML/XML"),
)
_ZIPS = {"word": "docx", "xl/workbook.bin": "Excel (.xlsb)", "xl": "xlsx", "ppt": "PowerPoint (.pptx)"}
"""What a package of Open XML holds, and the document that it is then."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = {
    "WordDocument": "Word 97-2003 (.doc)",
    "PowerPoint Document": "PowerPoint 97-2003 (.ppt)",
    "Workbook": "xls",
    "Book": "xls",
}
_OPEN_DOCUMENT, _MANIFEST = "application/vnd.oasis.opendocument.", "META-INF/manifest.xml"


def open_document(path: Path, *, seconds: float = SECONDS) -> SourceDocument:
    """Read a .docx, .xlsx, .xls, .ods, .csv or .tsv, told apart by content.

    Raises UserError with one finding for whatever cannot be read; `seconds` bounds the time it takes.
    """
    folders = [folder or str(Path.cwd()) for folder in sys.path]
    try:
        child = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", "-c", _CHILD, *folders, str(path)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=seconds,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # of Windows
        )
        return decode(str(child.stdout, "ascii"))
    except subprocess.TimeoutExpired as error:
        raise UserError(Finding("import-file-timeout", found=f"{seconds:g}", file=path.name)) from error
    except (subprocess.CalledProcessError, ValueError, KeyError, TypeError, IndexError) as error:
        raise UserError(Finding("import-file-damaged", found="-", file=path.name)) from error


def read_document(path: Path) -> SourceDocument:
    """Read a document of any kind that is accepted in this process. Raises UserError. A link is followed."""
    try:
        data = read_bytes(Path(os.path.realpath(path)))
        kind = kind_of(data, path.suffix)
        if kind == "docx":
            from toolkit.importer.read_docx import read_docx

            return read_docx(data, path.name)
        from toolkit.importer.read_tables import read_csv, read_workbook

        if kind == "csv" or kind == "tsv":
            return read_csv(data, path.name, kind)
        return read_workbook(data, path.name, kind)
    except RefusedError as error:
        code = error.finding.code
        code = code if code.startswith("import-") else _CODES.get(code, "import-file-damaged")
        raise UserError(replace(error.finding, code=code, file=path.name)) from error


def run_child() -> None:
    """Read the document that the last argument names, in the child process; print what came of it as JSON."""
    # The memory is bounded where the system can; the time limit holds everywhere.
    if sys.platform != "win32":
        import resource

        for kind, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CORE, 0)):
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
    path = Path(sys.argv[-1])
    try:
        outcome = encode(read_document(path))
    except (UserError, RefusedError) as error:
        outcome = encode(replace(error.finding, file=path.name))
    sys.stdout.buffer.write(outcome.encode("ascii"))
    sys.stdout.buffer.flush()


def kind_of(data: bytes, suffix: str = "") -> DocumentKind:
    """Return the kind of a document by its content; its name's ending only tells .tsv from .csv. Raises
    RefusedError, naming what it is and what to save it as."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise RefusedError("import-file-empty")
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    for pattern, code, name in _SIGNATURES:
        if re.match(pattern, start if code == _OTHER else data, re.DOTALL):
            raise RefusedError(code, found=name, expected=_ACCEPTED)
    # Text in UTF-16 is full of NUL bytes.
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _accepted("?")
    return "tsv" if suffix.casefold() in (".tsv", ".tab") else "csv"


def _accepted(name: str) -> DocumentKind:
    """Return the kind that a document's name is. Raises RefusedError for that of every other."""
    if name in get_args(DocumentKind):
        return cast(DocumentKind, name)
    raise RefusedError(_OTHER, found=name, expected=_ACCEPTED)


def _zip_kind(data: bytes) -> DocumentKind:
    package = Package(data, DOCUMENT_LIMITS, any_kind=True)
    if "mimetype" in package:
        if b"encryption-data" in (package.read(_MANIFEST) if _MANIFEST in package else b""):
            raise RefusedError("import-file-encrypted")
        kind = package.read("mimetype")[:200].decode("ascii", "replace").strip()
        name = kind.removeprefix(_OPEN_DOCUMENT)
        if name == kind:
            raise RefusedError(_ARCHIVE, found="zip")
        return _accepted("ods" if name.startswith("spreadsheet") else f"OpenDocument ({name})")
    held = {*package.names, *(name.partition("/")[0] for name in package.names)}
    if CONTENT_TYPES in held:
        return _accepted(next((kind for part, kind in _ZIPS.items() if part in held), "?"))
    if held & {"Index", "Index.zip"}:
        return _accepted("Apple iWork")
    raise RefusedError(_ARCHIVE, found="zip")


def _ole_kind(data: bytes) -> DocumentKind:
    """The program of an OLE file: the stream that its directory names first, as objects that are embedded in
    the document follow after it."""
    if ole_protection(data):
        raise RefusedError("import-file-encrypted")
    places = {data.find(f"{stream}\0".encode("utf-16-le")): name for stream, name in _OLE_STREAMS.items()}
    places.pop(-1, None)
    return _accepted(places[min(places)] if places else "?")
