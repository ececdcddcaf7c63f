"""What a document is by its content; its name's ending only tells .tsv from .csv."""

from __future__ import annotations

import re
from typing import Literal

from toolkit.xlsx.package import CONTENT_TYPES, Package, ole_protection
from toolkit.xlsx.sheet_data import DOCUMENT_LIMITS, RefusedError

Kind = Literal["docx", "xlsx", "xls", "ods", "csv", "tsv"]

_WORD, _EXCEL = "Word (.docx)", "Excel (.xlsx)"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: tuple[tuple[bytes, str], ...] = (
    (rb"\x89PNG", "PNG"),
    (rb"\xff\xd8\xff", "JPEG"),
    (rb"GIF8", "GIF"),
    # "BM" alone may begin a text.
    (rb"BM.{4}\0\0\0\0", "BMP"),
    (rb"II\*\0|MM\0\*", "TIFF"),
    (rb"RIFF....WEBP", "WEBP"),
    (rb"....ftyp(heic|heix|mif1|avif)", "HEIC"),
)
_ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (rb"Rar!", "RAR"),
    (rb"7z\xbc\xaf", "7z"),
    (rb"\x1f\x8b", "gzip"),
    (rb"PK\x05\x06", "zip"),
)
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (rb"\{\\rtf", "RTF", _WORD),
    (rb"MIME-Version:", "MHTML", f"{_WORD} / {_EXCEL}"),
    (rb"(?i)<(!doctype|html|head|body|table|meta|\?xml|!--)", "HTML/XML", f"{_WORD} / {_EXCEL}"),
)
_OLE_STREAMS: tuple[tuple[str, str, str], ...] = (
    ("WordDocument", "Word 97-2003 (.doc)", _WORD),
    ("PowerPoint Document", "PowerPoint 97-2003 (.ppt)", _WORD),
    ("Workbook", "", ""),
    ("Book", "", ""),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def kind_of(data: bytes, suffix: str = "") -> Kind:
    """The kind of a document's bytes. Raises RefusedError, naming what it is and what to save it as."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise RefusedError("import-file-empty")
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    if start.startswith(b"%PDF"):
        raise RefusedError("import-file-pdf")
    for code, names in (("import-file-picture", _PICTURES), ("import-file-archive", _ARCHIVES)):
        for pattern, name in names:
            if re.match(pattern, data, re.DOTALL):
                raise RefusedError(code, found=name)
    for pattern, name, better in _OTHERS:
        if re.match(pattern, start):
            raise RefusedError("import-file-other-format", found=name, expected=better)
    # Text in UTF-16 is full of NUL bytes.
    if b"\0" in data and not data.startswith(_BYTE_ORDER_MARKS):
        raise RefusedError("import-file-unknown")
    return "tsv" if suffix.casefold() in (".tsv", ".tab") else "csv"


def _zip_kind(data: bytes) -> Kind:
    package = Package(data, DOCUMENT_LIMITS, any_kind=True)
    if "mimetype" in package:
        return _open_document_kind(package)
    folders = {name.partition("/")[0] for name in package.names}
    if CONTENT_TYPES not in package:
        if "Index" in folders or "Index.zip" in package:
            raise RefusedError(
                "import-file-other-format", found="Apple iWork", expected=f"{_WORD} / {_EXCEL}"
            )
        raise RefusedError("import-file-archive", found="zip")
    if "word" in folders:
        return "docx"
    if "xl/workbook.bin" in package:
        raise RefusedError("import-file-other-format", found="Excel (.xlsb)", expected=_EXCEL)
    if "xl" in folders:
        return "xlsx"
    if "ppt" in folders:
        raise RefusedError("import-file-other-format", found="PowerPoint (.pptx)", expected=_WORD)
    raise RefusedError("import-file-unknown")


def _open_document_kind(package: Package) -> Kind:
    kind = package.read("mimetype")[:200].decode("ascii", "replace").strip()
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise RefusedError("import-file-encrypted")
    if kind.startswith(_OPEN_DOCUMENT + "spreadsheet"):
        return "ods"
    if kind.startswith(_OPEN_DOCUMENT):
        name = f"OpenDocument ({kind.removeprefix(_OPEN_DOCUMENT)})"
        raise RefusedError("import-file-other-format", found=name, expected=_WORD)
    raise RefusedError("import-file-archive", found="zip")


def _ole_kind(data: bytes) -> Kind:
    """The program of an OLE file: the stream that its directory names first, as objects that are
    embedded in the document follow after it."""
    if protection := ole_protection(data):
        raise RefusedError("import-file-labelled" if protection == "label" else "import-file-encrypted")
    places = {}
    for stream, name, better in _OLE_STREAMS:
        place = data.find(f"{stream}\0".encode("utf-16-le"))
        if place >= 0:
            places[place] = name, better
    if not places:
        raise RefusedError("import-file-unknown")
    name, better = places[min(places)]
    if name:
        raise RefusedError("import-file-other-format", found=name, expected=better)
    return "xls"
