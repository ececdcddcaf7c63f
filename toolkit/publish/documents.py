"""The documents to download: reports as workbooks without internal data, and as PDF, the signed one first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.model.finding import Finding
from toolkit.model.plan import Plan
from toolkit.office.folder import Office
from toolkit.publish.content import Through
from toolkit.publish.public_text import public
from toolkit.report.kinds import KINDS, ReportKind
from toolkit.thai.words import STATUS_LABELS
from toolkit.workbook.clean_copy import clean_copy
from toolkit.workbook.reading import RefusedError
from toolkit.workbook.templates.pages import MEMO_SHEET

_UP_TO: dict[Through, tuple[ReportKind, ...]] = {
    "plan": ("plan",),
    "six-month": ("plan", "six-month"),
    "annual": ("plan", "six-month", "annual"),
}
_LARGEST_PDF = 50_000_000
_PERCENT_DONE = re.compile(rf" ?{STATUS_LABELS['in_progress']} \(ร้อยละ [0-9๐-๙.]+\)")
"""How a report words a step that is not finished."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file to download; `path` is its place on the site, `kind` "Excel" or "PDF"."""

    path: str
    title: str
    kind: str
    data: bytes = field(repr=False)
    signed: bool = False

    @property
    def size(self) -> str:
        """The size as people read it."""
        return f"{max(1, round(len(self.data) / 1000)):,} KB"


def find_documents(
    office: Office, plan: Plan, through: Through
) -> tuple[tuple[Document, ...], tuple[Finding, ...]]:
    """The documents in `reports/` up to `through`, and what is missing or cannot be published.

    A PDF of the same name in `reports/signed/` takes the place of ours. Where progress is not public, the
    memo and what a result says in percent are left out of the workbooks, and only a signed PDF is published:
    what is in it the office has signed for everybody to read.
    """
    progress = plan.agency.publish_status
    documents: list[Document] = []
    findings: list[Finding] = []
    for kind in _UP_TO[through]:
        title = f"{KINDS[kind].th} ปีงบประมาณ พ.ศ. {plan.fiscal_year}"
        for ending in (".xlsx", ".pdf"):
            name = f"{kind}-{plan.fiscal_year}{ending}"
            signed = office.reports / "signed" / name
            is_pdf = ending == ".pdf"
            path = signed if is_pdf and (signed.is_file() or not progress) else office.reports / name
            if not path.is_file():
                missing = path.relative_to(office.reports).as_posix()
                findings.append(Finding("publish-document-missing", found=missing))
                continue
            data = _pdf(path) if is_pdf else _workbook(path, progress)
            if data is None:
                findings.append(Finding("publish-document-unreadable", file=office.relative(path)))
                continue
            shown = "PDF" if is_pdf else "Excel"
            documents.append(Document(f"downloads/{name}", title, shown, data, path == signed))
    return tuple(documents), tuple(findings)


def _workbook(path: Path, progress: bool) -> bytes | None:
    try:
        if progress:
            return clean_copy(path.read_bytes(), public)
        return clean_copy(path.read_bytes(), lambda text: _PERCENT_DONE.sub("", public(text)), (MEMO_SHEET,))
    except RefusedError:
        return None


def _pdf(path: Path) -> bytes | None:
    if path.stat().st_size > _LARGEST_PDF:
        return None
    data = path.read_bytes()
    return data if data.startswith(b"%PDF-") else None
