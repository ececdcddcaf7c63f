"""Write the reference again from what it describes: `make docs`.

Commands from their help, finding codes from the catalogue, workbook fields from the layout specification,
JSON keys from the schemas beside the pages, the library from its signatures; and the picture of the house.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from codes import codes_page
from commands import commands_page
from fields import fields_page
from house import house_svg
from json_keys import json_page
from library import library_page

DOCS = Path(__file__).parents[2] / "docs"


def pages() -> Mapping[str, str]:
    """Every generated file by its path below docs/."""
    return {
        "reference/commands.md": commands_page("en"),
        "reference/commands.th.md": commands_page("th"),
        "reference/codes.md": codes_page("en"),
        "reference/codes.th.md": codes_page("th"),
        "reference/fields.md": fields_page(),
        "reference/json.md": json_page(DOCS / "reference" / "schemas"),
        "reference/library.md": library_page(),
        "developers/house.svg": house_svg(),
    }


def main() -> None:
    """Write the pages into docs/, or below the folder given."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--to", type=Path, default=DOCS)
    folder = arguments.parse_args().to
    for name, text in pages().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
