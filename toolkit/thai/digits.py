"""Thai and Arabic digits."""

from __future__ import annotations

import re

from toolkit.thai._pythainlp import pythainlp

_THAI_DIGIT = re.compile("[๐-๙]")
_ARABIC_DIGIT = re.compile("[0-9]")


def to_arabic(text: str) -> str:
    """Write every Thai digit as an Arabic one; the rest of the text stays."""
    if _THAI_DIGIT.search(text) is None:
        return text
    return pythainlp().to_arabic(text)


def to_thai(text: str) -> str:
    """Write every Arabic digit as a Thai one; the rest of the text stays."""
    if _ARABIC_DIGIT.search(text) is None:
        return text
    return pythainlp().to_thai(text)
