"""The pages of one office: the year, the inbox, the plan, the reports, the website and the ledger."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, send_file, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from toolkit.model.finding import Finding, UserError
from toolkit.model.month import BANGKOK, Month
from toolkit.office.writing import check_place, read_file, told_as_user_error, write_atomic
from toolkit.report.kinds import KINDS
from toolkit.thai.text import file_name
from toolkit.web.jobs import Job
from toolkit.xlsx.sheet_data import DEFAULT_LIMITS

if TYPE_CHECKING:
    from toolkit.api import Office
    from toolkit.web.app import FrontPage

Work = Callable[["Office", Job], dict[str, Any]]
office_pages = Blueprint("office", __name__, url_prefix="/office/<office_id>")

LARGEST_FILE = DEFAULT_LIMITS.file_bytes
_one_upload = threading.Lock()
# No program and no web page: what a division sent must not run by being opened.
_SHOWN = frozenset((".xlsx", ".xlsm", ".docx", ".pdf", ".csv", ".json", ".png", ".jpg", ".jpeg", ".txt"))


@office_pages.url_value_preprocessor
def find_office(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Look up the office of an address, once for all pages."""
    office_id = (values or {}).pop("office_id", "")
    office = front_page().offices.get(office_id)
    if office is None:
        abort(404)
    g.office, g.office_id = office, office_id


@office_pages.context_processor
def office_values() -> dict[str, Any]:
    """Return the values that the frame of every page needs."""
    from toolkit.intake.plan_file import plan_in_use

    office: Office = g.office
    names = {"office": office, "office_id": g.office_id, "folder_name": office.root.name}
    return names | {"in_use": plan_in_use(office)}


def front_page() -> FrontPage:
    """Return what this run of the server holds."""
    return current_app.extensions["front_page"]  # type: ignore[no-any-return]


def _address(page: str, **values: Any) -> str:
    return url_for(f"office.{page}", office_id=g.office_id, **values)


def start_job(title: str, template: str, work: Work) -> AnyResponse:
    """Start a job on this office whose result is shown by a template, and go to its page."""
    office = g.office
    job = front_page().jobs.start(title, office_values(), lambda job: (template, work(office, job)))
    return redirect(url_for("job", job_id=job.id))


def typed(name: str, parse: Callable[[str], Any], code: str) -> Any:
    """Return what stands in a field as `parse` reads it, None for a blank one. Raises UserError (`code`)."""
    text = request.values.get(name, "").strip()
    try:
        return parse(text) if text else None
    except ValueError as error:
        raise UserError(Finding(code, found=text)) from error


def _month() -> Month | None:
    return typed("month", Month.parse, "typed-month-unreadable")  # type: ignore[no-any-return]


PLAIN_JOBS: dict[str, tuple[str, str, Work]] = {
    "check": (
        "ตรวจไฟล์โดยยังไม่รับ",
        "checked.html",
        lambda office, job: {"checked": office.check(progress=job.progress)},
    ),
    "distribute": (
        "แจกแบบรายงานให้กอง",
        "distributed.html",
        lambda office, job: {"done": office.distribute(progress=job.progress)},
    ),
    "verify": ("ตรวจสอบทะเบียนรับ", "verified.html", lambda office, _job: {"done": office.verify()}),
}
"""Buttons that ask for nothing more, as `ita check`, `ita distribute` and `ita log --verify`."""
for _name, _job in PLAIN_JOBS.items():
    office_pages.add_url_rule(f"/{_name}", _name, partial(start_job, *_job), methods=["POST"])


@office_pages.get("/")
def year() -> str:
    """Show the year at a glance: figures, months by division, late work and the chasing text."""
    from toolkit.books.rollup_rows import late_rows

    checked = g.office.check_plan()
    if checked.plan is None:
        return plan()
    status = g.office.status(month=_month())
    late = late_rows(status.plan, status.figures, status.accepted.entries)
    return render_template(
        "year.html",
        status=status,
        late=[row for row in late if row.result.state in ("overdue", "behind")],
        months=checked.plan.months,
    )


@office_pages.post("/rollup")
def roll_up() -> AnyResponse:
    """Take in the inbox and compute a month, as `ita rollup`."""
    month = _month()

    def work(office: Office, job: Job) -> dict[str, Any]:
        from toolkit.intake.returned import returned_copies

        done = office.roll_up(month=month, progress=job.progress)
        return {"done": done, "returned": returned_copies(office), "month": month}

    return start_job("รับไฟล์และสรุปผล", "rolled_up.html", work)


@office_pages.get("/inbox")
def inbox() -> str:
    """Show the files of the inbox and of returned/, and the form to put files in."""
    files, returned = _files(g.office.inbox), _files(g.office.returned)
    return render_template("inbox.html", divisions=g.office.division_names(), files=files, returned=returned)


@office_pages.post("/inbox")
def upload() -> AnyResponse:
    """Put files into the inbox, below the folder of a division where one is named."""
    division = g.office.division_names().get(request.form.get("division", ""), "")
    folder = g.office.inbox / file_name(division)
    for file in request.files.getlist("files"):
        if file.filename:
            save_upload(file, folder)
    return redirect(_address("inbox"))


def save_upload(file: FileStorage, folder: Path) -> Path:
    """Write an uploaded file beside those that are there; return its path. Raises UserError.

    No two uploads meet in one file, whoever sends them and whatever the case of their names.
    """
    # Some browsers send the folders too.
    name = file_name((file.filename or "").replace("\\", "/").rpartition("/")[2]) or "file"
    # One byte more tells a file that is too large without reading all of it.
    data = file.stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise UserError(Finding("file-too-large", found=f"> {LARGEST_FILE // 1_000_000} MB", file=name))
    path, number = folder / name, 1
    with _one_upload, told_as_user_error(path):
        check_place(path)
        folder.mkdir(parents=True, exist_ok=True)
        there = {other.name.casefold(): other for other in folder.iterdir()}
        while other := there.get(path.name.casefold()):
            # The same file sent twice stays one.
            if read_file(other) == data:
                return other
            number += 1
            path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        write_atomic(path, data)
    return path


@office_pages.get("/plan")
def plan() -> str:
    """Show what is wrong with the plan, and the workbooks that were issued from it."""
    return render_template("plan.html", checked=g.office.check_plan(), outbox=_files(g.office.outbox))


@office_pages.get("/reports")
def reports() -> str:
    """Show the forms to make reports, and the files of reports/."""
    plan = g.office.check_plan().plan
    months = plan.months if plan else ()
    return render_template(
        "reports.html", kinds=KINDS.values(), months=months, files=_files(g.office.reports)
    )


@office_pages.post("/report")
def report() -> AnyResponse:
    """Fill a report and its memo, as `ita report`; first say what is missing before it can be signed."""
    from toolkit.thai.dates import parse_date

    kind: Any = request.form.get("kind", "")
    if kind not in KINDS:
        abort(404)
    month, number = _month(), request.form.get("number", "").strip() or None
    date, interim = typed("date", parse_date, "typed-date-unreadable"), bool(request.form.get("interim"))
    fields = {name: value for name, value in request.form.items() if name != "token"}

    def work(office: Office, _job: Job) -> dict[str, Any]:
        make = partial(office.report, kind, month=month, number=number, date=date, interim=interim)
        missing = () if "known" in fields else make(write=False).findings
        return {"missing": missing, "typed": fields | {"known": "1"}, "done": None if missing else make()}

    return start_job(KINDS[kind].th, "reported.html", work)


@office_pages.post("/pdf")
def pdf() -> AnyResponse:
    """Print a report or a memo to PDF, as `ita export`."""
    path = _inside(request.form.get("file", ""))

    def work(_office: Office, job: Job) -> dict[str, Any]:
        from toolkit.excel.engine import find_engines
        from toolkit.printing.export import prepare_export

        prepared = prepare_export([path], find_engines(None))
        return {"warnings": prepared.warnings, "done": prepared.run(job.progress)}

    return start_job("ทำ PDF", "printed.html", work)


@office_pages.get("/publish")
def website() -> str:
    """Show the form to make the pages, and the way to look at them."""
    made = (g.office.site / "index.html").is_file()
    page = max(g.office.site.glob("ita-*-plan.html"), default=None)
    # Pages that are made again without their address would lose what was filled in for the assessment.
    known = re.search(rb"(https?://[^\s<>\"&]+)/ita-\d+-plan\.html", (page and read_file(page)) or b"")
    return render_template("website.html", made=made, address=known[1].decode() if known else "")


@office_pages.post("/publish")
def publish() -> AnyResponse:
    """Make the pages and the open data, as `ita publish`."""
    from toolkit.excel.engine import engines_here
    from toolkit.publish.public_text import folder_address

    through: Any = request.form.get("through") or None
    base_url = typed("base_url", folder_address, "typed-address-unreadable") or ""

    def work(office: Office, _job: Job) -> dict[str, Any]:
        done = office.publish(through=through, base_url=base_url, engines=engines_here())
        return {"done": done, "through": through, "base_url": base_url}

    return start_job("ทำหน้าเว็บ", "published.html", work)


@office_pages.get("/site/", defaults={"name": "index.html"})
@office_pages.get("/site/<path:name>")
def site(name: str) -> AnyResponse:
    """Send a file of the published pages, as a visitor of the website gets it."""
    return send_file(_inside(name, g.office.site))


@office_pages.get("/log")
def log() -> str:
    """Show the ledger in words, newest first, as `ita log`."""
    return render_template("log.html", lines=g.office.events()[::-1], names=g.office.division_names())


def _files(folder: Path) -> list[dict[str, Any]]:
    """Return the files below a folder of the office, the newest first, without what cannot be opened."""
    from toolkit.intake.inbox import inbox_files

    files = [(path, path.stat().st_mtime) for path in inbox_files(folder) if path.is_file()]
    return [
        {
            "path": g.office.relative(path),
            "name": path.relative_to(folder).as_posix(),
            "time": dt.datetime.fromtimestamp(changed, BANGKOK),
            "printable": path.suffix.casefold() in (".xlsx", ".docx"),
        }
        for path, changed in sorted(files, key=lambda file: (-file[1], file[0].name))
    ]


def _inside(name: str, folder: Path | None = None) -> Path:
    """Return a file below a folder (default: the office's); whatever leads out of the folder is not found."""
    root: Path = (folder or g.office.root).resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        abort(404)
    return path


@office_pages.get("/file/<path:name>")
def download(name: str) -> AnyResponse:
    """Send a file of the office to keep; never shown by the browser, since divisions may send anything."""
    path = _inside(name)
    if path.suffix.casefold() not in _SHOWN:
        abort(404)
    return send_file(path, as_attachment=True, download_name=path.name)


@office_pages.post("/show")
def show() -> AnyResponse:
    """Open a file in its program (Excel, Word), or the folder that holds it, on this machine."""
    name = request.form.get("file", "")
    path = _inside(name) if name else g.office.root
    if path.is_file() and path.suffix.casefold() not in _SHOWN:
        abort(404)
    path = path if request.form.get("folder") is None else path.parent
    if sys.platform == "win32":
        os.startfile(path)
    else:
        program = "open" if sys.platform == "darwin" else "xdg-open"
        try:
            subprocess.Popen([program, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError as error:
            raise UserError(Finding("no-program-to-open", found=path.name)) from error
    return redirect(request.form.get("back") or _address("year"))
