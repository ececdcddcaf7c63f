"""Zip packages (.xlsx, .docx, .ods): opened within limits, their relations, and saved.

Everything that unpacks a file from outside goes through `Package`, an office's own templates too. What a
library opens by itself (openpyxl, python-docx, calamine) is verified here first.

XML becomes trees of lxml (`toolkit.xlsx.xml_trees`), those of a package that is edited
(`toolkit.xlsx.edited_package`) too, since lxml keeps everything that it is not asked to change.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from toolkit.xlsx.sheet_data import DEFAULT_LIMITS, Limits, RefusedError
from toolkit.xlsx.xml_trees import Tree, parse_tree

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"OggS", "sound"),
    (b"ID3", "sound"),
    (b"L\0\0\0\x01\x14\x02\0", "shortcut"),
    (b"[InternetShortcut]", "shortcut"),
    (b"MIME-Version:", "e-mail"),
    (b"Received:", "e-mail"),
    (b"Return-Path:", "e-mail"),
    (b"From:", "e-mail"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    # The marks of UTF-16, in which Excel saves "Unicode text".
    (b"\xff\xfe", "CSV/text"),
    (b"\xfe\xff", "CSV/text"),
)
_RIFF = {b"WEBP": "WebP", b"AVI ": "video", b"WAVE": "sound"}
_APPLE = {b"he": "HEIC", b"mi": "HEIC", b"ms": "HEIC", b"av": "AVIF", b"M4A": "sound"}
"""What a file of the family of MP4 is by its brand; otherwise it is a video."""
# The directory of an OLE file names its streams in UTF-16, so they are looked for in the bytes.
_OLE_STREAMS = (
    ("__substg1.0_", "Outlook (.msg)"),
    ("WordDocument", "Word"),
    ("PowerPoint Document", "PowerPoint"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LABEL_STREAMS = ("DRMEncrypted", "DRMContent", "DRMViewerContent")
_OTHER_PARTS = (
    ("word/document.xml", "file-not-workbook", "Word"),
    ("ppt/presentation.xml", "file-not-workbook", "PowerPoint"),
    ("xl/workbook.bin", "file-old-format", "xlsb"),
    ("content.xml", "file-old-format", "OpenDocument"),
)
CONTENT_TYPES = "[Content_Types].xml"
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_ENCRYPTED, _UTF8 = 0x1, 0x800
_XML = re.compile(rb"[\xef\xbb\xbf\s]*+<")
_MARKS = (b"<", b"=")
# Only before the folders of a package: any other name from the root is refused as unsafe.
_FROM_ROOT = re.compile(
    r"^\.?/(?=(?:xl|_rels|docProps|customXml|word)/|\[Content_Types\]\.xml$)", re.IGNORECASE
)
_LOCAL_HEADER = struct.Struct("<4s2xHH16xHH")
_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
# For damaged bytes zipfile raises much more than BadZipFile.
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
)


def ole_protection(data: bytes) -> Literal["", "password", "label"]:
    """Return what keeps an OLE file closed: a password, or a sensitivity label (rights management).

    Both hide the document in the same stream; a label adds streams of its own.
    """
    if any(name.encode("utf-16-le") in data for name in _LABEL_STREAMS):
        return "label"
    return "password" if "EncryptedPackage".encode("utf-16-le") in data else ""


def format_name(data: bytes) -> str:
    """Return what a file is by its first bytes, "" where they do not say; no container is looked into."""
    if data[4:8] == b"ftyp":
        return next((name for brand, name in _APPLE.items() if data[8:].startswith(brand)), "video")
    if data.startswith(b"RIFF"):
        return _RIFF.get(data[8:12], "RIFF")
    return next((name for signature, name in _SIGNATURES if data.startswith(signature)), "")


def refuse_foreign(data: bytes) -> None:
    """Raise RefusedError for what is no .xlsx by its first bytes, naming what it is."""
    if not data:
        raise RefusedError("file-empty")
    if data.startswith(_LOCAL):
        return
    if data.startswith(_OLE):
        if protection := ole_protection(data):
            raise RefusedError("file-labelled" if protection == "label" else "file-encrypted")
        for stream, name in _OLE_STREAMS:
            if stream.encode("utf-16-le") in data:
                raise RefusedError("file-not-workbook", found=name)
        raise RefusedError("file-old-format", found="Excel 97-2003")
    if name := format_name(data):
        raise RefusedError("file-not-workbook", found=name)
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        raise RefusedError("file-not-workbook", found="HTML/XML")
    if start.startswith(b"{") and b"docs.google.com" in data[:4096]:
        raise RefusedError("file-not-workbook", found="Google Sheets (.gsheet)")
    # Text in one of the encodings of CSV files has no zero bytes.
    if b"\0" not in data[:4096]:
        raise RefusedError("file-not-workbook", found="CSV/text")
    raise RefusedError("file-damaged", found="zip")


class Package:
    """The parts of an .xlsx, checked before any is unpacked; their names are compared case-folded.

    With `any_kind` the file may be another zip container, such as a Word document. Raises RefusedError.
    """

    def __init__(self, data: bytes, limits: Limits = DEFAULT_LIMITS, *, any_kind: bool = False) -> None:
        if len(data) > limits.file_bytes:
            most = f"{limits.file_bytes / 1e6:.0f} MB"
            raise RefusedError("file-too-large", found=f"{len(data) / 1e6:.0f} MB", expected=most)
        if not any_kind:
            refuse_foreign(data)
        # Counted before zipfile makes an object of each entry, of which 50 MB could hold a million.
        if data.count(_CENTRAL) > limits.parts:
            raise RefusedError("file-unsafe", found=f"> {limits.parts} parts")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = archive.infolist()
        except _ZIP_ERRORS as error:
            raise RefusedError("file-damaged", found="zip") from error
        self._data = data
        self._limits = limits
        self._bytes = self._marks = 0
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self._names: dict[str, str] = {}
        self._check_directory(infos, limits)
        if any_kind:
            return
        # These have content types too, but no workbook in them that is read here.
        for part, code, found in _OTHER_PARTS:
            if part in self:
                raise RefusedError(code, found=found)
        if CONTENT_TYPES not in self:
            numbers = any(name.casefold().endswith((".iwa", "index.zip")) for name in self.names)
            raise RefusedError("file-not-workbook", found="Apple Numbers" if numbers else "zip")

    def _check_directory(self, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
        total = 0
        for info in infos:
            # Some programs write the names of parts as those of files on Windows, or from the root on.
            name = info.filename = _FROM_ROOT.sub("", info.filename.replace("\\", "/"))
            size = info.file_size
            total += size
            folded = name.casefold()
            # Names are compared without case: of two that differ in it alone, readers take either one.
            if folded in self._parts or name.startswith("/") or ".." in name.split("/") or ":" in name:
                raise RefusedError("file-unsafe", found=name)
            self._parts[folded], self._names[folded] = info, name
            if info.flag_bits & _ENCRYPTED:
                raise RefusedError("file-encrypted")
            if info.compress_type not in (_STORED, _DEFLATED):
                raise RefusedError("file-unsafe", found=name)
            bomb = size > limits.ratio_from_bytes and size > limits.ratio * max(info.compress_size, 1)
            if size > limits.part_bytes or bomb or total > limits.total_bytes:
                raise RefusedError("file-too-large", found=f"{name}: {size / 1e6:.0f} MB")
        # Parts that overlap are how a small file claims to hold a large one many times over.
        end = 0
        for info in sorted(infos, key=lambda info: info.header_offset):
            if info.header_offset < end:
                raise RefusedError("file-unsafe", found=info.filename)
            end = info.header_offset + _LOCAL_HEADER.size + info.compress_size

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts as they stand in the file."""
        return tuple(self._names.values())

    def verify(self) -> None:
        """Read every part once, for a library that unpacks the file by itself. Raises RefusedError."""
        for name in self._parts:
            self.read(name)

    def tree(self, name: str) -> Tree:
        """Return the XML of a part. Raises RefusedError."""
        return parse_tree(self.read(name), name)

    def read(self, name: str) -> bytes:
        """Return the bytes of one part, its size and checksum verified.

        Raises RefusedError for a broken or missing part, and once all XML that was read is more than the
        limits allow.
        """
        info = self._parts.get(name.casefold())
        if info is None:
            raise RefusedError("file-damaged", found=name)
        try:
            content = _unpacked(self._data, info)
        except _ZIP_ERRORS as error:
            raise RefusedError("file-damaged", found=name) from error
        # Pictures cost nothing to read; what counts is what a parser has to go through.
        if _XML.match(content):
            self._bytes += len(content)
            if self._bytes > self._limits.uncounted_bytes:
                self._marks += sum(map(content.count, _MARKS))
            if self._bytes > self._limits.xml_bytes or self._marks > self._limits.xml_marks:
                raise RefusedError("file-too-large", found=name)
        return content


def _unpacked(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """Unpack one member, never beyond its declared size (zipfile inflates first and cuts after).

    Raises zipfile.BadZipFile, zlib.error or struct.error.
    """
    signature, flags, method, name_length, extra = _LOCAL_HEADER.unpack_from(data, info.header_offset)
    start = info.header_offset + _LOCAL_HEADER.size
    name = data[start : start + name_length].decode("utf-8" if flags & _UTF8 else "cp437")
    start += name_length + extra
    packed = memoryview(data)[start : start + info.compress_size]
    # Header and directory must agree, since programs differ in which of the two they believe.
    if (signature, method, name) != (_LOCAL, info.compress_type, info.orig_filename) or flags & _ENCRYPTED:
        raise zipfile.BadZipFile
    if method == _STORED:
        content, complete = bytes(packed), True
    else:
        # Negative: a zip holds bare deflate data, without the header of zlib.
        inflating = zlib.decompressobj(-15)
        # One byte more than declared shows that there is more, and memory stays bounded.
        content = inflating.decompress(packed, info.file_size + 1)
        complete = inflating.eof and not inflating.unused_data
    if not complete or len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise zipfile.BadZipFile
    return content


_TO_CELLS = frozenset(("officeDocument", "worksheet", "sharedStrings", "styles"))
RELATION_BASES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
"""What the types of relations begin with: usually, and in strict Open XML."""
_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


class Relation(NamedTuple):
    """A relation: the last word of its type, its target, and whether that lies outside the package; inside it
    is the name of a part."""

    kind: str
    target: str
    outside: bool


class Relations:
    """The relations of one part by id; none where the part has none. Raises RefusedError."""

    def __init__(self, package: Package, part: str) -> None:
        self.path = relations_part(part)
        self.by_id: dict[str, Relation] = {}
        listed = package.tree(self.path).iter() if self.path in package else ()
        for place, relation in enumerate(listed):
            if relation.tag != (f"{{{_SPACE}}}Relationship" if place else f"{{{_SPACE}}}Relationships"):
                raise RefusedError("file-damaged", found=self.path)
            if not place:
                continue
            key, target = relation.get("Id", ""), relation.get("Target", "")
            outside = relation.get("TargetMode") == "External"
            # Of two relations with one id readers take either one, so the file has two meanings; and some
            # follow dots behind a name, where others find nothing.
            if key in self.by_id or (not outside and "/.." in target.lstrip("./")):
                raise RefusedError("file-damaged", found=self.path)
            kind = _kind(relation.get("Type", ""))
            # A link without a mode is no part either: "#ต.ค.69!A1", or an address.
            target = target if outside or kind == "hyperlink" else resolved(part, target)
            self.by_id[key] = Relation(kind, target, outside)

    def part(self, key: str) -> tuple[str, str]:
        """Return the kind and the part of an id; "" for both where it leads to no part of the package."""
        kind, target, outside = self.by_id.get(key, ("", "", True))
        return ("", "") if outside else (kind, target)

    def parts(self, kind: str = "") -> Mapping[str, str]:
        """Return the related parts of the package of one kind by id; of all kinds for ""."""
        inside = {key: relation for key, relation in self.by_id.items() if not relation.outside}
        return {key: relation.target for key, relation in inside.items() if kind in ("", relation.kind)}

    def one(self, kind: str) -> str:
        """Return the only part of a kind, "" for none. Raises RefusedError where there are several."""
        parts = set(self.parts(kind).values())
        if len(parts) > 1:
            raise RefusedError("file-damaged", found=self.path)
        return next(iter(parts), "")


def _kind(type_: str) -> str:
    """Return the last word of a relation's type; the whole of a type that only ends like one of those that
    lead to cells: other readers do not know it."""
    base, _, kind = type_.rpartition("/")
    return type_ if kind in _TO_CELLS and base not in RELATION_BASES else kind


def relations_part(part: str) -> str:
    """Return the name of the part that holds the relations of a part; of the package's own for ""."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolved(part: str, target: str) -> str:
    """Return the name of the part to which a relation of `part` leads inside the package."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


_UNIX = 3
_USUAL_RIGHTS = 0o600 << 16


def zip_parts(parts: Iterable[tuple[str, bytes]], methods: Mapping[str, int] | None = None) -> bytes:
    """Return a package of parts in the order given; equal parts give equal bytes on every system.

    Times, rights and the system that a zip file names are always the same. Parts are deflated, unless
    `methods` gives another way by name.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts:
            member = zipfile.ZipInfo(name)  # of 1 January 1980
            member.create_system, member.external_attr = _UNIX, _USUAL_RIGHTS
            member.compress_type = (methods or {}).get(name, _DEFLATED)
            archive.writestr(member, data)
    return buffer.getvalue()


def zip_again(data: bytes) -> bytes:
    """Return what a library saved as a package that has the same bytes whenever and wherever it is saved."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zip_parts((name, archive.read(name)) for name in archive.namelist())
