"""Fonts of this machine: which of those that a document names are missing, and what stands in for them.

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
    """One warning for all fonts named that this machine lacks, with those that will stand in for them
    (font-missing); and one where a font that draws Arabic digits as Thai ones is among them, as its
    stand-in will not (font-digits)."""
    missing = [each for each in sorted(set(named)) if not is_installed(each)]
    if not missing:
        return ()
    instead = dict.fromkeys(filter(None, map(stand_in, missing)))
    digits = [each for each in missing if _DRAWS_THAI_DIGITS in each]
    return (
        Finding("font-missing", found=", ".join(missing), expected=", ".join(instead)),
        *(Finding("font-digits", found=each) for each in digits[:1]),
    )


def is_installed(family: str) -> bool:
    """Whether this machine has a font, by its family name in any case."""
    wanted = _plain(family)
    return any(
        each.startswith(wanted) and _STYLES.fullmatch(each, len(wanted)) is not None for each in _faces()
    )


def stand_in(family: str) -> str:
    """The font that Thai text is drawn with where `family` is missing; blank where not known."""
    escaped = re.sub(r"([\\:,=-])", r"\\\1", family)
    return _ask("fc-match", "--format=%{family[0]}", f":family={escaped}:lang=th").strip()


@cache
def _faces() -> frozenset[str]:
    """The names of all faces or families of this machine, without blanks, in small letters."""
    names: Iterable[str]
    if sys.platform == "win32":
        names = _registered()
    elif listed := _ask("fc-list", "--format=%{family}\n"):
        names = (each for line in listed.splitlines() for each in line.split(","))
    else:
        names = _file_names(map(Path, _FOLDERS.get(sys.platform, ())))
    return frozenset(map(_plain, names))


def _plain(name: str) -> str:
    """A name as it is compared: blanks, hyphens and case do not count, nor does what follows a bracket."""
    return "".join(each for each in re.split(r"[(\[]", name)[0].casefold() if each.isalnum())


def _ask(program: str, *arguments: str) -> str:
    """What a program of fontconfig answers; blank where there is none."""
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


def _file_names(folders: Iterable[Path]) -> Iterator[str]:
    for folder in folders:
        for path in folder.expanduser().rglob("*"):
            if path.suffix.casefold() in _FILES:
                yield path.stem


def _registered() -> Iterator[str]:
    """The fonts that Windows lists for everybody and for this user: "Cordia New & CordiaUPC (TrueType)"."""
    if sys.platform != "win32":
        return
    import winreg

    for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
        with suppress(FileNotFoundError), winreg.OpenKey(root, _REGISTRY) as key:
            for index in range(winreg.QueryInfoKey(key)[1]):
                yield from winreg.EnumValue(key, index)[0].split("&")
