"""ita-toolkit: measure plans, monthly follow-up and ITA reports for Thai public offices.

An office folder holds ordinary Excel workbooks; this package validates them, rolls up what the
divisions send, computes completion and fills the reports. The `ita` command is a thin layer over it:
`Office` has a method for each command that works on one office. Names load when they are first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from toolkit.version import __version__ as __version__

if TYPE_CHECKING:
    from toolkit.api import Office as Office
    from toolkit.example.demo import play_demo as play_demo
    from toolkit.excel.engine import find_engines as find_engines
    from toolkit.excel.install_macros import install_macros as install_macros
    from toolkit.excel.installed import installed as installed
    from toolkit.importer.import_document import import_document as import_document
    from toolkit.model.finding import UserError as UserError
    from toolkit.printing.export import export_files as export_files
    from toolkit.scale.consolidate import consolidate as consolidate

_MODULES = {
    "Office": "toolkit.api",
    "UserError": "toolkit.model.finding",
    "consolidate": "toolkit.scale.consolidate",
    "export_files": "toolkit.printing.export",
    "find_engines": "toolkit.excel.engine",
    "import_document": "toolkit.importer.import_document",
    "install_macros": "toolkit.excel.install_macros",
    "installed": "toolkit.excel.installed",
    "play_demo": "toolkit.example.demo",
}

__all__ = sorted((*_MODULES, "__version__"))


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_MODULES[name]), name)
