"""Text as it comes out of a foreign document, without what no reader of it ever saw as text."""

from __future__ import annotations

import re

from toolkit.thai.text import show_private

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LINE_TAG = re.compile(r"<\s*/?\s*(?:p|br|div|li|ul|ol|tr)\b[^<>]{0,200}>", re.IGNORECASE)


def tidy(text: str) -> str:
    """A text with LF as its only line end, private characters shown as what they are, literal `<p>` and
    `<br>` tags as line ends, and no control characters. Words, blanks and tabs stay as they are."""
    if "\r" in text or not text.replace("\n", "").replace("\t", "").isprintable():
        text = _LINE_END.sub("\n", text)
        text = show_private(text)
        text = _INVISIBLE.sub("", text)
    if "<" in text and _LINE_TAG.search(text):
        lines = (line.strip() for line in _LINE_TAG.sub("\n", text).split("\n"))
        text = "\n".join(filter(None, lines))
    return text
