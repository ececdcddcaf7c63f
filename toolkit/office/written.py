"""Files that the toolkit makes again and again, and that people may edit in between: their work is kept.

A file is ours to replace when it holds what we wrote, which is known by its hash. Anything else is somebody's
work: it is kept beside the new one, under its own hash, so that the same work is never kept twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from pathlib import Path

from toolkit.model.finding import Finding
from toolkit.office.folder import Office
from toolkit.office.writing import write_atomic


def keep_changed(path: Path, data: bytes, own: Container[str]) -> Path | None:
    """Keep what somebody made of a file that is about to be replaced by `data`; gives the copy's path.

    None where there is nothing to keep: no file, these very bytes, or a sha256 in `own`. Raises UserError
    where the copy cannot be written.
    """
    if not path.exists():
        return None
    there = path.read_bytes()
    digest = hashlib.sha256(there).hexdigest()
    if there == data or digest in own:
        return None
    kept = path.with_name(f"{path.stem} (แก้ไข {digest[:8]}){path.suffix}")
    write_atomic(kept, there)
    return kept


def write_reports(office: Office, files: Mapping[Path, bytes]) -> tuple[Finding, ...]:
    """Write files to `reports/`; those that somebody edited are kept, and named in the findings.

    What we wrote there is remembered in `archive/.written`, one sha256 a line; without that list a file
    counts as edited. The caller holds the lock. Raises UserError where something cannot be written.
    """
    record = office.archive / ".written"
    own = set(record.read_text(encoding="ascii").split()) if record.exists() else set()
    new = own | {hashlib.sha256(data).hexdigest() for data in files.values()}
    # First of all: a run that is cut off below has written nothing that it does not know afterwards.
    write_atomic(record, "".join(f"{each}\n" for each in sorted(new)).encode())
    findings = []
    for path, data in files.items():
        kept = keep_changed(path, data, own)
        if kept:
            findings.append(Finding("report-kept", found=path.name, expected=kept.name))
        write_atomic(path, data)
    return tuple(findings)
