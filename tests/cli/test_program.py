"""Every command once through the installed program, its output redirected in an ASCII locale."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest
from runs import MARCH, Program

from toolkit.cli import load_commands
from toolkit.office.folder import OfficeFolder
from toolkit.printing.libreoffice import VARIABLE


@dataclass(frozen=True)
class Story:
    """What is run in the demo's office at the end of March, and what has to come of it."""

    arguments: tuple[str, ...]
    exit_code: int
    said: str
    made: tuple[str, ...] = ()
    prints: bool = False


STORIES = {
    "new": Story(("new", "another"), 0, "สร้าง another แล้ว", ("another/plan.xlsx",)),
    "import": Story(("import", "plan.xlsx", "--to", "again.xlsx"), 0, "สร้าง", ("again.xlsx",)),
    "check": Story(("check",), 1, "inbox/กองช่าง/กองช่าง เดือนมีนาคม 2567.xlsx: ไม่ผ่าน ต้องแก้ไข"),
    "distribute": Story(
        ("distribute", "--division", "03"), 0, "outbox/กองช่าง-2567.xlsx", ("outbox/กองช่าง-2567.xlsx",)
    ),
    "rollup": Story(
        ("rollup", *MARCH),
        1,
        "เขียนไฟล์แล้ว: reports/rollup-2567-03.xlsx",
        ("reports/rollup-2567-03.xlsx", "reports/rollup-2567-03.json"),
    ),
    "status": Story(("status", *MARCH), 1, "ส่งแล้ว 5 จาก 6 กอง (ส่งล่าช้า 0 กอง) ส่งคืนแก้ไข 1 กอง"),
    "report": Story(
        ("report", "six-month", *MARCH),
        0,
        "เขียนไฟล์แล้ว: reports/six-month-2567.xlsx",
        (
            "reports/six-month-2567.xlsx",
            "reports/six-month-2567-memo.docx",
            "reports/six-month-2567.sources.csv",
        ),
    ),
    "publish": Story(
        ("publish", *MARCH[2:]),
        0,
        "เขียนไฟล์แล้ว: site/index.html",
        ("site/index.html", "site/ita-2567-plan.html", "site/ita-2568-result.html", "site/data/data.json"),
    ),
    "export": Story(
        ("export", "reports/six-month-2567.xlsx"),
        0,
        "เขียนไฟล์แล้ว: reports/six-month-2567.pdf",
        ("reports/six-month-2567.pdf",),
        prints=True,
    ),
    "macros": Story(("macros", "export"), 0, "Alt+F11", ("macros/ita-control.xlsx", "macros/ItaButtons.bas")),
    "log": Story(("log", "--verify"), 0, "ครบถ้วน ทะเบียน"),
    "consolidate": Story(
        ("consolidate", ".", "--to", "together", "--workers", "1", *MARCH),
        0,
        "1 หน่วยงาน 1 จังหวัด เดือน มีนาคม 2567",
        ("together/summary.xlsx", "together/summary.json"),
    ),
    "demo": Story(
        ("demo", "played"),
        0,
        "เปิดดูไฟล์เหล่านี้ใน Excel หรือ LibreOffice:",
        ("played/plan.xlsx", "played/reports/rollup-2567-03.xlsx", "played/reports/six-month-2567.xlsx"),
    ),
    "doctor": Story(("doctor",), 0, "✓ Python: 3."),
}
SERVING = ("open",)
"""What runs until it is asked to end; `tests/web/test_server.py` starts and ends it."""


def test_every_command_has_its_story() -> None:
    assert sorted(load_commands().commands) == sorted((*STORIES, *SERVING))


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_command(
    program: Program, office: OfficeFolder, story: Story, request: pytest.FixtureRequest
) -> None:
    # One start of LibreOffice is enough: what `ita demo` prints is looked at in test_export.py.
    env = {} if story.prints else {VARIABLE: "gone"}
    if story.prints:
        request.getfixturevalue("soffice")
    for name in story.made:
        (office.root / name).unlink(missing_ok=True)
    done = program(*story.arguments, cwd=office.root, **env)
    assert done.returncode == story.exit_code, done.stderr
    assert story.said in done.stdout
    assert all((office.root / name).stat().st_size for name in story.made)
    assert "\x1b" not in done.stdout + done.stderr  # neither colours nor a progress bar
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [("check",), ("rollup", *MARCH), ("status", *MARCH)], ids=lambda pair: pair[0]
)
def test_json_stands_alone_on_standard_output(
    program: Program, office: OfficeFolder, arguments: tuple[str, ...]
) -> None:
    done = program(*arguments, "--json", cwd=office.root)
    content = json.loads(done.stdout)
    assert content["files"]
    assert done.returncode == 1


def test_thai_is_written_as_utf8_whatever_the_locale(program: Program, office: OfficeFolder) -> None:
    shown = program("status", *MARCH, cwd=office.root).stdout
    assert "กองสาธารณสุขและสิ่งแวดล้อม" in shown
    assert "\\u" not in shown
    assert "?" not in shown


@pytest.mark.parametrize(
    ("env", "option", "thai"),
    [({}, (), True), ({"ITA_LANG": "en"}, (), False), ({}, ("--lang", "en"), False)],
)
def test_language_of_a_usage_error(
    program: Program, env: dict[str, str], option: tuple[str, ...], thai: bool
) -> None:
    done = program(*option, "rolup", **env)
    assert done.returncode == 2
    assert done.stdout == ""
    assert bool(re.search("[ก-๙]", done.stderr)) is thai


def test_version(program: Program) -> None:
    assert re.fullmatch(r"ita-toolkit \d+\.\d+\S*\n", program("--version").stdout)
