"""Any zip container from outside (Word, OpenDocument, Excel), with stated limits; for the import only."""

from __future__ import annotations

import io
import zipfile
import zlib

from toolkit.xlsx.sheet_data import DEFAULT_LIMITS, Limits, RefusedError

_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_CENTRAL = b"PK\x01\x02"


class ForeignPackage:
    """The parts of a container, judged by its directory before any is unpacked. Raises RefusedError."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT_LIMITS) -> None:
        # Counted before zipfile makes an object of each entry, of which 50 MB could hold a million.
        if data.count(_CENTRAL) > limits.parts:
            raise RefusedError("file-unsafe", found=f"> {limits.parts} parts")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _ZIP_ERRORS as error:
            raise RefusedError("file-damaged", found="zip") from error
        self._limits = limits
        self._parts: dict[str, zipfile.ZipInfo] = {}
        total = 0
        for info in infos:
            self._check(info)
            total += info.file_size
            if total > limits.total_bytes:
                raise RefusedError("file-too-large", found=f"> {limits.total_bytes // 1_000_000} MB")
            self._parts[info.filename.casefold()] = info

    def _check(self, info: zipfile.ZipInfo) -> None:
        """Refuse an entry that no office program writes: doubled, leading out, encrypted, swollen."""
        name, size = info.filename, info.file_size
        if name.casefold() in self._parts or name.startswith(("/", "\\")):
            raise RefusedError("file-unsafe", found=name)
        if ".." in name.replace("\\", "/").split("/"):
            raise RefusedError("file-unsafe", found=name)
        if info.flag_bits & 0x1:
            raise RefusedError("file-encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise RefusedError("file-unsafe", found=name)
        swollen = size > self._limits.ratio_from_bytes and size > self._limits.ratio * max(
            info.compress_size, 1
        )
        if swollen or size > self._limits.part_bytes:
            raise RefusedError("file-too-large", found=f"{name}: {size / 1e6:.0f} MB")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts as stored."""
        return tuple(info.filename for info in self._parts.values())

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def read(self, name: str) -> bytes:
        """The bytes of one part, its size and checksum verified. Raises RefusedError."""
        info = self._parts.get(name.casefold())
        if info is None:
            raise RefusedError("file-damaged", found=name)
        try:
            with self._zip.open(info) as stream:  # gives no more than the size that was declared
                data = stream.read(info.file_size + 1)
        except _ZIP_ERRORS as error:
            raise RefusedError("file-damaged", found=name) from error
        if len(data) != info.file_size:
            raise RefusedError("file-damaged", found=name)
        return data
