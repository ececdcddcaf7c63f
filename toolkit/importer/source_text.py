"""Text as it comes out of a foreign document, without what no reader of it ever saw as text."""

from __future__ import annotations

import re

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LINE_TAG = re.compile(r"<\s*/?\s*(?:p|br|div|li|ul|ol|tr)\b[^<>]{0,200}>", re.IGNORECASE)
_PRIVATE = re.compile(r"[\uf000-\uf8ff]")

_THAI_SHAPES = dict(
    zip(
        range(0xF700, 0xF71B),
        "ฐิีึื" + "่้๊๋์" * 2 + "ญ" + "ัํ็" + "่้๊๋์" + "ฺุู",
        strict=True,
    )
)
"""Shapes of Thai letters and marks in the private area, as old fonts and text out of PDFs have them."""

_SYMBOLS = {
    0xD8: "→", 0xE0: "→", 0xE8: "→", 0xF0: "→",
    0x6F: "☐", 0x71: "☐", 0xA8: "☐", 0xA3: "☐",
    0xFC: "✓", 0x50: "✓", 0xFE: "☑", 0x52: "☑", 0xFB: "✗",
    0xB7: "•", 0xA7: "•", 0x6C: "•", 0x6E: "•", 0x76: "•", 0x9F: "•", 0x75: "•", 0x77: "•",
}  # fmt: skip
"""What the usual characters of Wingdings and Symbol show: arrows, boxes, ticks and bullets."""


def symbol(code: int) -> str:
    """What a character of a symbol font shows; a blank where that is not known."""
    return _THAI_SHAPES.get(code) or _SYMBOLS.get(code & 0xFF, " ")


def tidy(text: str) -> str:
    """A text with LF as its only line end, private characters shown as what they are, literal `<p>` and
    `<br>` tags as line ends, and no control characters. Words, blanks and tabs stay as they are."""
    if "\r" in text or not text.replace("\n", "").replace("\t", "").isprintable():
        text = _LINE_END.sub("\n", text)
        text = _PRIVATE.sub(lambda match: symbol(ord(match[0])), text)
        text = _INVISIBLE.sub("", text)
    if "<" in text and _LINE_TAG.search(text):
        lines = (line.strip() for line in _LINE_TAG.sub("\n", text).split("\n"))
        text = "\n".join(filter(None, lines))
    return text
