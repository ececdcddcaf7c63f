"""The zip container of an .xlsx: what the file is by its content, and whether it is safe to unpack."""

from __future__ import annotations

import io
import zipfile
import zlib

from toolkit.workbook.reading import DEFAULT_LIMITS, Limits, RefusedError

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
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def refuse_foreign(data: bytes) -> None:
    """Refuse what is no .xlsx by its first bytes, naming what it is. Raises RefusedError."""
    if not data:
        raise RefusedError("file-empty")
    if data.startswith(b"PK\x03\x04"):
        return
    if data.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in data
        raise (
            RefusedError("file-encrypted")
            if encrypted
            else RefusedError("file-old-format", found="Excel 97-2003")
        )
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
    """The parts of an .xlsx, checked before any is unpacked. Raises RefusedError."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        if len(data) > limits.file_bytes:
            raise RefusedError("file-too-large", found=f"{len(data) / 1e6:.0f} MB", expected="50 MB")
        refuse_foreign(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise RefusedError("file-damaged", found="zip") from error
        self._check_directory(infos, limits)
        self.names = {info.filename: info for info in infos}
        self._refuse_other_kinds()

    def _check_directory(self, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
        if len(infos) > limits.parts:
            raise RefusedError("file-unsafe", found=f"{len(infos)} parts")
        total = 0
        seen: set[str] = set()
        for info in infos:
            name, size = info.filename, info.file_size
            total += size
            folded = name.casefold()
            if folded in seen or name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
                raise RefusedError("file-unsafe", found=name)
            seen.add(folded)
            if info.flag_bits & 0x1:
                raise RefusedError("file-encrypted")
            if info.compress_type not in _STORED_OR_DEFLATED:
                raise RefusedError("file-unsafe", found=name)
            bomb = size > limits.ratio_from_bytes and size > limits.ratio * max(info.compress_size, 1)
            if size > limits.part_bytes or bomb or total > limits.total_bytes:
                raise RefusedError("file-too-large", found=f"{name}: {size / 1e6:.0f} MB")

    def _refuse_other_kinds(self) -> None:
        if "xl/workbook.bin" in self.names:
            raise RefusedError("file-old-format", found="xlsb")
        if "word/document.xml" in self.names:
            raise RefusedError("file-not-workbook", found="Word")
        if "mimetype" in self.names and "content.xml" in self.names:
            raise RefusedError("file-old-format", found="OpenDocument")
        if "[Content_Types].xml" not in self.names:
            raise RefusedError("file-not-workbook", found="zip")

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """The bytes of one part, its checksum verified. Raises RefusedError for a broken or missing part."""
        info = self.names.get(name)
        if info is None:
            raise RefusedError("file-damaged", found=name)
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise RefusedError("file-damaged", found=name) from error
