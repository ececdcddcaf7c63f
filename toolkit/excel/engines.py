"""The engines of this machine, the best first."""

from __future__ import annotations

from toolkit.excel.engine import find_excel
from toolkit.model.finding import Finding, UserError
from toolkit.printing.engine import Engine, EngineName
from toolkit.printing.libreoffice import find_libreoffice

_TITLES = {"excel": "Excel", "libreoffice": "LibreOffice"}


def find_engines(wanted: EngineName | None = None) -> tuple[Engine, ...]:
    """Excel, which prints workbooks as people see them, before LibreOffice, which prints memos too.

    With `wanted` that one alone. Raises UserError (engine-missing) where there is none.
    """
    finders = {"excel": find_excel, "libreoffice": find_libreoffice}
    names = (wanted,) if wanted else tuple(finders)
    found = tuple(engine for name in names if (engine := finders[name]()))
    if not found:
        raise UserError(Finding("engine-missing", expected=" / ".join(_TITLES[each] for each in names)))
    return found
