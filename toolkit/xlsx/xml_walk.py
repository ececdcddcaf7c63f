"""XML of a part, read strictly: UTF-8 only, no DOCTYPE, well formed, every element where it belongs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from toolkit.xlsx.sheet_data import RefusedError

SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The namespaces of sheets: the usual one and that of strict Open XML."""

_ENCODINGS = frozenset((None, "utf-8", "utf8", "us-ascii"))
# UTF-16 with or without its mark: other readers take such a part for empty, and lose its values.
_FOREIGN_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_DEEPEST = 64
_TEXT_BUFFER = 1 << 16

_LONGEST = 8_000_000
"""Bytes of a part; above that, text is not held several times over in memory."""
_AFTER_DECLARATION = 60
"""An XML declaration may end in a carriage return, which no value does then."""
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n")
# XML forbids these two, which Python decodes without complaint.
_ILLEGAL = ("\ufffe", "\uffff")
_NAMED_REFERENCE = re.compile(b"&(?:amp|lt|gt|quot|apos);")

Start = Callable[[str, list[str]], None]


class _MisplacedError(Exception):
    """Something that may not stand in a part, or not where it does."""


def parse_strictly(
    data: bytes,
    part: str,
    start: Start | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Run expat over one part; without handlers it is only proved well formed.

    Names arrive as "namespace local", attributes as a flat list; CDATA is text as any other.
    Raises RefusedError naming the part.
    """
    if data.startswith(_FOREIGN_STARTS):
        raise RefusedError("part-encoding", found=part)

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding and encoding.lower()) not in _ENCODINGS:
            raise RefusedError("part-encoding", found=part)

    def forbidden(*_: object) -> None:
        raise _MisplacedError

    # Whatever the declaration says; one that names another encoding is refused.
    parser = expat.ParserCreate("utf-8", " ")
    # Otherwise a text comes in pieces, parted at every line end and reference.
    parser.buffer_text = True
    parser.buffer_size = _TEXT_BUFFER
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.XmlDeclHandler = declared
    # A DOCTYPE may define entities, by which a small part grows to gigabytes.
    parser.StartDoctypeDeclHandler = forbidden
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, _MisplacedError) as error:
        raise RefusedError("file-damaged", found=part) from error


@dataclass(frozen=True, eq=False)
class XmlElement:
    """An element of interest: its children of interest by name, and whether it holds text.

    `passed` are the children that are passed over with all they hold; None passes over any. Every other
    child, and text where none belongs, means that the part is damaged.
    """

    children: Mapping[str, XmlElement]
    passed: frozenset[str] | None = frozenset()
    text: bool = False


def element(
    children: Mapping[str, XmlElement] | None = None,
    *,
    passed: str | None = "",
    text: bool = False,
    namespaces: tuple[str, ...] = SPREADSHEET,
) -> XmlElement:
    """Make an `XmlElement` from local names in any of the namespaces; `passed` are names in a row."""
    return XmlElement(
        {f"{uri} {name}": child for name, child in (children or {}).items() for uri in namespaces},
        None
        if passed is None
        else frozenset(f"{uri} {name}" for name in passed.split() for uri in namespaces),
        text,
    )


def walk(
    data: bytes,
    part: str,
    document: XmlElement,
    begin: Callable[[XmlElement, list[str]], None],
    end: Callable[[XmlElement, str], None] = lambda *_: None,
    stray: frozenset[str] = frozenset(),
) -> None:
    """Call `begin` with the attributes and `end` with the text of each element of interest, in order.

    `document` stands for what is around the root. `stray` are names that may not even stand inside what is
    passed over. Raises RefusedError naming the part.
    """
    current, parents, pieces, passing = document, list[XmlElement](), list[str](), 0

    def on_start(name: str, flat: list[str]) -> None:
        nonlocal current, passing
        if passing:
            passing += 1
            if name in stray or passing > _DEEPEST:
                raise _MisplacedError
        elif (child := current.children.get(name)) is not None:
            parents.append(current)
            current = child
            begin(child, flat)
        elif (current.passed is None or name in current.passed) and name not in stray:
            passing = 1
        else:
            raise _MisplacedError

    def on_end(_: str) -> None:
        nonlocal current, passing
        if passing:
            passing -= 1
            return
        ended, current = current, parents.pop()
        end(ended, "".join(pieces))
        pieces.clear()

    def on_text(text: str) -> None:
        if passing:
            return
        if current.text:
            pieces.append(text)
        elif not text.isspace():
            raise _MisplacedError

    parse_strictly(data, part, on_start, on_end, on_text)


def elements(data: bytes, part: str) -> list[tuple[str, dict[str, str], str]]:
    """Return the elements of a part in order: names as "namespace local", attributes, and the text between
    this and the next element. Raises RefusedError."""
    listed: list[tuple[str, dict[str, str], str]] = []

    def on_start(name: str, flat: list[str]) -> None:
        listed.append((name, attributes(flat), ""))

    def on_text(text: str) -> None:
        name, values, before = listed[-1]
        listed[-1] = name, values, before + text

    parse_strictly(data, part, on_start, None, on_text)
    return listed


def attributes(flat: list[str]) -> dict[str, str]:
    """Return a flat attribute list as a mapping; a name with a prefix stands as "namespace local"."""
    return dict(zip(flat[::2], flat[1::2], strict=True))


def names(*local: str) -> frozenset[str]:
    """Return local names in the namespaces of sheets."""
    return frozenset(f"{uri} {name}" for name in local for uri in SPREADSHEET)


def may_be_plain(data: bytes) -> bool:
    """Return whether a part is short enough, and its line ends need no parser to make them uniform."""
    return len(data) <= _LONGEST and data.find(b"\r", _AFTER_DECLARATION) < 0


def legal(data: bytes, text: str) -> bool:
    """Return whether data hold only characters and references that XML allows; `text` is the same decoded."""
    if len(data) != len(data.translate(None, _CONTROLS)) or any(letter in text for letter in _ILLEGAL):
        return False
    # The end of a CDATA section may not stand in text.
    if "]" in text and "]]>" in text:
        return False
    return b"&" not in data or data.count(b"&") == len(_NAMED_REFERENCE.findall(data))
