"""What lies in `site/` already: files of others, an earlier run that was cut off, a place that is locked."""

from __future__ import annotations

import errno
import os
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from small_office import SmallOffice, moment

from toolkit.model.finding import UserError
from toolkit.office import lock
from toolkit.publish.publish import MANIFEST, Published, publish

pytestmark = pytest.mark.slow  # whole offices, several seconds in all

NOW = "2024-04-10 09:00"


def make(office: SmallOffice, *, progress: bool = False, at: str = NOW) -> Published:
    plan = replace(office.plan, agency=replace(office.plan.agency, publish_status=progress))
    return publish(office.office, plan, moment(at))


def in_the_way(done: Published) -> list[str]:
    return [finding.file for finding in done.findings if finding.code == "publish-in-the-way"]


def test_a_file_of_somebody_else_is_not_written_over(small_office: SmallOffice) -> None:
    site = small_office.office.site
    site.mkdir(exist_ok=True)
    (site / "index.html").write_text("หน้าเดิมของหน่วยงาน", "utf-8")
    done = make(small_office)
    assert in_the_way(done) == ["site/index.html"]
    assert (site / "index.html").read_text("utf-8") == "หน้าเดิมของหน่วยงาน"
    assert (site / "downloads.html").exists()  # the rest of the work is done
    assert in_the_way(make(small_office)) == ["site/index.html"]
    (site / "index.html").unlink()
    assert in_the_way(make(small_office)) == []
    assert in_the_way(make(small_office, progress=True)) == []  # now it is ours to change


@pytest.mark.parametrize("name", ["index.html", "measures/1.html", "data/plan.csv"])
def test_a_folder_where_a_page_belongs(small_office: SmallOffice, name: str) -> None:
    folder = small_office.office.site / name
    folder.mkdir(parents=True)
    (folder / "ของเรา.txt").write_text("own", "utf-8")
    assert in_the_way(make(small_office)) == [f"site/{name}"]
    assert (folder / "ของเรา.txt").exists()


def test_a_file_where_a_folder_belongs(small_office: SmallOffice) -> None:
    small_office.office.site.mkdir(exist_ok=True)
    (small_office.office.site / "measures").write_text("own", "utf-8")
    assert in_the_way(make(small_office)) == ["site/measures"]
    assert (small_office.office.site / "measures").read_text("utf-8") == "own"


@pytest.mark.parametrize("name", ["", MANIFEST])
def test_without_its_list_nothing_is_published(small_office: SmallOffice, name: str) -> None:
    """The site is a file, or its list is a folder."""
    site = small_office.office.site
    if name:
        (site / name).mkdir(parents=True)
    else:
        site.rmdir()
        site.write_text("own", "utf-8")
    with pytest.raises(UserError) as told:
        make(small_office)
    assert told.value.finding.code == "publish-in-the-way"


def test_what_a_run_left_that_was_cut_off_is_found(
    small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Progress that was written just before the power failed goes when it is withdrawn."""
    renamed, real = [], os.replace

    def cut_off(source: Path, target: Path) -> None:
        if Path(target).name == "index.html":
            raise KeyboardInterrupt
        renamed.append(target)
        real(source, target)

    monkeypatch.setattr(os, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        make(small_office, progress=True)
    site = small_office.office.site
    assert (site / "data" / "divisions.csv").exists()
    assert not (site / "index.html").exists()
    assert not list(site.rglob("*.tmp"))
    monkeypatch.undo()
    make(small_office, progress=False)
    assert not (site / "data" / "divisions.csv").exists()
    assert (site / "index.html").exists()


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS])
def test_a_site_that_may_not_be_written(
    small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refused(*_: object) -> None:
        raise OSError(code, "no")

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(UserError) as told:
        make(small_office)
    assert told.value.finding.code == "output-locked"


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights")
def test_a_site_that_is_a_link_is_refused(small_office: SmallOffice, tmp_path: Path) -> None:
    """Nothing is written outside the office folder, wherever somebody put a link."""
    site, elsewhere = small_office.office.site, tmp_path / "drive"
    elsewhere.mkdir()
    site.rmdir()
    site.symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(UserError, match="place-taken"):
        make(small_office)
    assert list(elsewhere.iterdir()) == []
    small_office.take("2024-01-06 09:00")


def test_two_runs_at_once_wait_for_each_other(
    small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FileLock(small_office.office.archive / ".lock"):
        waiting = threading.Thread(target=make, args=(small_office,))
        waiting.start()
        waiting.join(0.6)
        assert waiting.is_alive()
        assert not (small_office.office.site / "index.html").exists()
    waiting.join(20)
    assert (small_office.office.site / "index.html").exists()


def test_a_list_that_somebody_wrote_removes_nothing_of_others(small_office: SmallOffice) -> None:
    """Lines that lead out of the site, name a folder or nothing."""
    site = small_office.office.site
    site.mkdir(exist_ok=True)
    (site / MANIFEST).write_text("../plan.xlsx\n\n.\n..\n/etc/hostname\nไม่มี.html\n", "utf-8")
    make(small_office)
    assert small_office.office.plan.exists()
    assert Path("/etc/hostname").exists()


def test_the_time_that_a_run_waits_is_told_as_busy(
    small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock.locked.__wrapped__, "__defaults__", (0.1,))  # type: ignore[attr-defined]
    with FileLock(small_office.office.archive / ".lock"), pytest.raises(UserError) as told:
        make(small_office)
    assert told.value.finding.code == "office-busy"
