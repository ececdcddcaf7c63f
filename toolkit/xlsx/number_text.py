"""How a spreadsheet program prints a value: the plain number formats, and no guess at the others."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import cast

from toolkit.model.month import Month
from toolkit.thai.dates import format_date, format_month, parse_date

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
# Colours, locales, blanks as wide as a letter (_x) and fillings (*x) print no letters.
_IGNORED = re.compile(r"\[(?:Black|Red|Green|Blue|White|\$[^\]]*|Color ?\d+)\]|_.|\*.", re.IGNORECASE)
_DIGITS = re.compile(r"[#0,]*[#0](?:\.([0#]+))?")
# Of a telephone number or a code: every digit has its place, and 12 in 0000 is 0012.
_PLACES = re.compile(r"[^#0]*[#0]+(?:[-() \x00]+[#0]+)*[^#0]*")
_FALSE = re.compile(r"\*[0-9]|[#0?],+(?![#0?,])")
"""Digits that fill a cell, and a comma at the end, which shows thousands."""
_OWN_DIGITS = re.compile(r'"[^"]*[0-9][^"]*"|\\[0-9]')
_SPAN = re.compile(r"\[h+\]", re.IGNORECASE)
_MARK = "\x00"
_GENERAL_DECIMALS = 11
"""What `General` prints at most, in a column that is wide enough."""
_LEAST, _MOST = Decimal("0.0001"), Decimal(10) ** 11
"""Between these, `General` writes no powers of ten."""
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (cells have no zone)
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


def shown_text(value: int | float | dt.datetime, code: str) -> str | None:
    """Return what a cell with a number format of its own shows, as far as it is no plain number or date: a
    date without its year or day as what is left of it, a time of day. None for what is not foretold."""
    if not isinstance(value, dt.datetime):
        texts = number_texts(value, code)
        return texts[0] if texts and len(texts) == 1 else None
    bare = _IGNORED.sub("", _QUOTED.sub("", code)).casefold()
    if _SPAN.search(bare):
        hours, seconds = divmod(round((value - _EPOCH).total_seconds()), 3600)
        return f"{hours}:{seconds // 60:02}"
    if "h" in bare and not set(bare) & set("dyb"):
        return f"{value:%H:%M}".removeprefix("0")
    with suppress(ValueError):
        day = parse_date(value)
        if not set(bare) & set("yb"):
            return format_date(day, "short").rpartition(" ")[0] if "d" in bare else None
        return format_date(day, "short") if "d" in bare else format_month(Month.of(day), "short")
    return None


def shown_otherwise(value: float, code: str) -> str | None:
    """Return what a cell shows instead of its number, which its format scales, hides or writes digits of its
    own beside; None where it shows that number, and where nobody foretells what it shows."""
    texts = number_texts(value, code)
    if _FALSE.search(code) or (texts is None and _OWN_DIGITS.search(code)):
        return texts[0] if texts and not _FALSE.search(code) else code
    if texts is None:
        return None
    numbers = [Decimal(number) for number in re.findall(r"[0-9]+(?:\.[0-9]+)?", texts[0].replace(",", ""))]
    meant = abs(Decimal(repr(value))) * 100 ** min(_QUOTED.sub("", code).count("%"), 9)
    if not meant and not numbers:  # a dash, say
        return None
    same = len(numbers) == 1 and abs(numbers[0] - meant) * 2 <= Decimal(1).scaleb(
        cast(int, numbers[0].as_tuple().exponent)
    )
    return None if same else texts[0]


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
    if _PLACES.fullmatch(part) and not re.search(r"[\[\]?@%a-zA-Zก-๙/.,]", part):
        return _placed(f"{_rounded(amount, 0):f}", part)
    digits = _DIGITS.search(part)
    before, after = (part, "") if digits is None else (part[: digits.start()], part[digits.end() :])
    # Dates, fractions and conditions are computed: of them nothing is foretold.
    if re.search(r"[\[\]#0?@a-zA-Zก-๙/]", before + after):
        return None
    if digits is None:
        return part
    decimals, whole = digits[1] or "", digits[0].partition(".")[0]
    shown = _rounded(amount * 100 ** (before + after).count("%"), len(decimals))
    text, point, rest = (f"{shown:,f}" if "," in whole else f"{shown:f}").partition(".")
    least = whole.count("0")
    text = ("" if text == "0" else text) if not least else text.zfill(least)
    optional = rest[len(decimals.rstrip("#")) :].rstrip("0")
    return before + text + point + rest[: len(decimals.rstrip("#"))] + optional + after


def _placed(digits: str, part: str) -> str:
    """Show a whole number digit by digit in the places of a format; a first place takes all that is left."""
    shown, left = "", "" if digits == "0" else digits
    first = min(part.find(mark) for mark in "#0" if mark in part)
    for at in range(len(part) - 1, -1, -1):
        mark = part[at]
        if mark not in "#0":
            shown = mark + shown
        elif left:
            shown = (left if at == first else left[-1]) + shown
            left = "" if at == first else left[:-1]
        elif mark == "0":
            shown = "0" + shown
    return shown


def _rounded(amount: Decimal, decimals: int) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT)
