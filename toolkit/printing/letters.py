"""A text as its letters alone, in one form, whichever way a program drew it.

Programs that print take blanks out and put others in, write sara am as one letter or as two, put the marks
above and below a consonant in any order, and some draw shifted marks with letters of their own (U+F700 on).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from toolkit.thai.text import THAI_SHAPES

_NOT_DRAWN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0300-\u036f]{2,}")


@lru_cache(maxsize=4096)
def letter_forms(character: str) -> str:
    """Return the letters of one character: none for a blank or invisible one, several for a ligature."""
    plain = unicodedata.normalize("NFKD", THAI_SHAPES.get(ord(character), character))
    return "".join(letter for letter in plain if unicodedata.category(letter) not in _NOT_DRAWN)


def marks_in_order(letters: str) -> str:
    """Sort each run of marks on one consonant; the text stays as long as it was."""
    return _MARKS.sub(lambda run: "".join(sorted(run[0])), letters)


def letters(text: str) -> str:
    """Return the text as it is compared with a printed one."""
    return marks_in_order("".join(map(letter_forms, text)))


def origins(text: str) -> list[int]:
    """Return for each of `letters(text)` the offset in the text that it comes from.

    Marks on one consonant may be sorted otherwise, so for them only the run is right, not the place in it.
    """
    return [offset for offset, character in enumerate(text) for _ in letter_forms(character)]
