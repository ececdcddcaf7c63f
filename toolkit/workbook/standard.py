"""The standard workbooks in `workbooks/`, made anew by `python -m toolkit.workbook.standard`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from toolkit.workbook.bundled import CHECKOUT
from toolkit.workbook.templates.books import TEMPLATES


def _plan() -> bytes:
    from toolkit.workbook.plan.book import make_plan_workbook

    return make_plan_workbook()


STANDARD: Mapping[str, Callable[[], bytes]] = {
    "plan.xlsx": _plan,
    **{f"reports/{name}.xlsx": make for name, make in TEMPLATES.items()},
}
"""What each path below `workbooks/` is made by."""


def write_standard(folder: Path = CHECKOUT) -> tuple[Path, ...]:
    """Write every standard workbook below a folder; gives their paths."""
    written = []
    for name, make in STANDARD.items():
        path = folder.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(make())
        written.append(path)
    return tuple(written)


if __name__ == "__main__":
    write_standard()
