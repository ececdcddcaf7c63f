"""Workbooks of earlier distributions that lie in the outbox and are of no use any more."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Container, Iterator
from pathlib import Path

from toolkit.intake.archive import issued_plans
from toolkit.model.finding import Finding
from toolkit.model.plan import Division, Plan
from toolkit.office.folder import Office
from toolkit.workbook.division.book import division_filename


def put_away(
    office: Office, plan: Plan, made: Collection[Path], left: Collection[Division], issued: Container[str]
) -> Iterator[Finding]:
    """Remove workbooks that stand under a division's earlier name, or whose division gets none now.

    `made` are the workbooks of this distribution, `left` the divisions that it did not ask about, whose
    workbooks stay. Only a file as issued, its sha256 in `issued`, is removed; one that somebody edited, or
    that cannot be removed, stays and is told.
    """
    kept = {path.name.casefold() for path in made}
    kept |= {division_filename(each, plan.fiscal_year).casefold() for each in left}
    others = [path for path in office.outbox.glob("*.xlsx") if path.name.casefold() not in kept]
    if not others:
        return
    codes = {each.division_code for each in left}
    names = {
        division_filename(each, earlier.fiscal_year).casefold()
        for earlier in (plan, *issued_plans(office)[0])
        for each in earlier.divisions
        if each.division_code not in codes
    }
    for path in sorted(others):
        if path.name.casefold() in names:
            yield Finding("outbox-removed" if _removed(path, issued) else "outbox-unused", found=path.name)


def _removed(path: Path, issued: Container[str]) -> bool:
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() not in issued:
            return False
        path.unlink()
    except OSError:  # open in another program, or write-protected
        return False
    return True
