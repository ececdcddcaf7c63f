"""Every specimen at once in the inbox of a small office: each is answered, and the neighbour is taken in."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from small_office import SmallOffice, sheet, values, verdicts

from toolkit.office.folder import OfficeFolder
from zoo.altered import rezipped
from zoo.heavy import HEAVY
from zoo.specimens import zoo

AT, TAKEN_AT = "2024-01-04 09:00", "2024-01-06 09:00"
GOOD = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p40", "1.2": "n"})
MOST_SECONDS, MOST_BYTES = 10.0, 1 << 30
HEAVIEST = (
    "230,000 cells",
    "230,000 cells in the general way",
    "140,000 texts in cells",
    "140,000 styles",
    "comments of 39 MB",
    "1,150,000 attributes",
    "280,000 relations",
    "75,000 tables",
    "emoji of 38 MB",
)
"""Those that cost most, of all that stand in `zoo.heavy`."""

RUNNER = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(done.returncode, used.ru_utime + used.ru_stime, peak)
print(done.stdout)
sys.stderr.write(done.stderr)
"""
"""Runs a command as its only child, so that what the child cost can be told."""


def specimen_files() -> Iterator[tuple[str, bytes, str]]:
    """The name, the content and the finding of each specimen as a file in the inbox."""
    for number, specimen in enumerate(zoo()):
        name = "".join(sign if sign.isalnum() else "-" for sign in specimen.name)
        yield f"{number:03} {name}.xlsx", specimen.data, specimen.code or "identity-missing"


@pytest.fixture
def office(small_office: SmallOffice) -> SmallOffice:
    """The small office with every specimen and one sound workbook in its inbox."""
    for name, data, _ in specimen_files():
        small_office.send(name, data, AT)
    small_office.send("ดี.xlsx", small_office.fill("01", GOOD), AT)
    return small_office


def everything_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_every_specimen_is_answered_and_the_neighbour_taken_in(office: SmallOffice) -> None:
    outside = everything_below(office.office.root.parent) - everything_below(office.office.root)
    inbox = {path.name: path.read_bytes() for path in office.office.inbox.iterdir()}
    seconds: dict[str, float] = {}

    def timed(paths: Iterable[Path]) -> Iterator[Path]:
        for path in paths:
            start = time.process_time()
            yield path
            seconds[path.name] = time.process_time() - start

    intake = office.take(TAKEN_AT, progress=timed)
    found = verdicts(intake.files)
    expected = {name: f"rejected {code}" for name, _, code in specimen_files()}
    assert found == {**expected, "ดี.xlsx": "accepted"}
    assert values(intake, "ธ.ค.") == {"01 1.1": "in_progress 40", "01 1.2": "not_started None"}
    assert max(seconds.values()) < MOST_SECONDS
    assert {path.name: path.read_bytes() for path in office.office.inbox.iterdir()} == inbox
    now = everything_below(office.office.root.parent) - everything_below(office.office.root)
    assert {path for path in now - outside if not path.startswith("office")} == set()


def in_a_process(office: OfficeFolder, *arguments: str) -> tuple[int, float, int, dict[str, object], str]:
    """`ita … --json` on its own: exit code, seconds of the processor (what else the machine does is not
    counted), bytes at most, what it said, what it complained of."""
    ita = str(Path(sys.executable).with_name("ita"))
    command = [sys.executable, "-c", RUNNER, ita, *arguments, "--office", str(office.root), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=900)
    head, _, body = done.stdout.partition("\n")
    code, seconds, peak = head.split()
    return int(code), float(seconds), int(peak), json.loads(body), done.stderr


@pytest.mark.property
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell what a child took")
def test_the_command_answers_all_of_them_within_bounds(office: SmallOffice) -> None:
    """All of the heaviest are sent in `make fuzz`, every third one otherwise."""
    heaviest = HEAVIEST if settings.default.max_examples > 100 else HEAVIEST[::3]
    for number, name in enumerate(heaviest):
        office.send(f"หนัก {number}.xlsx", HEAVY[name](), AT)
    arguments = ("rollup", "--month", "2566-12", "--as-of", "2024-01-06T09:00")
    code, seconds, peak, told, complaints = in_a_process(office.office, *arguments)
    assert (code, "Traceback" in complaints) == (1, False)
    files = told["files"]
    assert isinstance(files, list)
    by_name = {file["file"].removeprefix("inbox/"): file for file in files}
    assert by_name["ดี.xlsx"]["verdict"] == "accepted"
    assert {file["verdict"] for name, file in by_name.items() if name[0] in "0123456789ห"} == {"rejected"}
    for name, _, expected in specimen_files():
        assert [finding["code"] for finding in by_name[name]["findings"]] == [expected], name
    assert peak < MOST_BYTES
    assert seconds < MOST_SECONDS * (len(heaviest) + 1)


# --- what is no file, or has an odd name ---------------------------------------------------------------


def _entries(inbox: Path, elsewhere: Path) -> Iterator[tuple[str, str]]:
    """Put each kind of entry into the inbox; gives its name and the verdict on it ("": not looked at)."""
    (inbox / "ก โฟลเดอร์.xlsx").mkdir()
    yield "ก โฟลเดอร์.xlsx", ""
    if hasattr(os, "mkfifo"):
        os.mkfifo(inbox / "ข ท่อ.xlsx")
        yield "ข ท่อ.xlsx", "rejected file-not-regular"
    if hasattr(socket, "AF_UNIX"):
        bound = socket.socket(socket.AF_UNIX)
        here = Path.cwd()
        os.chdir(inbox)  # the path of a socket is short
        try:
            bound.bind("s.xlsx")
        finally:
            os.chdir(here)
            bound.close()
        yield "s.xlsx", "rejected file-not-regular"
    for name, target in (
        ("ค ศูนย์.xlsx", Path("/dev/zero")),
        ("ง ข้างนอก.xlsx", elsewhere),
        ("จ ไม่มี.xlsx", inbox / "gone.xlsx"),
        ("ฉ วน.xlsx", inbox / "ฉ วน.xlsx"),
        ("ช โฟลเดอร์นอก", elsewhere.parent),
    ):
        (inbox / name).symlink_to(target)
        followed = name.startswith("ช")
        yield name, "" if followed else "rejected file-not-regular"


def test_what_is_no_regular_file_is_told_and_never_opened(small_office: SmallOffice, tmp_path: Path) -> None:
    inbox, elsewhere = small_office.office.inbox, tmp_path / "elsewhere" / "a.xlsx"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "d"})))
    expected = dict(_entries(inbox, elsewhere))
    small_office.send("ดี.xlsx", small_office.fill("01", GOOD), AT)
    intake = small_office.take(TAKEN_AT)
    assert verdicts(intake.files) == {
        **{name: verdict for name, verdict in expected.items() if verdict},
        "ดี.xlsx": "accepted",
    }
    assert {code for code, _ in intake.accepted.entries} == {"01"}


@pytest.mark.parametrize(
    "name",
    [
        "บรรทัด\nใหม่.xlsx",
        "\u202excslx.ดี.xlsx",
        "'; rm -rf ~ #.xlsx",
        "$(touch x).xlsx",
        "--help.xlsx",
        "=cmd|'!A0.xlsx",
        "ก" * 80 + ".xlsx",
        " .xlsx",
        "a\tb.xlsx",
        "{found}%s{0}.xlsx",
    ],
)
def test_odd_names_stop_nothing(small_office: SmallOffice, name: str) -> None:
    wrong = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p120", "1.2": "n"})
    try:
        small_office.send(name, small_office.fill("02", sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "d"})), AT)
        small_office.send(f"2{name}", small_office.fill("01", wrong), AT)
    except OSError:
        pytest.skip("this file system does not take the name")
    before = everything_below(small_office.office.root.parent)
    found = verdicts(small_office.take(TAKEN_AT).files)
    assert found[f"2{name}"] == "rejected percent-range"
    assert not found[name].startswith("rejected")
    new = everything_below(small_office.office.root.parent) - before
    assert {name.split("/")[1] for name in new} <= {"archive", "returned"}


def test_names_that_differ_in_case_only_are_two_files(small_office: SmallOffice) -> None:
    small_office.send("A.xlsx", small_office.fill("01", GOOD), AT)
    small_office.send("a.xlsx", b"PK broken", AT)
    if len(list(small_office.office.inbox.iterdir())) < 2:
        pytest.skip("this file system knows no case")
    found = verdicts(small_office.take(TAKEN_AT).files)
    assert found["A.xlsx"] == "accepted"
    assert found["a.xlsx"].startswith("rejected")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_that_may_not_be_read_stops_nothing(small_office: SmallOffice) -> None:
    small_office.send("ดี.xlsx", small_office.fill("01", GOOD), AT)
    small_office.send("ปิด.xlsx", b"PK", AT).chmod(0)
    assert verdicts(small_office.take(TAKEN_AT).files) == {
        "ดี.xlsx": "accepted",
        "ปิด.xlsx": "rejected file-no-access",
    }


@pytest.mark.parametrize("error", ["#REF!", "#VALUE!", "#N/A"])
@pytest.mark.parametrize("cell", ["G12", "H12", "I12", "D7", "D8"])
def test_an_error_in_a_cell_that_is_read_never_reaches_the_archive(
    small_office: SmallOffice, cell: str, error: str
) -> None:
    """Other readers take errors for blanks."""

    def broken(xml: str) -> str:
        return re.sub(
            rf'<c r="{cell}"( s="[0-9]+")?[^>]*?(?:/>|>.*?</c>)',
            rf'<c r="{cell}"\1 t="e"><v>{error}</v></c>',
            xml,
            count=1,
        )

    data = rezipped(small_office.fill("01", GOOD), {"xl/worksheets/sheet4.xml": broken})
    small_office.send("a.xlsx", data, AT)
    assert [file.verdict for file in small_office.take(TAKEN_AT).files] == ["rejected"]
