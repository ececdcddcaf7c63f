"""Ways to spoil a workbook: its bytes, its members, its XML, its values."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from random import Random

Parts = dict[str, bytes]

ODD_VALUES = (
    *(
        "",
        "0",
        "-1",
        "1e999",
        "nan",
        "99999999999",
        "1048577",
        "XFE1",
        "A0",
        "a1",
        "true",
        "๑๒",
        "ก" * 40_000,
    ),
    *("&amp;", "&#0;", "&#x110000;", "&x;", "]]>", "<!-- -->", "<![CDATA[x]]>", "\u202e", "\x00", "_x0000_"),
    *(
        "ita:status",
        "ita:month",
        "ita:meta",
        "status",
        "percent",
        "1.1",
        "..",
        "#REF!",
        "=1+1",
        "ธันวาคม 2566",
    ),
)
_TAG = re.compile(rb"<[^<>]*>")
_ATTRIBUTE = re.compile(rb' [\w:]+="([^"]*)"')
_VALUE = re.compile(rb">([^<>]+)<")
_ELEMENT = re.compile(rb"<(\w+)[^<>]*>[^<>]*</\1>|<\w[^<>]*/>")


def mutate(data: bytes, random: Random) -> bytes:
    """A workbook spoiled in one to four ways; the same for the same random state."""
    if random.randrange(10) == 0:
        return _bytes(data, random)
    try:
        parts = _parts(data)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError):
        return _bytes(data, random)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        if parts:
            (_members if random.randrange(12) == 0 else _xml)(parts, random)
    return _zipped(parts)


def _bytes(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(changed) + 1)
        match random.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([random.randrange(256)])
            case 1:
                del changed[at : at + random.randrange(1, 60)]
            case 2:
                changed[at:at] = random.randbytes(random.randrange(1, 60))
            case 3:
                changed[at:at] = changed[at : at + random.randrange(1, 400)]
            case _:
                del changed[at + random.randrange(1, len(changed) + 2) :]
    return bytes(changed)


def _parts(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: Parts) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _members(parts: Parts, random: Random) -> None:
    """Leave a part out, swap two, empty one, cut one, or add one of another kind."""
    name, other = random.choice(sorted(parts)), random.choice(sorted(parts))
    match random.randrange(5):
        case 0:
            del parts[name]
        case 1:
            parts[name], parts[other] = parts[other], parts[name]
        case 2:
            parts[name] = b""
        case 3:
            parts[name] = parts[name][: random.randrange(len(parts[name]) + 1)]
        case _:
            added = ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "../x", "XL/workbook.xml")
            parts[random.choice(added)] = parts[other]


def _xml(parts: Parts, random: Random) -> None:
    """Delete, double, swap or rewrite tags, elements, attributes and values of one part."""
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    if not names:
        return
    told = [name for name in names if "/worksheets/" in name or "sharedStrings" in name]
    name = random.choice(told if told and random.randrange(4) else names)
    data = parts[name]
    kind = random.choice((_TAG, _ELEMENT, _ATTRIBUTE, _ATTRIBUTE, _VALUE, _VALUE, _VALUE))
    found = [match.span(1 if kind in (_ATTRIBUTE, _VALUE) else 0) for match in kind.finditer(data)]
    if not found:
        return
    start, end = random.choice(found)
    other = data[slice(*random.choice(found))]
    odd = random.choice(ODD_VALUES).encode()
    new = random.choice(
        (b"", data[start:end] * 2, other, other, odd if kind in (_ATTRIBUTE, _VALUE) else other)
    )
    parts[name] = data[:start] + new + data[end:]
