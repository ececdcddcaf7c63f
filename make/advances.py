"""Makes `advances.json`, the table of glyph advances: `python -m make.advances`.

Needs fontTools (`pip install fonttools`), which the toolkit itself does not, and the font files of Debian's
package fonts-thai-tlwg. Laksaman is the free redrawing of TH Sarabun New, about one and a half times as
large at the same point size; what matters, the ratio of a text to the digits that columns are counted in,
is that of TH Sarabun New.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

FOLDER = Path("/usr/share/fonts/truetype/tlwg")
FONTS = {"regular": "Laksaman.ttf", "bold": "Laksaman-Bold.ttf"}
TABLE = Path(__file__).with_name("advances.json")
_FAMILY, _STYLE, _VERSION = 1, 2, 5  # name records
_PRIVATE = range(0xE000, 0xF900)


def describe(path: Path) -> dict[str, object]:
    """The facts of one font that measuring needs; `advances` maps an advance to its characters."""
    font: Any = import_module("fontTools.ttLib").TTFont(path)
    by_advance: dict[int, list[str]] = defaultdict(list)
    for code, glyph in sorted(font.getBestCmap().items()):
        if code not in _PRIVATE and chr(code).isprintable():
            by_advance[font["hmtx"][glyph][0]].append(f"{code:04X}")
    return {
        "family": font["name"].getDebugName(_FAMILY),
        "style": font["name"].getDebugName(_STYLE),
        "version": font["name"].getDebugName(_VERSION),
        "file": path.name,
        "units_per_em": font["head"].unitsPerEm,
        "ascent": font["OS/2"].sTypoAscender,
        "descent": -font["OS/2"].sTypoDescender,
        "advances": {str(each): " ".join(codes) for each, codes in sorted(by_advance.items())},
    }


def main() -> int:
    """Write the table; exit status 1, with a sentence, where fontTools or a font is missing."""
    try:
        fonts = {style: describe(FOLDER / name) for style, name in FONTS.items()}
    except (ImportError, FileNotFoundError) as error:
        sys.stderr.write(f"{error}: install fonttools (pip) and fonts-thai-tlwg (Debian)\n")
        return 1
    made = "by python -m make.advances from Debian's fonts-thai-tlwg; do not edit"
    table = {"made": made, "fonts": fonts}
    TABLE.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
