"""What public copies of workbooks change in a part: its texts, a chart's references, a picture's metadata."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

from toolkit.xlsx.xml_trees import MAIN, Tree

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_RUNS = {
    f"{{{MAIN}}}si": f"{{{MAIN}}}t",
    f"{{{MAIN}}}is": f"{{{MAIN}}}t",
    f"{_DRAWING}p": f"{_DRAWING}t",
}
"""What holds one text in pieces, and its pieces."""
_HEADS = tuple(
    f"{{{MAIN}}}{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")
)
_HEAD_CODE = re.compile(r'(&"[^"]*"|&\d+|&.)', re.DOTALL)
"""What is no text in the head or foot of a page: &L, &"font,bold", &16."""
_SAYING = ("descr", "title", "tooltip", "display", "name", "location")
"""Attributes in which drawings and links say something: Excel once put a picture's path into `descr`."""
_OF_DRAWING = ("cNvPr", "hyperlink", "hlinkClick")
Clean = Callable[[str], str]


def clean_texts(root: Tree, clean: Clean) -> None:
    """Put every text of a part through `clean`: cells, drawings, charts, headers, footers and the names of
    pictures and links."""
    for element in root.iter(*_RUNS):
        pieces = list(element.iter(_RUNS[element.tag]))
        # As a whole: an e-mail address may be half bold.
        text = "".join(piece.text or "" for piece in pieces)
        cleaned = clean(text)
        if cleaned != text:
            # The whole takes the format of its first piece.
            for piece, own in zip(pieces, (cleaned, *[""] * (len(pieces) - 1)), strict=True):
                piece.text = own
    for element in root.iter(f"{_CHART}v"):
        element.text = clean(element.text or "")
    for element in root.iter(*_HEADS):
        pieces = _HEAD_CODE.split(element.text or "")
        element.text = "".join(piece if piece.startswith("&") else clean(piece) for piece in pieces)
    for element in root.iter(*(f"{{*}}{tag}" for tag in _OF_DRAWING)):
        for name in _SAYING:
            if element.get(name):
                element.set(name, clean(element.get(name)))


_LITERAL = {"strRef": ("strCache", "strLit"), "numRef": ("numCache", "numLit")}


def make_literal(chart: Tree) -> None:
    """Put the figures and words that a chart shows in the place of the cells that it refers to, which may
    stand on a hidden sheet."""
    for reference, (cache, literal) in _LITERAL.items():
        for cells in list(chart.iter(_tag(reference))):
            _replace(cells, cells.find(_tag(cache)), literal)


def _replace(reference: Tree, cache: Tree | None, literal: str) -> None:
    parent = reference.getparent()
    if parent.tag == _tag("tx"):  # a series or a title, which takes a plain text
        text = "".join(cache.itertext()).strip() if cache is not None else ""
        made = parent.makeelement(_tag("v"), nsmap=parent.nsmap)
        made.text = text
    else:
        made = parent.makeelement(_tag(literal), nsmap=parent.nsmap)
        made.extend(list(cache) if cache is not None else ())
    parent.replace(reference, made)


def _tag(name: str) -> str:
    return f"{_CHART}{name}"


_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_KEPT_APPLICATION = (0xE0, 0xEE)  # JFIF and Adobe say how the colours are to be read
_COMMENT = 0xFE
_SCAN = 0xDA
_END = b"\xff\xd9"
# What the picture looks like; texts, times and Exif may tell who made it, and where.
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs")
)


def without_metadata(data: bytes) -> bytes:
    """Return a JPEG without application segments and comments, a PNG without texts, or a BMP, which has none.

    Raises ValueError for any other picture and for a broken one: nobody knows what it tells.
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
    offset = 2
    while data[offset + 1] != _SCAN:
        if data[offset] != 0xFF:
            raise ValueError("a JPEG whose segments do not follow each other")
        marker = data[offset + 1]
        if marker == 0xFF:  # a byte to fill up
            offset += 1
            continue
        (length,) = struct.unpack_from(">H", data, offset + 2)
        application = 0xE0 <= marker <= 0xEF and marker not in _KEPT_APPLICATION
        # JFXX is of JFIF's number, and holds a small copy of the picture, perhaps as it was before a cut.
        if not application and marker != _COMMENT and data[offset + 4 : offset + 8] != b"JFXX":
            kept.append(data[offset : offset + 2 + length])
        offset += 2 + length
    # What follows the image, as telephones append a second picture, goes too.
    end = data.find(_END, offset)
    return b"".join((*kept, data[offset : end + 2] if end > 0 else data[offset:]))


def _png(data: bytes) -> bytes:
    kept = [data[:8]]
    offset = 8
    while offset + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, offset)
        if kind in _PNG_KEPT:
            kept.append(data[offset : offset + 12 + length])
        offset += 12 + length
    return b"".join(kept)
