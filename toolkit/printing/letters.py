"""A text as its letters alone, in one form, whichever way a program drew it.

Programs that print take blanks out and put others in, write sara am as one letter or as two, put the marks
above and below a consonant in any order, and some draw shifted marks with letters of their own (U+F700 on).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SHIFTED = dict(
    zip(
        map(chr, range(0xF700, 0xF71B)),
        "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
        "\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    )
)
"""The private letters with which Thai fonts for Windows draw shifted marks, and what they stand for."""
_NOT_DRAWN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]{2,}")


@lru_cache(maxsize=4096)
def letter_forms(character: str) -> str:
    """What one character becomes: nothing for a blank or an invisible one, several letters for a ligature."""
    plain = unicodedata.normalize("NFKD", _SHIFTED.get(character, character))
    return "".join(each for each in plain if unicodedata.category(each) not in _NOT_DRAWN)


def marks_in_order(letters: str) -> str:
    """The letters with each run of marks on one consonant sorted; as long as before."""
    return _MARKS.sub(lambda run: "".join(sorted(run[0])), letters)


def letters(text: str) -> str:
    """The text for comparing with a printed one."""
    return marks_in_order("".join(map(letter_forms, text)))


def origins(text: str) -> list[int]:
    """For each of `letters(text)` the offset in the text that it comes from (a run of marks is one place)."""
    return [at for at, character in enumerate(text) for _ in letter_forms(character)]
