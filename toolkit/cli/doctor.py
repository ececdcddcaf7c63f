"""`ita doctor`: what is installed, and what each missing thing costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.cli.app import _
from toolkit.cli.options import JSON, OFFICE, command
from toolkit.cli.show import say, say_json
from toolkit.office.folder import OfficeFolder

if TYPE_CHECKING:
    from toolkit.excel.installed import InstalledPart


@command(
    "doctor",
    "See what is installed, and what each missing thing costs.\n\nNothing is changed.",
    OFFICE,
    JSON,
)
def doctor(office: OfficeFolder, as_json: bool) -> None:
    from toolkit.excel.installed import installed

    parts = installed(office)
    if as_json:
        say_json({"parts": [_json(part) for part in parts]})
        return
    for part in parts:
        title = f"{_titles()[part.id]}: {_found(part)}"
        if part.found:
            say(f"{click.style('✓', fg='green')} {title}")
        else:
            say(f"{click.style('–', fg='yellow')} {title}\n   {_cost(part)}")


def _titles() -> dict[str, str]:
    return {
        "python": "Python",
        "excel": "Microsoft Excel",
        "xlwings": _("Connection to Excel"),
        "libreoffice": "LibreOffice",
        "fonts": _("Thai fonts"),
        "dask": "Dask",
        "office": _("Office folder"),
        "terminal": _("Terminal"),
    }


def _found(part: InstalledPart) -> str:
    if part.found:
        return part.detail or _("installed")
    return {
        "office": _("{folder} cannot be written"),
        "terminal": _("shows {encoding}"),
    }.get(part.id, _("not found")).format(folder=part.detail, encoding=part.detail)


def _cost(part: InstalledPart) -> str:
    """Return what is lost without a part, and how to get it: one sentence."""
    from toolkit.excel.installed import is_bundle

    if part.id == "dask" and is_bundle():
        return _(
            "Many offices are put together on a machine with Python, with the toolkit and its extra [scale]."
        )
    # Nobody can say which font stands in.
    if part.id == "fonts" and not part.detail:
        return _("PDFs are printed in another font; install TH Sarabun New, which is free.")
    return {
        "python": "",
        "excel": _(
            "PDFs are made with LibreOffice instead, and the Excel buttons do not work; "
            "on Windows or macOS install Microsoft Excel."
        ),
        "xlwings": _(
            "PDFs are made with LibreOffice instead; to use Excel for them, install the whole toolkit again."
        ),
        "libreoffice": _(
            "Memos, and workbooks where there is no Excel, cannot be made into PDF; "
            "install LibreOffice, which is free."
        ),
        "fonts": _(
            "PDFs are printed in {font} instead, and lines may break elsewhere; "
            "install TH Sarabun New, which is free."
        ),
        "dask": _(
            "Many offices cannot be put together; in the folder of the toolkit type: "
            ".venv/bin/pip install --editable .[scale]"
        ),
        "office": _("Nothing can be made there; choose another folder, or ask for the right to write."),
        "terminal": _(
            "Thai letters may not be readable on the screen, but files are not touched; "
            "choose UTF-8 in the terminal's settings."
        ),
    }[part.id].format(font=part.detail)


def _json(part: InstalledPart) -> dict[str, object]:
    cost = "" if part.found else _cost(part)
    return {"part": part.id, "found": part.found, "detail": part.detail, "cost": cost}
