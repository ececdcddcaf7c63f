"""Fonts of this machine: which of the fonts that a document names are missing, and what stands in for them.

A program that lacks a font draws with another one and says nothing, and lines break elsewhere. On Linux and
wherever fontconfig is, its answer for Thai text is the font that LibreOffice draws Thai with [measured].
Windows and macOS do not tell beforehand.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from toolkit.model.finding import Finding
from toolkit.typeset.glyphs import STAND_IN

OFFICIAL_FONTS = ("TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙", "Sarabun", "Laksaman")
"""The fonts in which Thai offices write, and the free ones that stand in for them."""

_DRAWS_THAI_DIGITS = "IT๙"
_SECONDS = 20.0
_REGISTRY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"
_FILES = frozenset((".ttf", ".otf", ".ttc"))
_FOLDERS = {
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
}
_STYLES = re.compile("(regular|thin|extra|ultra|light|medium|semi|demi|bold|black|italic|oblique|it)*")


def missing_fonts(named: Iterable[str]) -> tuple[Finding, ...]:
    """Return a warning for the fonts that this machine lacks: those that their redrawing stands in for at a
    smaller size (font-redrawn), and others, with what will stand in for them (font-missing).

    One more (font-digits) where one of them draws Arabic digits as Thai ones, as its stand-in will not.
    """
    missing = [font for font in sorted(set(named)) if not is_installed(font)]
    redrawn = [font for font in missing if font in missing_official()]
    others = [font for font in missing if font not in redrawn]
    findings = []
    if redrawn:
        findings.append(Finding("font-redrawn", found=", ".join(redrawn), expected=STAND_IN))
    if others:
        instead = dict.fromkeys(filter(None, map(stand_in, others)))
        findings.append(Finding("font-missing", found=", ".join(others), expected=", ".join(instead)))
    digits = [font for font in missing if _DRAWS_THAI_DIGITS in font]
    return (*findings, *(Finding("font-digits", found=font) for font in digits[:1]))


def missing_official() -> frozenset[str]:
    """Return the fonts of offices that this machine lacks and has the redrawing for."""
    fonts = OFFICIAL_FONTS if is_installed(STAND_IN) else ()
    return frozenset(font for font in fonts if not is_installed(font))


def is_installed(family: str) -> bool:
    """Return whether this machine has a font, by its family name in any case."""
    wanted = _plain(family)
    return any(
        name.startswith(wanted) and _STYLES.fullmatch(name, len(wanted)) is not None for name in _faces()
    )


def stand_in(family: str) -> str:
    """Return the font that Thai text is drawn with where `family` is missing; "" where not known."""
    escaped = re.sub(r"([\\:,=-])", r"\\\1", family)
    return answer_of("fc-match", "--format=%{family[0]}", f":family={escaped}:lang=th").strip()


@cache
def _faces() -> frozenset[str]:
    """Return the plain names of all faces or families of this machine."""
    names: Iterable[str]
    if sys.platform == "win32":
        names = _registered()
    elif listed := answer_of("fc-list", "--format=%{family}\n"):
        names = (name for line in listed.splitlines() for name in line.split(","))
    else:
        folders = (Path(folder).expanduser() for folder in _FOLDERS.get(sys.platform, ()))
        files = (path for folder in folders for path in folder.rglob("*"))
        names = (path.stem for path in files if path.suffix.casefold() in _FILES)
    return frozenset(map(_plain, names))


def _plain(name: str) -> str:
    """Return a name as it is compared: blanks, hyphens and case do not count, nor what is in brackets."""
    return "".join(filter(str.isalnum, re.split(r"[(\[]", name)[0].casefold()))


def answer_of(program: str, *arguments: str) -> str:
    """Return what a program prints; "" where there is none, or where it does not answer."""
    path = shutil.which(program)
    if path is None:
        return ""
    try:
        done = subprocess.run(
            [path, *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired, ValueError):  # a NUL in a font's name
        return ""
    return done.stdout.decode("utf-8", "replace")


def _registered() -> Iterator[str]:
    """Yield the fonts that Windows lists for everybody and for this user, such as "Cordia New (TrueType)".

    Several fonts of one file stand in one entry: "Cordia New & CordiaUPC (TrueType)".
    """
    if sys.platform != "win32":
        return
    import winreg

    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        with suppress(FileNotFoundError), winreg.OpenKey(root, _REGISTRY) as key:
            for index in range(winreg.QueryInfoKey(key)[1]):
                yield from winreg.EnumValue(key, index)[0].split("&")
