"""ita-toolkit: measure plans, monthly follow-up and ITA reports for Thai public offices.

An office folder holds ordinary Excel workbooks; this package validates them, rolls up what the
divisions send, computes completion and fills the reports. The `ita` command is a thin layer over it:
everything that a command can do is one call of a name below. Names load what they need when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.example.demo import play_demo
    from toolkit.excel.engine import find_engines
    from toolkit.excel.install_macros import install_macros
    from toolkit.excel.installed import installed
    from toolkit.importer.import_document import import_document
    from toolkit.intake.check import check_office
    from toolkit.intake.plan_file import check_plan_file
    from toolkit.intake.verify import verify
    from toolkit.office.folder import OfficeFolder as Office
    from toolkit.planning.distribution import distribute_workbooks
    from toolkit.planning.new_office import new_office, next_year
    from toolkit.printing.export import export_files
    from toolkit.publish.publish import publish as publish_site
    from toolkit.report.write import write_report
    from toolkit.rollup.roll_up import roll_up, status_of
    from toolkit.rollup.write import write_roll_up
    from toolkit.scale.consolidate import consolidate

from toolkit.version import __version__

_WHERE = {
    "Office": "toolkit.office.folder:OfficeFolder",
    "check_office": "toolkit.intake.check",
    "check_plan_file": "toolkit.intake.plan_file",
    "consolidate": "toolkit.scale.consolidate",
    "distribute_workbooks": "toolkit.planning.distribution",
    "export_files": "toolkit.printing.export",
    "find_engines": "toolkit.excel.engine",
    "import_document": "toolkit.importer.import_document",
    "install_macros": "toolkit.excel.install_macros",
    "installed": "toolkit.excel.installed",
    "new_office": "toolkit.planning.new_office",
    "next_year": "toolkit.planning.new_office",
    "play_demo": "toolkit.example.demo",
    "publish_site": "toolkit.publish.publish:publish",
    "roll_up": "toolkit.rollup.roll_up",
    "status_of": "toolkit.rollup.roll_up",
    "verify": "toolkit.intake.verify",
    "write_roll_up": "toolkit.rollup.write",
    "write_report": "toolkit.report.write",
}
"""The module of each name, and what it is called there where that is a folder of the package."""

__all__ = [
    "Office",
    "__version__",
    "check_office",
    "check_plan_file",
    "consolidate",
    "distribute_workbooks",
    "export_files",
    "find_engines",
    "import_document",
    "install_macros",
    "installed",
    "new_office",
    "next_year",
    "play_demo",
    "publish_site",
    "roll_up",
    "status_of",
    "verify",
    "write_report",
    "write_roll_up",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, called = _WHERE[name].partition(":")
    return getattr(importlib.import_module(module), called or name)
