"""How a spreadsheet program prints a value: the plain number formats, and no guess at the others."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
# Colours, locales, blanks as wide as a letter (_x) and fillings (*x) print no letters.
_IGNORED = re.compile(r"\[(?:Black|Red|Green|Blue|White|\$[^\]]*|Color ?\d+)\]|_.|\*.", re.IGNORECASE)
_DIGITS = re.compile(r"[#0,]*[#0](?:\.(0+))?")
_MARK = "\x00"
_GENERAL_DECIMALS = 11
"""What `General` prints at most, in a column that is wide enough."""
_LEAST, _MOST = Decimal("0.0001"), Decimal(10) ** 11
"""Between these, `General` writes no powers of ten."""
_EXACT = Context(prec=400)  # a float has up to 309 digits before the point


def number_texts(value: float, number_format: str) -> tuple[str, ...] | None:
    """Return the texts that a number may be printed as; None where the format is beyond this module (dates).

    A number without a format is shortened to its column, so it has several. Of a format with parts, the
    first is for positive numbers, the second for negative ones, the third for zero.
    """
    # By its shown digits: in binary 0.285 is a little less and would be rounded down.
    amount = Decimal(repr(value))
    if number_format in ("General", "@", ""):
        return _general(amount)
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match[1] if match[1] is not None else match[2])
        return _MARK

    bare = _IGNORED.sub("", _QUOTED.sub(keep, number_format))
    parts = bare.split(";")
    chosen = 2 if amount == 0 and len(parts) > 2 else 1 if amount < 0 and len(parts) > 1 else 0
    before = sum(part.count(_MARK) for part in parts[:chosen])
    text = _number(abs(amount), parts[chosen])
    if text is None:
        return None
    words = iter(literals[before:])
    text = re.sub(_MARK, lambda _: next(words), text)
    return ("-" + text if amount < 0 and chosen == 0 else text,)


def hides_text(number_format: str) -> bool:
    """Return whether a format shows no text at all, such as `;;;`."""
    parts = number_format.split(";")
    return len(parts) == 4 and parts[3] == ""


def _general(amount: Decimal) -> tuple[str, ...] | None:
    if amount and not _LEAST <= abs(amount) < _MOST:
        return None
    rounded = (_rounded(amount, decimals) for decimals in range(_GENERAL_DECIMALS, -1, -1))
    plain = (f"{number:f}" for number in rounded)
    return tuple(dict.fromkeys(text.rstrip("0").rstrip(".") if "." in text else text for text in plain))


def _number(amount: Decimal, part: str) -> str | None:
    """Show a positive number in one part of a format; None where more than its digits is computed."""
    digits = _DIGITS.search(part)
    before, after = (part, "") if digits is None else (part[: digits.start()], part[digits.end() :])
    # Dates, fractions and conditions are computed: of them nothing is foretold.
    if re.search(r"[\[\]#0?@a-zA-Zก-๙/]", before + after):
        return None
    if digits is None:
        return part
    shown = _rounded(amount * 100 ** (before + after).count("%"), len(digits[1] or ""))
    return before + (f"{shown:,f}" if "," in digits[0] else f"{shown:f}") + after


def _rounded(amount: Decimal, decimals: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)
