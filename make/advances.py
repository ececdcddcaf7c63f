"""Makes `advances.json`, the glyph advances and line heights of the fonts that Thai offices name.

`python -m make.advances FILE …` with the font files of TH Sarabun New, TH SarabunPSK, TH SarabunIT๙, Laksaman
(Debian's fonts-thai-tlwg) and Sarabun, regular and bold; several files may make up one face, as those of
Sarabun in `toolkit/publish/assets` do. Needs fontTools and brotli, which the toolkit itself does not.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "toolkit" / "typeset" / "advances.json"
_FAMILY, _VERSION = 1, 5  # name records
_PRIVATE = range(0xE000, 0xF900)
_USE_TYPO, _BOLD, _ITALIC = 1 << 7, 1 << 5, 1 << 0  # bits of OS/2 fsSelection


def add_face(fonts: dict[str, dict[str, Any]], path: Path) -> None:
    """Add what measuring needs of a font file; characters of a second file of the same face join the first.

    `line` is what LibreOffice takes: hhea, or typo where the font asks for it; `windows` what Excel takes.
    """
    font: Any = import_module("fontTools.ttLib").TTFont(path)
    os2, hhea, names, em = font["OS/2"], font["hhea"], font["name"], font["head"].unitsPerEm
    if os2.fsSelection & _ITALIC:
        return
    typo = os2.fsSelection & _USE_TYPO
    line = (os2.sTypoAscender, -os2.sTypoDescender) if typo else (hhea.ascent, -hhea.descent)
    faces = fonts.setdefault(names.getDebugName(_FAMILY), {})
    face = faces.setdefault(
        "bold" if os2.fsSelection & _BOLD else "regular",
        {
            "version": names.getDebugName(_VERSION),
            "units_per_em": em,
            "line": line,
            "windows": (os2.usWinAscent, os2.usWinDescent),
            "advances": {},
        },
    )
    for code, glyph in font.getBestCmap().items():
        if code not in _PRIVATE and chr(code).isprintable():
            face["advances"].setdefault(code, font["hmtx"][glyph][0])


def _by_advance(advances: dict[int, int]) -> dict[str, str]:
    """Return advances as they are stored: each one's characters in hexadecimal digits."""
    codes: dict[int, list[str]] = defaultdict(list)
    for code, units in sorted(advances.items()):
        codes[units].append(f"{code:04X}")
    return {str(units): " ".join(listed) for units, listed in sorted(codes.items())}


def main() -> int:
    """Write the table; exit status 1, with a sentence, where fontTools or a font file is missing."""
    fonts: dict[str, dict[str, Any]] = {}
    try:
        for name in sorted(sys.argv[1:]):
            add_face(fonts, Path(name))
    except (ImportError, OSError) as error:
        sys.stderr.write(f"{error}: install fonttools and brotli (pip), name files that are there\n")
        return 1
    for faces in fonts.values():
        for face in faces.values():
            face["advances"] = _by_advance(face["advances"])
    table = {"made": "by python -m make.advances from the fonts' files; do not edit", "fonts": fonts}
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
