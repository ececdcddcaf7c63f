"""Codes of questions and items, as people write them: "o42", "O42", "๐๔๒", "042", "ข้อ ๐๔๓", "E13", "ข้อ I1".

People mix the letter O and the digit zero; every code is returned as a capital letter and a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.thai.text import to_arabic

_WHOLE = re.compile(
    r"(?:ข้อ(?:คำถาม)?|รายการ)?(?:ที่)?\s*"
    r"(?:(?P<letter>[IEOieo])\s*[.\-]?\s*(?P<number>[0-9Oo]{1,3})|0(?P<bare>[0-9Oo]{1,2}))\.?"
)
_EDGE = r"(?<![A-Za-z0-9๐-๙.,/\-@])"
_END = r"(?![A-Za-z0-9๐-๙]|[.,/\-–]\s?[0-9๐-๙])"
_IN_TEXT = re.compile(rf"{_EDGE}(?P<letter>[IEOieo])[\s.\-]?(?P<number>[0-9๐-๙]{{1,2}}){_END}")
_ZERO_IN_TEXT = re.compile(rf"{_EDGE}[0๐](?P<number>[0-9๐-๙]{{1,2}}){_END}")
_SIGNS = re.compile(r"(?:ข้อ|อ้างอิง(?:จาก)?|ตาม|[(,/]|และ|OIT|ถึง)\s*$", re.I)
_SIGN_LENGTH = 16
_MOST = 99
_QUESTION = re.compile(r"[IEO][1-9]\d?")
_SEPARATORS = re.compile(r"[,;/\n，；]+|\bและ\b")


def parse_item_code(text: str) -> str | None:
    """Read a text that is a code, such as "O42" or "I1"; None where it is none.

    Whether a year has such a question is another matter (`Facts.questions`).
    """
    match = _WHOLE.fullmatch(to_arabic(text).strip())
    if match is None:
        return None
    return _code(match["letter"] or "O", match["number"] or match["bare"])


def find_item_codes(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and code of each code in a running text; those with a letter come first.

    A number that begins with zero is a code only where the words before it say so.
    """
    for match in _IN_TEXT.finditer(text):
        if code := _code(match["letter"], match["number"]):
            yield match.start(), code
    for match in _ZERO_IN_TEXT.finditer(text):
        sign = _SIGNS.search(text[max(0, match.start() - _SIGN_LENGTH) : match.start()])
        if sign and (code := _code("O", match["number"])):
            yield match.start(), code


def is_question(item: str) -> bool:
    """Return whether an item of a result is a question's code, and no indicator or instrument."""
    return _QUESTION.fullmatch(item) is not None


def cited_codes(text: str) -> tuple[str, ...]:
    """Return the codes in a cell that lists them, or in a sentence, each once."""
    codes: list[str] = []
    for part in _SEPARATORS.split(text):
        whole = parse_item_code(part)
        codes += [whole] if whole else [code for _, code in sorted(find_item_codes(part))]
    return tuple(dict.fromkeys(codes))


def _code(letter: str, digits: str) -> str | None:
    """Return the code of a letter and a number from 1 to 99; an O among the digits is a zero."""
    number = int(to_arabic(digits).upper().replace("O", "0"))
    return f"{letter.upper()}{number}" if 1 <= number <= _MOST else None
