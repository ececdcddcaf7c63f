"""The zip container of an .xlsx: what the file is by its content, and whether it is safe to unpack."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from toolkit.xlsx.sheet_data import DEFAULT_LIMITS, Limits, RefusedError

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"RIFF", "RIFF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\xff\xfe", "CSV/text"),
    (b"\xfe\xff", "CSV/text"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_PARTS = (
    ("word/document.xml", "file-not-workbook", "Word"),
    ("ppt/presentation.xml", "file-not-workbook", "PowerPoint"),
    ("xl/workbook.bin", "file-old-format", "xlsb"),
    ("content.xml", "file-old-format", "OpenDocument"),
)
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_ENCRYPTED, _UTF8 = 0x1, 0x800
_XML = re.compile(rb"[\xef\xbb\xbf\s]*+<")
_MARKS = (b"<", b"=")
_LOCAL_HEADER = struct.Struct("<4s2xHH16xHH")
_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
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


def refuse_foreign(data: bytes) -> None:
    """Refuse what is no .xlsx by its first bytes, naming what it is. Raises RefusedError."""
    if not data:
        raise RefusedError("file-empty")
    if data.startswith(_LOCAL):
        return
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise RefusedError("file-encrypted")
        if "WordDocument".encode("utf-16-le") in data:
            raise RefusedError("file-not-workbook", found="Word")
        raise RefusedError("file-old-format", found="Excel 97-2003")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise RefusedError("file-not-workbook", found=name)
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<"):
        raise RefusedError("file-not-workbook", found="HTML/XML")
    if b"\0" not in data[:4096]:
        raise RefusedError("file-not-workbook", found="CSV/text")
    raise RefusedError("file-damaged", found="zip")


class Package:
    """The parts of an .xlsx, checked before any is unpacked; their names are compared case-folded.

    Raises RefusedError.
    """

    def __init__(self, data: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        if len(data) > limits.file_bytes:
            most = f"{limits.file_bytes / 1e6:.0f} MB"
            raise RefusedError("file-too-large", found=f"{len(data) / 1e6:.0f} MB", expected=most)
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
        self._check_directory(infos, limits)
        self._refuse_other_kinds()

    def _check_directory(self, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
        total = 0
        for info in infos:
            name, size = info.filename, info.file_size
            total += size
            folded = name.casefold()
            if folded in self._parts or name.startswith(("/", "\\")):
                raise RefusedError("file-unsafe", found=name)
            if ".." in name.replace("\\", "/").split("/") or ":" in name:
                raise RefusedError("file-unsafe", found=name)
            self._parts[folded] = info
            if info.flag_bits & _ENCRYPTED:
                raise RefusedError("file-encrypted")
            if info.compress_type not in (_STORED, _DEFLATED):
                raise RefusedError("file-unsafe", found=name)
            bomb = size > limits.ratio_from_bytes and size > limits.ratio * max(info.compress_size, 1)
            if size > limits.part_bytes or bomb or total > limits.total_bytes:
                raise RefusedError("file-too-large", found=f"{name}: {size / 1e6:.0f} MB")
        end = 0
        for info in sorted(infos, key=lambda each: each.header_offset):
            if info.header_offset < end:
                raise RefusedError("file-unsafe", found=info.filename)
            end = info.header_offset + _LOCAL_HEADER.size + info.compress_size

    def _refuse_other_kinds(self) -> None:
        for part, code, found in _OTHER_PARTS:
            if part in self:
                raise RefusedError(code, found=found)
        if "[Content_Types].xml" not in self:
            raise RefusedError("file-not-workbook", found="zip")

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts as they stand in the file."""
        return tuple(each.filename for each in self._parts.values())

    def read(self, name: str) -> bytes:
        """The bytes of one part, its size and checksum verified. Raises RefusedError for a broken or missing
        part, and where all that was read would take too long."""
        info = self._parts.get(name.casefold())
        if info is None:
            raise RefusedError("file-damaged", found=name)
        try:
            content = _unpacked(self._data, info)
        except _ZIP_ERRORS as error:
            raise RefusedError("file-damaged", found=name) from error
        if _XML.match(content):
            self._bytes += len(content)
            if self._bytes > self._limits.uncounted_bytes:
                self._marks += sum(map(content.count, _MARKS))
            if self._bytes > self._limits.xml_bytes or self._marks > self._limits.xml_marks:
                raise RefusedError("file-too-large", found=name)
        return content


def _unpacked(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """One member, never inflated beyond its declared size (zipfile inflates first and cuts after).

    Raises zipfile.BadZipFile, zlib.error or struct.error.
    """
    signature, flags, method, name_length, extra = _LOCAL_HEADER.unpack_from(data, info.header_offset)
    start = info.header_offset + _LOCAL_HEADER.size
    name = data[start : start + name_length].decode("utf-8" if flags & _UTF8 else "cp437")
    start += name_length + extra
    packed = memoryview(data)[start : start + info.compress_size]
    if (signature, method, name) != (_LOCAL, info.compress_type, info.orig_filename) or flags & _ENCRYPTED:
        raise zipfile.BadZipFile
    if method == _STORED:
        content, complete = bytes(packed), True
    else:
        inflating = zlib.decompressobj(-15)
        content = inflating.decompress(packed, info.file_size + 1)
        complete = inflating.eof and not inflating.unused_data
    if not complete or len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise zipfile.BadZipFile
    return content
