"""The site of an office: `site/`, static files that can be copied under any path of its website."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.model.finding import Finding, UserError
from toolkit.model.links import address_fault
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder
from toolkit.office.lock import locked
from toolkit.office.writing import check_place, read_file, sweep, told_as_user_error, write_atomic
from toolkit.printing.engine import Engine
from toolkit.publish.check_links import broken_links
from toolkit.publish.content import SiteContent, Through, default_through, last_month, site_content
from toolkit.publish.documents import find_documents
from toolkit.publish.filing import Filing
from toolkit.publish.open_data import data_json, data_package, data_tables
from toolkit.publish.pages import assets, make_pages
from toolkit.rules.plan_rules import facts_assumed
from toolkit.thai.dates import format_date

_UNSOUND = {"local": "evidence-local", "login": "evidence-login"}
"""What is said of an address that is not shown, by what is wrong with it."""
MANIFEST = "ita-files.txt"
"""The list of what was made, by which pages that are no longer made are removed."""


@dataclass(frozen=True, slots=True)
class Published:
    """The first page, how many files the site has and how many of them changed, and what is to be mended."""

    index: Path
    files: int
    changed: int
    findings: tuple[Finding, ...]


def publish(
    office: OfficeFolder,
    plan: Plan,
    as_of: dt.datetime,
    through: Through | None = None,
    *,
    base_url: str = "",
    check_links: bool = False,
    engines: Sequence[Engine] = (),
) -> Published:
    """Write the site; files that stay the same are left alone, those no longer made are removed.

    `through` says how far the results go (default: the last half year that has ended at as-of). Links are
    asked of the web only with `check_links`; `engines` print the reports that nobody has signed. What is in
    the way of a file is left alone and reported. Raises UserError where a file may not be written, or the
    list of them.
    """
    content = site_content(office, plan, through or default_through(plan, as_of), as_of)
    # Everything is made before anything is written: a fault leaves the site as it was.
    documents, unpublished = find_documents(office, plan, content.through, content.submitted, engines)
    tables = data_tables(content)
    files = {
        **make_pages(content, documents, tables, base_url),
        **{f"data/{table.path}": table.as_csv() for table in tables},
        "data/data.json": data_json(content, tables),
        "data/datapackage.json": data_package(content, tables),
        **{document.path: document.data for document in documents},
        **{photo.path: photo.data for page in content.measures for photo in page.photos},
        **assets(),
    }
    early: tuple[Finding, ...] = ()
    if content.day not in (None, chosen := last_month(plan, content.through).last_day):
        early = (Finding("publish-not-ended", expected=format_date(chosen, "full", "arabic")),)
    with locked(office):
        changed, blocked = _write(office.site, files)
    findings = (
        *blocked,
        *content.findings,
        *early,
        *_to_mend(content),
        *unpublished,
        *(() if base_url else (Finding("publish-address-unknown"),)),
        *(_broken(content) if check_links else ()),
    )
    return Published(office.site / "index.html", len(files), changed, tuple(dict.fromkeys(findings)))


def _to_mend(content: SiteContent) -> Iterator[Finding]:
    """Yield what the assessment would miss on the pages, and addresses that are not shown."""
    for part in (*content.plan_elements, *content.result_elements):
        if not part.there:
            lacking = f"มาตรการ {', '.join(part.lacking)}" if part.lacking else "ทั้งแผน"
            yield Finding("publish-element-missing", found=part.element.th, expected=lacking)
    filings = (content.plan_filing, content.result_filing)
    yield from _unconfirmed([filing for filing in filings if not filing.confirmed])
    for evidence in content.evidence:
        if not evidence.sound:
            code = _UNSOUND.get(address_fault(evidence.link) or "", "publish-link-malformed")
            yield evidence.finding(content.submitted, code)


def _unconfirmed(filings: Sequence[Filing]) -> tuple[Finding, ...]:
    """Return why codes of items are not sure: a year is not announced, or a code not confirmed."""
    # Where the first year is not announced, that the next is not either goes without saying.
    for filing in filings:
        if assumed := tuple(facts_assumed(filing.year)):
            return assumed
    return tuple(
        Finding("publish-item-unconfirmed", found=filing.code, expected=str(filing.year))
        for filing in filings
    )


def _broken(content: SiteContent) -> Iterator[Finding]:
    sound = [evidence for evidence in content.evidence if evidence.sound]
    reasons = broken_links(evidence.link for evidence in sound)
    for evidence in sound:
        if reason := reasons.get(evidence.link):
            told = ("publish-link-broken", reason) if reason.isdecimal() else (reason,)
            yield evidence.finding(content.submitted, *told)


def _write(site: Path, files: Mapping[str, bytes]) -> tuple[int, tuple[Finding, ...]]:
    """Write the files and the list of them; return how many changed, removed ones included, and what is in
    their way.

    The list is written first, with the names of before: whatever a run leaves that was cut off, the next one
    finds in it. What is withdrawn goes before anything new comes.
    """
    for own in (site, site / MANIFEST):
        if own.exists() and own.is_dir() != (own == site):
            raise UserError(Finding("publish-in-the-way", file=str(own)))
    check_place(site / MANIFEST)
    with told_as_user_error(site):
        site.mkdir(parents=True, exist_ok=True)
    sweep(site)
    # Only what an earlier run made may be removed or overwritten.
    listed = set(filter(None, (read_file(site / MANIFEST) or b"").decode("utf-8", "replace").split("\n")))
    blocked = {name: path for name in files if (path := _in_the_way(site, name, files[name], listed))}
    ours = files.keys() - blocked.keys()
    write_atomic(site / MANIFEST, _lines(ours | listed))
    # A figure that was withdrawn is gone before anything else can fail.
    changed = sum(_remove(site, name) for name in sorted(listed - files.keys()))
    changed += sum(write_atomic(site / name, files[name]) for name in sorted(ours))
    write_atomic(site / MANIFEST, _lines(ours))
    return changed, tuple(Finding("publish-in-the-way", file=path) for path in sorted(set(blocked.values())))


def _lines(names: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in sorted(names)).encode()


def _in_the_way(site: Path, name: str, data: bytes, listed: Container[str]) -> str:
    """Return what stands where a file of ours belongs and is not ours, by its path below the office; or "".

    A folder in a file's place, a file in a folder's, or a file that no earlier run made, with other content.
    """
    path = site / name
    for folder in path.relative_to(site).parents[:-1]:
        if (site / folder).exists() and not (site / folder).is_dir():
            return f"{site.name}/{folder.as_posix()}"
    # Where the list was lost, files with the very bytes that we write are known as ours again.
    if path.is_dir() or (name not in listed and path.is_file() and path.read_bytes() != data):
        return f"{site.name}/{name}"
    return ""


def _remove(site: Path, name: str) -> bool:
    """Remove one file of an earlier run; what lies outside the site, or is no plain file, is left alone."""
    path = site / name
    # The list may have been edited, or a folder of the site be a link to somewhere else.
    if not path.is_file() or not path.parent.resolve().is_relative_to(site.resolve()):
        return False
    with told_as_user_error(path):
        path.unlink()
    return True
