"""The front page as a Flask application: its pages show what commands show, its buttons do the same."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, abort, redirect, render_template, request, send_from_directory, url_for
from werkzeug.wrappers import Response as AnyResponse

from toolkit.api import Office
from toolkit.messages.catalogue import FindingText, Scope, describe, grouped
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import BANGKOK
from toolkit.office.writing import fault_of
from toolkit.thai.dates import format_moment, format_month
from toolkit.thai.labels import REPORT_LABELS, REPORT_SHORT, STATE_LABELS, format_percent
from toolkit.thai.text import file_name
from toolkit.version import __version__
from toolkit.web.guard import Guard
from toolkit.web.import_pages import import_pages
from toolkit.web.jobs import Job, Jobs
from toolkit.web.office_pages import LARGEST_FILE, office_pages

PUBLISHED_ASSETS = Path(__file__).parents[1] / "publish" / "assets"
LARGEST_UPLOAD = 4 * LARGEST_FILE
"""Bytes of one request."""
_REFUSED = "ทำรายการนี้ไม่ได้"
_FORBIDDEN = "หน้านี้เปิดได้จากคำสั่ง ita open หรือไอคอนเริ่มใช้งานเท่านั้น ให้เปิดใหม่จากที่นั่น\n"
_TOO_LARGE = f"ไฟล์รวมกันใหญ่เกิน {LARGEST_UPLOAD // 1_000_000} MB ให้ส่งทีละไฟล์"
_VERDICTS = {"accepted": "รับได้", "warned": "รับได้ มีข้อควรตรวจสอบ", "rejected": "ต้องแก้ไข"}


class Offices:
    """Offices by an id that may stand in an address, so that no address holds a path of this machine."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._opened: dict[str, Office] = {}
        self._lock = threading.Lock()

    def open(self, path: Path) -> str:
        """Remember an office folder and return its id. Raises UserError where it has no plan.xlsx."""
        if not (plan := Office(path).plan).is_file():
            raise UserError(Finding("plan-missing", file=str(plan)))
        return self.remember(path)

    def remember(self, path: Path) -> str:
        """Return the id of a folder that has a plan or is to get one."""
        office = Office(path)
        office_id = hashlib.sha256(str(office.root).encode()).hexdigest()[:12]
        with self._lock:
            self._opened.setdefault(office_id, office)
        return office_id

    def get(self, office_id: str) -> Office | None:
        """Return an office by its id, None for one that is not known."""
        return self._opened.get(office_id)

    def listed(self) -> Iterator[tuple[str, Office]]:
        """Return every known office with its id, by folder name; the folder of offices is looked through."""
        if self.home.is_dir():
            for folder in self.home.iterdir():
                if (folder / "plan.xlsx").is_file():
                    self.open(folder)
        with self._lock:
            known = sorted(self._opened.items(), key=lambda item: (item[1].root.name, str(item[1].root)))
        yield from ((office_id, office) for office_id, office in known if office.plan.is_file())

    def new_path(self, name: str) -> Path:
        """Return the path of a new office. Raises UserError for a name that a folder cannot have."""
        bare = name.strip()
        if not bare or file_name(bare) != bare or not bare.isprintable():
            raise UserError(Finding("office-name-unusable", found=name))
        return self.home / bare


class FrontPage:
    """What one run of the server holds: the offices it knows, its jobs, and when it was last asked."""

    def __init__(self, home: Path, *, guard: Guard | None = None) -> None:
        self.offices = Offices(home)
        self.jobs = Jobs()
        self.guard = guard or Guard()
        self.last_request = dt.datetime.now(BANGKOK)
        self.stop: Callable[[], None] = lambda: None
        self.app = self._make()

    def _make(self) -> Flask:
        app = Flask(__name__)
        app.config["MAX_CONTENT_LENGTH"] = LARGEST_UPLOAD
        app.extensions["front_page"] = self
        app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
        app.jinja_env.filters |= {
            "percent": format_percent,
            "month": partial(format_month, style="full"),
            "short_month": format_month,
            "moment": lambda moment: format_moment(moment) if moment else "",
            "lines": _lines,
        }
        app.jinja_env.globals |= {
            "version": __version__,
            "state_labels": STATE_LABELS["th"],
            "report_labels": REPORT_LABELS["th"],
            "report_short": REPORT_SHORT,
            "verdict_labels": _VERDICTS,
        }
        app.before_request(self._note_request)
        # Before the pages: no view answers a request that the guard has not let through.
        self.guard.protect(app)
        app.register_blueprint(office_pages)
        app.register_blueprint(import_pages)
        app.add_url_rule("/", view_func=self.choose)
        # The style sheet and the letters of the published pages, which the front page shares.
        assets = partial(send_from_directory, PUBLISHED_ASSETS)
        app.add_url_rule("/assets/<path:path>", "assets", assets)
        app.add_url_rule("/new", view_func=self.new, methods=["POST"])
        app.add_url_rule("/open", view_func=self.open_folder, methods=["POST"])
        app.add_url_rule("/job/<job_id>", view_func=self.job)
        app.add_url_rule("/doctor", view_func=self.doctor)
        app.add_url_rule("/alive", view_func=self.alive)
        app.add_url_rule("/quit", view_func=self.quit, methods=["POST"])
        app.register_error_handler(UserError, lambda error: _say(_REFUSED, 409, error.finding))
        app.register_error_handler(OSError, lambda error: _say(_REFUSED, 409, fault_of(error)))
        app.register_error_handler(403, lambda _error: (_FORBIDDEN, 403))
        app.register_error_handler(404, lambda _error: _say("ไม่พบหน้านี้หรือไฟล์นี้", 404))
        app.register_error_handler(413, lambda _error: _say(_TOO_LARGE, 413))
        return app

    def _note_request(self) -> None:
        self.last_request = dt.datetime.now(BANGKOK)

    def choose(self) -> str:
        """Show the list of offices, and the forms to make one or to open a folder."""
        return render_template("choose.html", offices=list(self.offices.listed()), home=self.offices.home)

    def new(self) -> AnyResponse | str:
        """Make an office, as `ita new`: blank, with the worked example, or with last year's plan.

        Or play half a year of the worked example in it, as `ita demo`.
        """
        path = self.offices.new_path(request.form.get("name", ""))
        old = self.offices.get(request.form.get("old", ""))
        example = request.form.get("example") or None
        if old is None and example == "demo":
            job = self.jobs.start("สร้างหน่วยงานตัวอย่าง", {}, lambda job: ("played.html", self._play(path, job)))
            return redirect(url_for("job", job_id=job.id))
        if old is None:
            Office.new(path, example=example)
            return redirect(url_for("office.year", office_id=self.offices.open(path)))
        made = old.carry_over(path)
        office = {"office": made.office, "office_id": self.offices.open(path), "folder_name": path.name}
        return render_template("carried.html", **office, findings=_lines(made.findings))

    def _play(self, path: Path, job: Job) -> dict[str, Any]:
        """Play half a year of the worked example; return what its page shows."""
        from toolkit.example.demo import play_demo

        figures = play_demo(path, progress=job.progress).roll_up.figures
        office = {"office": Office(path), "office_id": self.offices.open(path), "folder_name": path.name}
        return office | {"figures": figures}

    def open_folder(self) -> AnyResponse:
        """Open an office folder by its path."""
        # "Copy as path" of Windows puts the path between quotation marks.
        office_id = self.offices.open(Path(request.form.get("path", "").strip().strip('"')).expanduser())
        return redirect(url_for("office.year", office_id=office_id))

    def job(self, job_id: str) -> str | tuple[str, int]:
        """Show how far a job is, or what came of it."""
        job = self.jobs.get(job_id)
        if job is None:
            abort(404)
        if not job.finished.is_set():
            return render_template("job.html", job=job, **job.frame)
        if job.error is not None:
            return _say(job.title, 200, job.error.finding, **job.frame)
        template, values = job.result or ("crash.html", {})
        return render_template(template, **{"job": job} | job.frame | values)

    def doctor(self) -> str:
        """Show what is installed, as `ita doctor`."""
        from toolkit.excel.installed import installed
        from toolkit.office.folder import OfficeFolder

        return render_template("doctor.html", machine=installed(OfficeFolder(self.offices.home)))

    def alive(self) -> str:
        """Give the answer by which a second start knows that the first is still there."""
        return "ita"

    def quit(self) -> str:
        """End the server once this answer is out."""
        page = render_template("bye.html")
        self.stop()
        return page


_CLICKS = {
    "สั่ง ita distribute": "กดปุ่ม “แจกแบบรายงานให้ทุกกอง” ในหน้า แผน",
    "ด้วยคำสั่ง ita distribute": "ด้วยปุ่ม “แจกแบบรายงานให้ทุกกอง” ในหน้า แผน",
    "สั่ง ita rollup": "กดปุ่ม “รับไฟล์และสรุปผล” ในหน้า รับไฟล์จากกอง",
    "สั่ง ita log --verify": "กดปุ่มตรวจในหน้า ทะเบียนรับ",
    "ตรวจใน ita log": "ตรวจในหน้า ทะเบียนรับ",
    "สั่ง ita check": "เปิดหน้า แผน",
    "ด้วย ita report": "ในหน้า รายงาน",
    "พร้อมระบุ --base-url ตามด้วยที่อยู่ของโฟลเดอร์บนเว็บไซต์": "โดยพิมพ์ที่อยู่ของโฟลเดอร์บนเว็บไซต์ในหน้า เว็บไซต์",
    "ให้สั่งด้วย --interim": "ให้เลือก ทำฉบับระหว่างงวด",
    "หรือสร้างใหม่ด้วยคำสั่ง ita new": "หรือสร้างใหม่ในหน้า เลือกหน่วยงาน",
}
"""What advice says to type, and where the same is pressed here."""


def in_clicks(advice: str) -> str:
    """Return an advice in the words of these pages: buttons for commands; what has no button stays typed."""
    for typed, pressed in _CLICKS.items():
        advice = advice.replace(typed, pressed)
    return advice


def _words(finding: Finding, scope: Scope) -> FindingText:
    words = describe(finding, "th", scope)
    return replace(words, advice=in_clicks(words.advice))


def _lines(findings: Iterable[Finding]) -> list[tuple[str, FindingText]]:
    """Return each finding's file beside its words, equal ones of a sheet together."""
    return [(finding.file, _words(finding, "sheet")) for finding in grouped(findings)]


def _say(title: str, code: int, *findings: Finding, **frame: Any) -> tuple[str, int]:
    """Return the page for what cannot be done, in words that say what to mend."""
    words = [("", _words(finding, "file")) for finding in findings]
    return render_template("message.html", title=title, findings=words, **frame), code
