"""Pictures without what cameras and programs wrote beside them (place, time, names); the image stays."""

from __future__ import annotations

import struct

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_KEPT_APPLICATION = (0xE0, 0xEE)
"""JFIF and Adobe: how the colours are to be read."""
_COMMENT = 0xFE
_SCAN = 0xDA
_END = b"\xff\xd9"
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs")
)


def without_metadata(data: bytes) -> bytes:
    """A JPEG without its application segments and comments, a PNG without its texts; anything else, and what
    is not built as it should be, as it is."""
    try:
        if data.startswith(_JPEG):
            return _jpeg(data)
        if data.startswith(_PNG):
            return _png(data)
    except (struct.error, IndexError):
        return data
    return data


def _jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    place = 2
    while data[place] == 0xFF and data[place + 1] != _SCAN:
        marker = data[place + 1]
        (length,) = struct.unpack_from(">H", data, place + 2)
        application = 0xE0 <= marker <= 0xEF and marker not in _KEPT_APPLICATION
        if not application and marker != _COMMENT:
            kept.append(data[place : place + 2 + length])
        place += 2 + length
    # What follows the image, as telephones append a second picture, goes too.
    end = data.find(_END, place)
    return b"".join((*kept, data[place : end + 2] if end > 0 else data[place:]))


def _png(data: bytes) -> bytes:
    kept = [data[:8]]
    place = 8
    while place + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind in _PNG_KEPT:
            kept.append(data[place : place + 12 + length])
        place += 12 + length
    return b"".join(kept)
