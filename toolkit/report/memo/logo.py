"""The office's emblem for its memos: a picture file beside the plan, named on the sheet หน่วยงาน."""

from __future__ import annotations

from pathlib import PurePath

from toolkit.model.finding import Finding, UserError
from toolkit.model.photo import Picture
from toolkit.model.plan import Agency
from toolkit.office.folder import Office
from toolkit.report.pictures import prepare_picture
from toolkit.workbook.reader.strict import read_bytes
from toolkit.workbook.reading import RefusedError

LOGO_HEIGHT, LOGO_WIDTH = 1.5 / 2.54 * 72, 3 / 2.54 * 72
"""The place of the emblem in points: 1.5 cm high, at most twice as wide."""

_SHARPNESS = 3  # fine lines are printed at three times the dots of a photograph


def office_logo(office: Office, agency: Agency) -> Picture | Finding | None:
    """The emblem ready for print, None where the office names none, or why there is none to print.

    Only a file in the office folder itself is opened, or in a folder below it.
    """
    if not agency.logo.strip():
        return None
    name = PurePath(agency.logo.strip().replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in str(name):
        return Finding("logo-missing", found=agency.logo)
    try:
        data = read_bytes(office.root / name)
    except UserError:
        return Finding("logo-missing", found=agency.logo)
    except RefusedError:
        return Finding("logo-unreadable", found=agency.logo)
    picture = prepare_picture(data, LOGO_WIDTH * _SHARPNESS, LOGO_HEIGHT * _SHARPNESS)
    return picture if isinstance(picture, Picture) else Finding("logo-unreadable", found=agency.logo)
