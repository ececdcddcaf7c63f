"""The one door to PyThaiNLP: loaded on first need, never let write to the home folder or download."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class PyThaiNlp:
    """The parts of PyThaiNLP that this package uses."""

    to_arabic: Callable[[str], str]
    to_thai: Callable[[str], str]
    reorder_vowels: Callable[[str], str]
    strftime: Callable[..., str]
    full_months: tuple[str, ...]
    short_months: tuple[str, ...]


@cache
def pythainlp() -> PyThaiNlp:
    """Load PyThaiNLP once; its import costs about 0.13 s and, left alone, makes ~/pythainlp-data."""
    if (
        "PYTHAINLP_READ_MODE" not in os.environ
    ):  # the older name of the same switch; both together are refused
        os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    os.environ.setdefault("PYTHAINLP_OFFLINE", "1")
    from pythainlp.util import (
        arabic_digit_to_thai_digit,
        reorder_vowels,
        thai_digit_to_arabic_digit,
        thai_strftime,
    )
    from pythainlp.util.date import thai_abbr_months, thai_full_months

    return PyThaiNlp(
        to_arabic=thai_digit_to_arabic_digit,
        to_thai=arabic_digit_to_thai_digit,
        reorder_vowels=reorder_vowels,
        strftime=thai_strftime,
        full_months=tuple(thai_full_months),
        short_months=tuple(thai_abbr_months),
    )
