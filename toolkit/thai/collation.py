"""Names in the order of a Thai dictionary, in which leading vowels come after their consonant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_MARKS = re.compile("[\u0e47-\u0e4e]")  # tone marks and their kin count last
_LEADING = re.compile("([เ-ไ])([ก-ฮ])")


def thai_order(names: Iterable[str]) -> Mapping[str, int]:
    """Each name's place; names that differ in tone marks alone stand in the order of their letters.

    PyThaiNLP's `collate` puts the marks of a word before what follows it, so that "แก้วนิทานเหนือ" comes
    before "แก้วนิทาน"; here a name comes before those that begin with it.
    """
    ordered = sorted(set(names), key=lambda name: (_LEADING.sub(r"\2\1", _MARKS.sub("", name)), name))
    return {name: place for place, name in enumerate(ordered)}
