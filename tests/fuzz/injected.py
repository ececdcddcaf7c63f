"""`python -m tests.fuzz.injected`: every command over a small office, with a fault at each touch of it.

A touch is a file or folder looked at, opened, read, written, made durable, renamed or removed. At the n-th
one the disk fails (EIO), is full (ENOSPC), refuses (EACCES: that path for the rest of the run), or the
process is killed. What has to hold: no traceback and no exit code 70; and a run without fault afterwards
ends as if nothing had been.
"""

from __future__ import annotations

import argparse
import builtins
import errno
import io
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' own modules

from click.testing import CliRunner
from small_office import SmallOffice, sheet

from toolkit.cli import load_commands
from toolkit.cli.app import set_language
from toolkit.intake.verify import verify
from toolkit.model.finding import UserError
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger, plain_line
from toolkit.office.writing import _sweep_once
from toolkit.printing.libreoffice import VARIABLE

AS_OF = ("--as-of", "2567-04-06T09:00")
HERE = ("--office", "{office}")
COMMANDS: dict[str, tuple[str, ...]] = {
    "rollup": ("rollup", "--month", "2567-03", *AS_OF, *HERE),
    "distribute": ("distribute", *HERE),
    "check": ("check", *HERE),
    "status": ("status", "--month", "2567-03", *AS_OF, *HERE),
    "report": ("report", "six-month", *HERE),
    "publish": ("publish", *HERE),
    "log": ("log", "--verify", *HERE),
    "repair": ("log", "--repair", *HERE),
    "new": ("new", "{office}/next", "--from", "{office}"),
    "import": ("import", "{office}/last.csv", "--to", "{office}/imported.xlsx"),
    "export": ("export", "{office}/outbox/กองคลัง-2567.xlsx", "--engine", "libreoffice"),
    "macros": ("macros", "export", "--to", "{office}/macros"),
    "answer": ("macros", "answer", "status", "--month", "2567-03", "--to", "{office}/answer.xlsx", *HERE),
}
LAST_YEAR = "มาตรการ,ขั้นตอน,ระยะเวลา,ผู้รับผิดชอบ\nปรับปรุงคู่มือ,ร่างคู่มือ,ต.ค. 66 - ก.ย. 67,กองคลัง\n"
PDF = "%PDF-1.7\\n1 0 obj <</Type/Page>> endobj\\n%%EOF\\n"
PRINTER = f"""#!/bin/sh
for option; do
  case "$out" in next) out=$option;; esac
  case "$option" in --outdir) out=next;; esac
done
for file; do
  case "$file" in *.xlsx) name=${{file##*/}}; printf '%b' '{PDF}' > "$out/${{name%.xlsx}}.pdf";; esac
done
"""
"""Stands in for LibreOffice, which would take seconds for each of hundreds of runs."""
FAULTS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EACCES": errno.EACCES, "kill": 0}
EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.listdir", "os.scandir", "os.truncate")
FULL_DISK = ("write", "fsync", "os.mkdir", "open-new")
"""What a full disk refuses; everything else goes on."""


class Injector:
    """Counts the touches below a folder and lets the n-th one fail (0: none)."""

    def __init__(self) -> None:
        self.root, self.at, self.fault, self.count, self.refused = "", 0, "", 0, ""
        self.active = False
        self.seen: dict[tuple[str, ...], list[int]] = {}
        """When each touch came, by what was touched and which functions of ours asked for it."""
        self._hooked = False
        self._names: dict[int, str] = {}

    @contextmanager
    def injecting(self, root: Path, fault: str, at: int) -> Iterator[None]:
        if not self._hooked:
            sys.addaudithook(self._audit)  # which cannot be taken back
            self._hooked = True
        self.root, self.at, self.fault, self.count, self.refused = str(root), at, fault, 0, ""
        self.seen = {}
        before = os.stat, os.lstat, os.fsync, os.open, io.open, builtins.open
        os.stat, os.lstat = self._named("stat", os.stat), self._named("stat", os.lstat)
        os.fsync, os.open = self._sync(os.fsync), self._opened(os.open)
        io.open = builtins.open = self._stream(io.open)  # type: ignore[assignment]
        self.active = True
        try:
            yield
        finally:
            self.active = False
            os.stat, os.lstat, os.fsync, os.open, io.open, builtins.open = before  # type: ignore[assignment]

    def _touch(self, event: str, name: str, *, named: bool = True) -> None:
        if not self.active or not name.startswith(self.root):
            return
        if self.fault == "ENOSPC" and event not in FULL_DISK:
            return
        self.count += 1
        if not self.fault or not self.at:
            file = re.sub("[0-9a-f]{8,}|[0-9]+", "#", name.removeprefix(self.root))
            self.seen.setdefault((event, file, *_callers()), []).append(self.count)
        if self.count != self.at and name != self.refused:
            return
        if self.fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fault == "EACCES":
            self.refused = name
        number = FAULTS[self.fault]
        raise OSError(number, os.strerror(number), *([name] if named else []))

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.active and event in EVENTS and arguments and isinstance(arguments[0], str | os.PathLike):
            new = event == "open" and int(arguments[2] or 0) & os.O_CREAT
            self._touch("open-new" if new else event, os.fspath(arguments[0]))

    def _named(self, event: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def touched(path: Any, *arguments: Any, **options: Any) -> Any:
            if isinstance(path, str | os.PathLike):
                self._touch(event, os.fspath(path))
            return call(path, *arguments, **options)

        return touched

    def _sync(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def touched(descriptor: int) -> None:
            self._touch("fsync", self._names.get(descriptor, self.root), named=False)
            call(descriptor)

        return touched

    def _opened(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def opened(path: Any, *arguments: Any, **options: Any) -> int:
            descriptor: int = call(path, *arguments, **options)
            self._names[descriptor] = os.fspath(path) if isinstance(path, str | os.PathLike) else ""
            return descriptor

        return opened

    def _stream(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def opened(path: Any, *arguments: Any, **options: Any) -> Any:
            stream = call(path, *arguments, **options)
            name = self._names.get(path, "") if isinstance(path, int) else os.fspath(path)
            if isinstance(name, str) and name.startswith(self.root):
                self._names[stream.fileno()] = name
                for method in ("read", "readinto", "write"):
                    if hasattr(stream, method):
                        setattr(stream, method, self._unnamed(method, name, getattr(stream, method)))
            return stream

        return opened

    def _unnamed(self, event: str, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def touched(*arguments: Any) -> Any:
            self._touch(event, name, named=False)
            return call(*arguments)

        return touched


def _callers() -> tuple[str, ...]:
    """The functions of the toolkit that ask for a touch, innermost first, up to the third."""
    frame, names = sys._getframe(2), []
    while frame.f_back is not None and len(names) < 3:
        if "/toolkit/" in frame.f_code.co_filename:
            names.append(f"{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return tuple(names)


INJECTOR = Injector()


@dataclass(frozen=True)
class Injected:
    """One run with a fault: its exit code (None: killed) and what it printed."""

    exit_code: int | None
    output: str


def make_office(root: Path) -> OfficeFolder:
    """A small office, taken in once, whose inbox holds new workbooks, a rejected one and a PDF."""
    small = SmallOffice.make(root)
    first, second = sheet("ธ.ค.", "4 ม.ค. 2567", {"1.1": "p20"}), sheet("ก.พ.", "4 มี.ค. 2567", {"1.1": "p40"})
    small.send("ก.xlsx", small.fill("01", first), "2024-01-04 09:00")
    small.take("2024-01-06 09:00")
    other = sheet("ก.พ.", "4 มี.ค. 2567", {"1.1": "p60"})
    small.send("ข.xlsx", small.fill("01", first, second), "2024-03-04 09:00")
    small.send("ค.xlsx", small.fill("02", other), "2024-03-04 10:00")
    small.send(
        "ง/ง.xlsx", small.fill("02", sheet("มี.ค.", "4 เม.ย. 2567", {"2.1": "p120"})), "2024-04-04 11:00"
    )
    small.send("จ.pdf", b"%PDF-1.7", "2024-04-04 12:00")
    (root / "last.csv").write_text(LAST_YEAR, "utf-8-sig")
    return small.office


def run(office: OfficeFolder, command: str, fault: str = "", at: int = 0) -> Injected:
    """Run a command in this process, with a fault at one touch."""
    set_language("th")
    _sweep_once.cache_clear()
    arguments = [argument.replace("{office}", str(office.root)) for argument in COMMANDS[command]]
    with INJECTOR.injecting(office.root, fault, at):
        done = CliRunner().invoke(load_commands(), arguments, prog_name="ita")
    error = done.exception if not isinstance(done.exception, SystemExit) else None
    return Injected(done.exit_code, done.output + (repr(error) if error else ""))


def killed(office: OfficeFolder, command: str, at: int) -> Injected:
    """Run a command in a process of its own that is killed before one touch."""
    child = os.fork()
    if child == 0:
        run(office, command, "kill", at)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    return Injected(None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status), "")


def copied(template: OfficeFolder, command: str, root: Path) -> OfficeFolder:
    """A copy of the office for one run; what is to be repaired is damaged first."""
    office = OfficeFolder(Path(shutil.copytree(template.root, root)))
    if command == "repair":
        data = office.ledger.read_bytes()
        office.ledger.write_bytes(data[: data.rfind(b"\n", 0, -1) + 300] + b"\n")
    return office


def touches(template: OfficeFolder, command: str, fault: str, folder: Path) -> Sequence[int]:
    """The touches of the office by a command at which a fault may strike. Where the same functions touch the
    same file again and again, as a list that is read piece by piece, the first and the last stand for all."""
    office = copied(template, command, folder / f"count-{command}-{fault}")
    run(office, command, fault)
    shutil.rmtree(office.root)
    return sorted({at for times in INJECTOR.seen.values() for at in (times[0], times[-1])})


def state(office: OfficeFolder) -> dict[str, object]:
    """What an office holds: every file by its path, of the ledger what its lines say but for their order. An
    answer to a button says when it was given."""
    found: dict[str, object] = {}
    for path in office.root.rglob("*"):
        data = path.read_bytes() if path.is_file() and not path.name.startswith(".") else b""
        # The head of the ledger, which knows the order, is printed into the figures.
        if path.suffix == ".json" and path.parent == office.reports:
            data = re.sub(b'"ledger_head": "[^"]*"', b"", data)
        dated = path.suffix == ".xlsx" and path.parent == office.reports
        if data and not dated and path.name != "answer.xlsx":
            found[office.relative(path)] = data
    lines = [plain_line(line) for line in Ledger(office.ledger, keep=False).lines]
    # What one run could not issue, the next one does: all lines together name every workbook.
    same: dict[str, object] = {"sequence": 0, "time": "", "issued": ()}
    found["issued"] = sorted({digest for line in lines for digest in line.get("issued", ())})
    # A repair looks in the inbox for what a file was called; of one that cannot be read now it never knows.
    same |= {"file": ""} if any(line["event"] == "repaired" for line in lines) else {}
    said = sorted(str(line | same) for line in lines)
    return found | {office.relative(office.ledger): said}


@cache
def sound_state(template: Path, command: str) -> dict[str, object]:
    """What an office holds after a command without a fault."""
    with tempfile.TemporaryDirectory() as folder:
        office = copied(OfficeFolder(template), command, Path(folder) / "office")
        run(office, command)
        return state(office)


def troubles(template: OfficeFolder, command: str, fault: str, at: int, folder: Path) -> Iterator[str]:
    """Yield what is wrong after a fault at one touch and a sound run behind it."""
    office = copied(template, command, folder / f"{command}-{fault}-{at}")
    before = written(office)
    done = killed(office, command, at) if fault == "kill" else run(office, command, fault, at)
    place = f"{command}, {fault} at {at}"
    # click itself looks whether an old office is there: one that cannot be seen is a wrong word.
    sound = (0, 1, None, 2) if command == "new" else (0, 1, None)
    if done.exit_code not in sound or "Traceback" in done.output:
        yield f"{place}: exit code {done.exit_code}, {done.output}"
    # Where nothing was written, a sound run is no other than the one that all are compared with.
    if written(office) != before:
        run(office, command)
        wanted = sound_state(template.root, command)
        try:
            after = state(office)
        except UserError as error:  # the ledger cannot be read any more
            after = {error.finding.code: error.finding.found}
        names = sorted(name for name in {**after, **wanted} if after.get(name) != wanted.get(name))
        if names:
            yield f"{place}: {names}"
        verified = verify(office)
        if not verified.sound:
            yield f"{place}: {verified.findings}"
    shutil.rmtree(office.root)


def written(office: OfficeFolder) -> dict[str, tuple[int, int]]:
    """The files of an office with what tells that one was written: its time and number."""
    files = ((path, path.lstat()) for path in office.root.rglob("*"))
    return {str(path): (state.st_mtime_ns, state.st_ino) for path, state in files}


def chosen(touches: Sequence[int], most: int) -> Sequence[int]:
    """At most so many touches of a command, spread over all."""
    step = max(len(touches) / most, 1)
    return [touches[int(number * step)] for number in range(most) if number * step < len(touches)]


@contextmanager
def stand_in_printer(folder: Path) -> Iterator[None]:
    """Put a script in the place of LibreOffice."""
    program = folder / "soffice"
    program.write_text(PRINTER, "utf-8")
    program.chmod(0o755)
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(program)
    try:
        yield
    finally:
        os.environ.pop(VARIABLE)
        os.environ |= {VARIABLE: before} if before else {}


def tried(command: str, fault: str, most: int) -> tuple[int, list[str]]:
    """How many touches of a command were tried with a fault (0: all), and what is wrong."""
    with tempfile.TemporaryDirectory() as name, stand_in_printer(Path(name)):
        folder = Path(name)
        template = make_office(folder / "template")
        run(template, "status")  # loads modules before anything is counted
        places = touches(template, command, fault, folder)
        found = [
            trouble
            for at in (chosen(places, most) if most else places)
            for trouble in troubles(template, command, fault, at, folder)
        ]
        return len(places), found


def main() -> int:
    """Try every touch of every command, or of those named; exit 1 where anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.injected")
    parser.add_argument("commands", nargs="*", choices=[*COMMANDS, []], help="which commands to try (all)")
    parser.add_argument("--most", type=int, default=0, help="touches of each command and fault (all)")
    options = parser.parse_args()
    names = options.commands or list(COMMANDS)
    jobs = [(name, fault) for name in names for fault in FAULTS if fault != "kill" or os.name != "nt"]
    count, found = 0, 0
    with ProcessPoolExecutor(max_tasks_per_child=1, mp_context=get_context("spawn")) as pool:
        done = [pool.submit(tried, name, fault, options.most) for name, fault in jobs]
        for (name, fault), job in zip(jobs, done, strict=True):
            places, wrong = job.result()
            count, found = count + places, found + len(wrong)
            sys.stdout.write("\n".join((f"{name}, {fault}: {places}", *wrong)) + "\n")
            sys.stdout.flush()
    sys.stdout.write(f"{count} faults, {found} troubles\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
