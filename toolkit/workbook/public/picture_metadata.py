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
    """A JPEG without its application segments and comments, a PNG without its texts, a BMP, which has none.

    Raises ValueError for anything else and for what is not built as it should be: nobody knows what it tells.
    """
    try:
        if data.startswith(_JPEG):
            return _jpeg(data)
        if data.startswith(_PNG):
            return _png(data)
    except (struct.error, IndexError) as error:
        raise ValueError("a picture that is cut off") from error
    if data.startswith(b"BM"):
        return data
    raise ValueError("no picture of a known kind")


def _jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    place = 2
    while data[place + 1] != _SCAN:
        if data[place] != 0xFF:
            raise ValueError("a JPEG whose segments do not follow each other")
        marker = data[place + 1]
        if marker == 0xFF:  # a byte to fill up
            place += 1
            continue
        (length,) = struct.unpack_from(">H", data, place + 2)
        application = 0xE0 <= marker <= 0xEF and marker not in _KEPT_APPLICATION
        if not application and marker != _COMMENT and data[place + 4 : place + 8] != b"JFXX":
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
