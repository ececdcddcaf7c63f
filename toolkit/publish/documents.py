"""The documents to download: reports and signed PDFs, found in `reports/` and cleaned of internal things.

A PDF loses the names in its properties: who made it, on what, under which title. Nothing moves: the texts of
the information dictionary and of the XMP packet are written over with blanks of the same length, so that
every offset in the file stays true.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from toolkit.books.public_copy import clean_copy
from toolkit.model.finding import Finding
from toolkit.model.month import BANGKOK
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger, LedgerLine
from toolkit.office.writing import read_file
from toolkit.printing.engine import Engine, PrintDocument
from toolkit.printing.print_pdfs import PrintOutcome, print_pdfs
from toolkit.publish.content import Through
from toolkit.publish.public_text import find_links, public
from toolkit.report.endings import signature_rows
from toolkit.report.kinds import KINDS, ReportKind, in_numerals, numerals_of, template_label, with_numerals
from toolkit.report.submitted import Submitted
from toolkit.thai.dates import format_date
from toolkit.thai.words import STATUS_LABELS
from toolkit.typeset.line_breaks import WORD_JOINER
from toolkit.xlsx.sheet_data import RefusedError

_STRING = re.compile(
    rb"\((?!D:)(?P<plain>(?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)|(?<!<)<(?P<hex>[0-9A-Fa-f\s]*)>", re.DOTALL
)
"""A text in the information dictionary, dates left out."""
_INFO = re.compile(rb"/Info\s+(\d+)\s+(\d+)\s+R")
_PACKET = re.compile(rb"<\?xpacket begin.*?<\?xpacket end", re.DOTALL)
_XMP_TEXT = re.compile(
    rb"<(?!pdfaid:)[\w:.-]+(?:\s[^<>]*)?>(?P<text>[^<>]*[^<>\s][^<>]*)"
    rb"|\s(?!pdfaid|xmlns|rdf|x:)\w+:\w+=(?P<quote>[\"'])(?P<value>(?:(?!(?P=quote))[^<>])*)(?P=quote)"
)
"""What an element or an attribute of XMP says; which kind of PDF/A the file is stays."""


def without_properties(data: bytes) -> tuple[bytes, bool]:
    """Return the PDF with its properties blank, and whether any may be left in it.

    A file that is encrypted or bears a digital signature, which a changed byte would break, stays as it is;
    properties inside a compressed object are not found.
    """
    infos = set(_INFO.findall(data))
    described = re.search(rb"/Type\s*/Metadata", data) is not None
    if b"/ByteRange" in data or b"/Encrypt" in data:
        return data, bool(infos) or described
    # Metadata without a readable packet is compressed: it may hold names that are not found.
    hidden = described and not _PACKET.search(data)
    # A file that was saved in place holds several versions of an object: each is blanked.
    for number, generation in sorted(infos):
        info = re.compile(rb"(?<!\d)%s\s+%s\s+obj\b.*?endobj" % (number, generation), re.DOTALL)
        data, times = info.subn(lambda match: _STRING.sub(_blanked, match[0]), data)
        hidden = hidden or not times
    return _PACKET.sub(lambda match: _XMP_TEXT.sub(_blanked, match[0]), data), hidden


def _blanked(match: re.Match[bytes]) -> bytes:
    """Return what was found with its text written over."""
    start, end = (place - match.start() for place in match.span(match.lastgroup or 0))
    # In hexadecimal a blank is 20; an odd number of digits is cut to length.
    blanks = b"20" * (end - start) if match.lastgroup == "hex" else b" " * (end - start)
    return match[0][:start] + blanks[: end - start] + match[0][end:]


_UP_TO: dict[Through, tuple[ReportKind, ...]] = {
    "plan": ("plan",),
    "six-month": ("plan", "six-month"),
    "annual": ("plan", "six-month", "annual"),
}
MEMO_SHEET = "บันทึกข้อความ"
_OWN_DOCUMENT = "เอกสารของหน่วยงาน"
_LARGEST = 100_000_000  # bytes: a scan of hundreds of pages
_ROUNDS_DONE = "ดำเนินการแล้ว(?:ไม่เกิน)? [0-9๐-๙]+(?: ถึง [0-9๐-๙]+)? จาก [0-9๐-๙]+ รอบ"
# Only in the words that a report prints itself: any other percent may be of anything.
_PERCENT_DONE = re.compile(
    rf" ?(?:(?:{STATUS_LABELS['in_progress']} \(|\(คืบหน้า)ร้อยละ [0-9๐-๙.]+\)"
    rf"|(?:{STATUS_LABELS['in_progress']} )?\({_ROUNDS_DONE}\)|{_ROUNDS_DONE})"
)
"""How a report words a step that is not finished."""


@dataclass(frozen=True, slots=True)
class Download:
    """One file to download; `path` is its place on the site, `kind` "Excel" or "PDF", `made` the day of a
    PDF, which shows what was known then."""

    path: str
    title: str
    kind: str
    data: bytes = field(repr=False)
    signed: bool = False
    made: dt.date | None = None

    @property
    def size(self) -> str:
        """The size as people read it."""
        return f"{max(1, round(len(self.data) / 1000)):,} KB"


def find_documents(
    office: OfficeFolder, plan: Plan, through: Through, submitted: Submitted, engines: Sequence[Engine] = ()
) -> tuple[tuple[Download, ...], tuple[Finding, ...]]:
    """Return the documents in `reports/` up to `through`, and what is missing or cannot be published.

    Memos, signature blocks and the names in them never go out: workbooks are published without them. The PDF
    of a report is the signed one of the same name in `reports/signed/`, which the office has signed for
    everybody to read; where there is none, the published workbook is printed by the first of `engines` that
    can. Where progress is not public, what a result says in percent is left out as well.
    """
    finder = _Finder(office, plan, _cleaning(plan, submitted))
    for kind in _UP_TO[through]:
        for ending in (".xlsx", ".pdf"):
            finder.take(kind, ending)
    finder.print_unsigned(engines)
    return tuple(finder.documents), tuple(finder.findings)


class _Finder:
    def __init__(self, office: OfficeFolder, plan: Plan, clean: Callable[[str], str]) -> None:
        self._office = office
        self._plan = plan
        self._clean = clean
        self._ours = _files(office.reports)
        self._signed = _files(office.reports / "signed")
        lines = Ledger(office.ledger, keep=False).lines
        self._known = {kind: _known_since(lines, plan, kind) for kind in KINDS}
        self.documents: list[Download] = []
        self.findings: list[Finding] = []

    def take(self, kind: ReportKind, ending: str) -> None:
        """Take a kind of report in one format, under the name of each template that it may be filled from."""
        year = self._plan.fiscal_year
        names = {f"{template}-{year}{ending}": template for template in KINDS[kind].templates}
        paths = {name: self._path(name, kind) for name in names}
        made = any(name in self._ours or name.replace(".pdf", ".xlsx") in self._ours for name in names)
        if not any(paths.values()) and (made or ending == ".xlsx"):
            code = "publish-signed-missing" if ending == ".pdf" else "publish-document-missing"
            self.findings.append(Finding(code, found=next(iter(names))))
        for name, path in paths.items():
            if path is not None and (data := self._read(path)) is not None:
                title = f"{template_label(names[name], 'th')} ปีงบประมาณ พ.ศ. {year}"
                day = _made(path).date() if ending == ".pdf" else None
                self.documents.append(Download(f"downloads/{name}", title, *data, day))

    def print_unsigned(self, engines: Sequence[Engine]) -> None:
        """Add the PDF of each published workbook whose report has no signed copy."""
        signed = {document.path for document in self.documents if document.signed}
        unsigned = {
            document.path.replace(".xlsx", "-unsigned.pdf"): document
            for document in self.documents
            if document.kind == "Excel" and document.path.replace(".xlsx", ".pdf") not in signed
        }
        printed: dict[str, PrintOutcome | None] = {}
        for path, document in unsigned.items():
            # No two prints have the same bytes, so what shows the same stays as it is.
            same = read_file(self._office.site / document.path) == document.data
            printed[path] = read_file(self._office.site / path) if same else None
        wanted = [path for path, pdf in printed.items() if pdf is None]
        engine = next((engine for engine in engines if ".xlsx" in engine.suffixes), None)
        if wanted and engine is None:
            self.findings.append(Finding("publish-pdf-missing"))
        elif engine is not None:
            workbooks = [PrintDocument(unsigned[path].data, ".xlsx") for path in wanted]
            printed |= zip(wanted, print_pdfs(engine, workbooks), strict=True)
        for path, pdf in printed.items():
            if isinstance(pdf, Finding):
                self.findings.append(replace(pdf, file=f"{self._office.site.name}/{path}"))
            elif pdf is not None:
                place = self.documents.index(unsigned[path]) + 1
                pdf, _ = without_properties(pdf)
                self.documents.insert(place, Download(path, unsigned[path].title, "PDF", pdf))

    def _path(self, name: str, kind: ReportKind) -> Path | None:
        """Return the file of a document, None where there is none; note what speaks against a signed one."""
        signed, ours = self._signed.get(name), self._ours.get(name)
        if name.endswith(".xlsx"):
            return ours
        known = self._known[kind]
        if signed and known and (made := _made(signed)) < known:
            days = format_date(made, "short", "arabic"), format_date(known, "short", "arabic")
            file = self._office.relative(signed)
            self.findings.append(Finding("publish-signed-outdated", "", "", *days, file))
        # A report made anew after it was signed may say something else than what was signed.
        elif signed and ours and signed.stat().st_mtime < ours.stat().st_mtime:
            self.findings.append(Finding("publish-signed-older", file=self._office.relative(signed)))
        return signed

    def _read(self, path: Path) -> tuple[str, bytes, bool] | None:
        """Return what a document is, its published bytes and whether it is signed; None if unpublishable."""
        file = self._office.relative(path)
        size = path.stat().st_size
        if size > _LARGEST:
            found, most = (f"{count / 1_000_000:.0f}" for count in (size, _LARGEST))
            self.findings.append(Finding("publish-document-too-large", found=found, expected=most, file=file))
            return None
        try:
            data = path.read_bytes()
            if path.suffix.casefold() == ".xlsx":
                return "Excel", clean_copy(data, self._clean, (MEMO_SHEET,)), False
        except (OSError, RefusedError):
            data = b""
        if not data.startswith(b"%PDF-"):
            self.findings.append(Finding("publish-document-unreadable", file=file))
            return None
        clean, named = without_properties(data)
        if named:
            self.findings.append(Finding("publish-document-named", file=file))
        return "PDF", clean, path.parent.name == "signed"


def _known_since(lines: Sequence[LedgerLine], plan: Plan, kind: ReportKind) -> dt.datetime | None:
    """Return when the last of what a report rests on came in: of a plan when it was first distributed."""
    if kind == "plan":
        issued = (line for line in lines if line.event == "distributed" and line.plan_digest == plan.digest)
        return min((line.time for line in issued), default=None)
    last = plan.months[KINDS[kind].month or 0]
    taken = (line.time for line in lines if any(told.taken and told.month <= last for told in line.months))
    return max(taken, default=None)


def _made(path: Path) -> dt.datetime:
    return dt.datetime.fromtimestamp(path.stat().st_mtime, BANGKOK)


def _files(folder: Path) -> dict[str, Path]:
    """Return the files of a folder by their names in small letters."""
    # Not every system tells A from a: of two such names the first in order is taken, on all of them.
    paths = sorted(folder.iterdir(), reverse=True) if folder.is_dir() else []
    return {path.name.casefold(): path for path in paths if path.is_file()}


def _cleaning(plan: Plan, submitted: Submitted) -> Callable[[str], str]:
    """Return what cleans the texts of a workbook for the public: no signatures and names, no internal
    documents."""
    numerals = numerals_of(plan.agency)
    signed = {
        text
        for pair in in_numerals(signature_rows(plan.signatories), numerals)
        for signature in (pair.left, pair.right)
        for text in (signature.line, signature.name, signature.title)
    }
    # Names stand within sentences too, where no whole cell is a signature.
    people = (*(person.name for person in plan.signatories), *(own.officer for own in plan.measures))
    names = [with_numerals(name.strip(), numerals) for name in people if name.strip()]
    typed = (entry.evidence for history in submitted.entries.values() for entry in history.values())
    documents = {with_numerals(" ".join(evidence.split()), numerals): evidence for evidence in typed}

    def clean(text: str) -> str:
        bare = text.replace(WORD_JOINER, "")
        if bare in signed:
            return ""
        # An annex cites letters and notes by their numbers, which are for the office alone.
        if evidence := documents.get(bare, "").strip():
            return " ".join(link for link, sound in find_links(evidence) if sound) or _OWN_DOCUMENT
        for name in names:
            text = bare.replace(name, "").strip("\n") if name in bare else text
        return public(text) if plan.agency.publish_status else _PERCENT_DONE.sub("", public(text))

    return clean
