"""PDF files without the names in their properties: who made them, on what, under which title.

Nothing moves: the texts of the information dictionary and of the XMP packet are written over with blanks of
the same length, so that every offset in the file stays true.
"""

from __future__ import annotations

import re

_STRING = re.compile(
    rb"\((?!D:)(?P<plain>(?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)|(?<!<)<(?P<hex>[0-9A-Fa-f\s]*)>", re.DOTALL
)
"""A text in the information dictionary, dates left out."""
_INFO = re.compile(rb"/Info\s+(\d+)\s+(\d+)\s+R")
_PACKET = re.compile(rb"<\?xpacket begin.*?<\?xpacket end", re.DOTALL)
_SAID = re.compile(
    rb"(?P<before><(?!pdfaid:)[\w:.-]+(?:\s[^<>]*)?>)(?P<text>[^<>]*[^<>\s][^<>]*)"
    rb"|(?P<name>\s(?!pdfaid|xmlns|rdf|x:)\w+:\w+=)(?P<value>\"[^\"<>]*\"|'[^'<>]*')"
)
"""What an element or an attribute of XMP says; which kind of PDF/A the file is stays."""


def without_properties(data: bytes) -> tuple[bytes, bool]:
    """The PDF with its properties blank, and whether any may be left in it.

    A file that is encrypted or bears a digital signature, which a changed byte would break, stays as it is;
    properties inside a compressed object are not found.
    """
    infos = set(_INFO.findall(data))
    described = re.search(rb"/Type\s*/Metadata", data) is not None
    if b"/ByteRange" in data or b"/Encrypt" in data:
        return data, bool(infos) or described
    hidden = described and not _PACKET.search(data)
    for number, generation in sorted(infos):
        found = re.compile(rb"(?<!\d)%s\s+%s\s+obj\b.*?endobj" % (number, generation), re.DOTALL)
        data, times = found.subn(lambda match: _STRING.sub(_blank_string, match[0]), data)
        hidden = hidden or not times
    return _PACKET.sub(lambda match: _SAID.sub(_blank_said, match[0]), data), hidden


def _blank_string(match: re.Match[bytes]) -> bytes:
    if match["plain"] is not None:
        return b"(" + b" " * len(match["plain"]) + b")"
    return b"<" + (b"20" * len(match["hex"]))[: len(match["hex"])] + b">"


def _blank_said(match: re.Match[bytes]) -> bytes:
    if match["before"] is not None:
        return match["before"] + b" " * len(match["text"])
    quote, inner = match["value"][:1], match["value"][1:-1]
    return match["name"] + quote + b" " * len(inner) + quote
