"""Thai text as people type it: digits, repairs, texts made comparable, names in dictionary order, and letters
that only look Thai."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from types import ModuleType
from typing import TypeVar

_T = TypeVar("_T")

_THAI_DIGIT = re.compile("[๐-๙]")
_ARABIC_DIGIT = re.compile("[0-9]")
# Of Windows, on every system: files are sent on to people who use it.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(?=\.|$)", re.IGNORECASE)


def to_arabic(text: str) -> str:
    """Write every Thai digit as an Arabic one; the rest of the text stays."""
    return _THAI_DIGIT.sub(lambda digit: str(int(digit[0])), text)


def file_name(text: str) -> str:
    """Return a text as a file's or folder's name on every system: CON -> CON_, a/b. -> a_b."""
    name = _FORBIDDEN.sub("_", text).strip().rstrip(". ")
    return _RESERVED.sub(r"\1_", name, count=1) if _RESERVED.match(name) else name


def cut_to_bytes(text: str, most: int) -> str:
    """Return a text that is too long for a file's name up to its last blank within `most` bytes: a letter of
    Thai takes three."""
    cut = text.encode()[:most].decode(errors="ignore")
    return text if cut == text else cut.rpartition(" ")[0].rstrip() or cut


def to_thai(text: str) -> str:
    """Write every Arabic digit as a Thai one; the rest of the text stays."""
    return _ARABIC_DIGIT.sub(lambda digit: chr(ord("๐") + int(digit[0])), text)


@cache
def pythainlp() -> ModuleType:
    """Import PyThaiNLP on first need (0.13 s), so that it neither fills the home folder nor downloads."""
    # The older name of the first switch; PyThaiNLP refuses both together.
    if "PYTHAINLP_READ_MODE" not in os.environ:
        os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    os.environ.setdefault("PYTHAINLP_OFFLINE", "1")
    import pythainlp.util

    return pythainlp


_VOWEL = "\u0e31\u0e34-\u0e3a\u0e47\u0e4d\u0e4e"  # above and below the line, with phinthu, nikhahit, yamakkan
_TONE = "\u0e48-\u0e4c"  # the four tone marks and thanthakhat
_AM = "\u0e33"
_NIKHAHIT = "\u0e4d"
_SARA_AA = "\u0e32"
_DOUBLE_SARA_E = "\u0e40\u0e40"

THAI_SHAPES: Mapping[int, str] = dict(
    zip(
        range(0xF700, 0xF71B),
        "ฐิีึื" + "่้๊๋์" * 2 + "ญ" + "ัํ็" + "่้๊๋์" + "ฺุู",
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
_PRIVATE = re.compile("[\uf000-\uf8ff]")


def symbol(code: int) -> str:
    """Return what a private character or one of a symbol font shows; a blank where that is not known."""
    return THAI_SHAPES.get(code) or _SYMBOLS.get(code & 0xFF, " ")


def show_private(text: str) -> str:
    """Return the text with private characters replaced by what they show."""
    return _PRIVATE.sub(lambda match: symbol(ord(match[0])), text)


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_ZERO_WIDTH = re.compile(r"[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANK_RUN = re.compile(r"[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_TAIL = re.compile(r" +(?=\n)")
_EMPTY_LINES = re.compile(r"\n{3,}")
# Only what can be a syllable is repaired: longer runs of marks are no typing fault, and would cost time.
_UPPER = "\u0e31\u0e34-\u0e3a\u0e47\u0e4e"  # the vowels without nikhahit
_MARK = f"[{_UPPER}{_TONE}]"
_BROKEN_AM = re.compile(
    f"(?<![{_TONE}])[{_TONE}]{{0,4}}{_NIKHAHIT}[{_TONE}]{{0,4}}{_SARA_AA}|(?<=[ก-ฮ]){_AM}[{_TONE}]{{1,4}}(?![{_TONE}])"
)
_TONE_BEFORE_VOWEL = re.compile(
    f"(?<!{_MARK})(?=[{_UPPER}]{{0,5}}[{_TONE}]{{1,5}}[{_UPPER}]){_MARK}{{2,6}}(?!{_MARK})"
)
_SAME_MARK = re.compile(f"([{_VOWEL}{_TONE}])\\1+")
_ODD_PAIR = re.compile(f"[{_VOWEL}{_TONE}{_AM}][{_VOWEL}{_TONE}](?<![{_VOWEL}][{_TONE}])")  # not vowel + tone


_SHORT = 200
"""The letters of the longest text of which many are remembered."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A repaired text and the ids of the repairs, in the order of `REPAIRS`; empty when nothing was wrong."""

    text: str
    repairs: tuple[str, ...]


def _remembered(function: Callable[[str], _T]) -> Callable[[str], _T]:
    """Cache a function of a text: a year's sheets repeat the same short texts; of long ones few are kept."""
    of_short, of_long = lru_cache(maxsize=4096)(function), lru_cache(maxsize=128)(function)

    @wraps(function)
    def cached(text: str) -> _T:
        return of_short(text) if len(text) <= _SHORT else of_long(text)

    return cached


@_remembered
def clean(text: str) -> Cleaned:
    """Repair what was mistyped or badly scanned, without changing what the text means.

    Line ends become LF, at most one empty line in a row stays, both ends are stripped. Clean text comes
    back as it is, and cleaning twice is cleaning once.
    """
    if _is_clean(text):
        return Cleaned(text, ())
    original, done, before = text, set[str](), None
    while text != before:  # one repair can uncover another
        before = text
        for repair, step in _STEPS.items():
            repaired = step(text)
            if repaired != text:
                done.add(repair)
                text = repaired
    repairs = () if text == original else tuple(repair for repair in REPAIRS if repair in done)
    return Cleaned(text, repairs)


def clean_text(text: str) -> str:
    """Return the repaired text alone (see `clean`)."""
    return clean(text).text


def _is_clean(text: str) -> bool:
    """Return whether no step would change the text; False may be a false alarm, True never is.

    `isprintable` is false for control, zero-width and odd blank characters, at a third of a regex's cost.
    """
    flat = text
    if "\n" in text:
        if " \n" in text or "\n\n\n" in text:
            return False
        flat = text.replace("\n", "")
    if not flat.isprintable() or "  " in text or text.strip() != text:
        return False
    if text.isascii():
        return True
    return (
        _DOUBLE_SARA_E not in text
        and _NIKHAHIT not in text
        and unicodedata.is_normalized("NFC", text)
        and _ODD_PAIR.search(text) is None
    )


def _reorder(match: re.Match[str]) -> str:
    reordered: str = pythainlp().util.reorder_vowels(match[0])
    return reordered


def _tidy_blanks(text: str) -> str:
    lines = _BLANK_RUN.sub(" ", _LINE_END.sub("\n", text))
    return _EMPTY_LINES.sub("\n\n", _LINE_TAIL.sub("", lines)).strip(" \n")


_STEPS: Mapping[str, Callable[[str], str]] = {
    "private": show_private,
    "control": lambda text: _CONTROL.sub("", text),
    "zero_width": lambda text: _ZERO_WIDTH.sub("", text),
    # NFC leaves tone marks that were typed before an upper vowel (ท่ี), whose place is behind it.
    "nfc": lambda text: _TONE_BEFORE_VOWEL.sub(_reorder, unicodedata.normalize("NFC", text)),
    "double_sara_e": lambda text: text.replace(_DOUBLE_SARA_E, "\u0e41"),
    "decomposed_am": lambda text: _BROKEN_AM.sub(_reorder, text),
    "doubled_mark": lambda text: _SAME_MARK.sub(r"\1", text),
    "blanks": _tidy_blanks,
}
REPAIRS: tuple[str, ...] = tuple(_STEPS)


@_remembered
def squash(text: str) -> str:
    """Return the text for comparing: repaired, without blanks, case-folded, with Arabic digits."""
    bare = clean_text("".join(text.split()))
    return unicodedata.normalize("NFC", (bare if bare.isascii() else to_arabic(bare)).casefold())


_LATE_MARKS = re.compile("[\u0e47-\u0e4e]")  # tone marks and the like, which dictionaries compare last
_LEADING = re.compile("([เ-ไ])([ก-ฮ])")  # a vowel that is written before its consonant and sorted behind it


def thai_order(names: Iterable[str]) -> Mapping[str, int]:
    """Return each name's place in order; names that differ in tone marks alone follow the order of letters.

    PyThaiNLP's `collate` puts the marks of a word before what follows it, so that "แก้วนิทานเหนือ" comes
    before "แก้วนิทาน"; here a name comes before those that begin with it.
    """
    ordered = sorted(set(names), key=lambda name: (_LEADING.sub(r"\2\1", _LATE_MARKS.sub("", name)), name))
    return {name: place for place, name in enumerate(ordered)}


def before_verb(name: str) -> str:
    """Return a name as the subject of a sentence: a verb keeps off an abbreviation ("สำนักปลัด อบต. ได้")."""
    ends_as_word = re.search("[ก-ฮะ-์]$", name)  # ฯ, a full stop or a bracket ends no word
    return name if ends_as_word else f"{name} "


_THAI_LETTERS = "\u0e01-\u0e4e"
_OTHER = f"(?:[^\\W\\d_{_THAI_LETTERS}]|[\u0900-\u0dff\u0e80-\u0eff])"
"""A letter that is not Thai, or a vowel or tone mark of a script next to Thai."""
_SUSPECT = re.compile(f"(?<=[{_THAI_LETTERS}]){_OTHER}|{_OTHER}(?=[{_THAI_LETTERS}])")
_BETWEEN_THAI = re.compile(f"(?<=[{_THAI_LETTERS}])[a-wyz](?=[{_THAI_LETTERS}])")
_OWN = re.compile("[\u0e00-\u0e7f -@\\s]*")
"""Thai letters, digits and common signs: nothing that could be a letter of another script."""
_MARKED_LATIN = re.compile("[A-Za-z][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_WRITTEN_TOGETHER = frozenset(("LATIN", "THAI", "MICRO", "MASCULINE", "FEMININE"))
"""Scripts whose letters stand beside Thai ones without a blank in good texts ("ระบบ e-GP", "รายงานITA")."""


def foreign_letter(text: str) -> str:
    """Return the first letter of a foreign script in a Thai word, with its neighbours; "" for none."""
    if _OWN.fullmatch(text):
        return ""
    for match in _SUSPECT.finditer(text):
        script = unicodedata.name(match[0], "").split(" ")[0]
        # A lone Latin "n" or "u" between Thai letters is a misread Thai one; "x" means "times".
        between = _BETWEEN_THAI.match(text, match.start())
        if script not in _WRITTEN_TOGETHER or between:
            return text[max(0, match.start() - 6) : match.end() + 6].strip()
    marked = _MARKED_LATIN.search(text)
    return text[max(0, marked.start() - 6) : marked.end() + 6].strip() if marked else ""
