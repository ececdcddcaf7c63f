"""`python -m tests.fuzz.injected`: every command over a small office, with a fault at each touch of it.

A touch is a file or folder looked at, opened, read, written, made durable, renamed or removed. At the n-th
one the disk fails (EIO), is full (ENOSPC), refuses (EACCES: that path for the rest of the run), or the
process is killed. What has to hold: no traceback and no exit code 70; and a run without fault afterwards
ends as if nothing had been.
"""

from __future__ import annotations

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
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' own modules

from click.testing import CliRunner
from small_office import SmallOffice, sheet

from toolkit.cli import load_commands
from toolkit.cli.app import set_language
from toolkit.intake.verify import verify
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger, plain_line
from toolkit.office.writing import _sweep_once

AS_OF = ("--as-of", "2567-04-06T09:00")
COMMANDS: dict[str, tuple[str, ...]] = {
    "rollup": ("rollup", "--month", "2567-03", *AS_OF),
    "distribute": ("distribute",),
    "check": ("check",),
    "status": ("status", "--month", "2567-03", *AS_OF),
    "report": ("report", "six-month"),
    "publish": ("publish",),
    "log": ("log", "--verify"),
    "repair": ("log", "--repair"),
}
FAULTS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EACCES": errno.EACCES, "kill": 0}
EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.listdir", "os.scandir", "os.truncate")
FULL_DISK = ("write", "fsync", "os.mkdir", "open-new")
"""What a full disk refuses; everything else goes on."""


class Injector:
    """Counts the touches below a folder and lets the n-th one fail (0: none)."""

    def __init__(self) -> None:
        self.root, self.at, self.fault, self.count, self.refused = "", 0, "", 0, ""
        self.active = False
        self._hooked = False
        self._names: dict[int, str] = {}

    @contextmanager
    def injecting(self, root: Path, fault: str, at: int) -> Iterator[None]:
        if not self._hooked:
            sys.addaudithook(self._audit)  # which cannot be taken back
            self._hooked = True
        self.root, self.at, self.fault, self.count, self.refused = str(root), at, fault, 0, ""
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
    return small.office


def run(office: OfficeFolder, command: str, fault: str = "", at: int = 0) -> Injected:
    """Run a command in this process, with a fault at one touch."""
    set_language("th")
    _sweep_once.cache_clear()
    arguments = [*COMMANDS[command], "--office", str(office.root)]
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


def touches(template: OfficeFolder, command: str, fault: str, folder: Path) -> int:
    """How often a command touches the office, as a fault counts."""
    office = copied(template, command, folder / f"count-{command}-{fault}")
    run(office, command, fault)
    shutil.rmtree(office.root)
    return INJECTOR.count


def state(office: OfficeFolder) -> dict[str, object]:
    """What an office holds: every file by its path, of the ledger what its lines say but for their order."""
    found: dict[str, object] = {}
    for path in office.root.rglob("*"):
        data = path.read_bytes() if path.is_file() and not path.name.startswith(".") else b""
        # The head of the ledger, which knows the order, is printed into the figures.
        if path.suffix == ".json" and path.parent == office.reports:
            data = re.sub(b'"ledger_head": "[^"]*"', b"", data)
        if data and not (path.suffix == ".xlsx" and path.parent == office.reports):
            found[office.relative(path)] = data
    lines = [plain_line(line) for line in Ledger(office.ledger, keep=False).lines]
    said = sorted(str(line | {"sequence": 0, "time": ""}) for line in lines)
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
    done = killed(office, command, at) if fault == "kill" else run(office, command, fault, at)
    place = f"{command}, {fault} at {at}"
    if done.exit_code not in (0, 1, None) or "Traceback" in done.output:
        yield f"{place}: exit code {done.exit_code}, {done.output}"
    run(office, command)
    if command in ("rollup", "repair"):
        after = state(office)
        sound = sound_state(template.root, command)
        names = sorted(name for name in {**after, **sound} if after.get(name) != sound.get(name))
        if names:
            yield f"{place}: {names}"
    verified = verify(office)
    if not verified.sound:
        yield f"{place}: {verified.findings}"
    shutil.rmtree(office.root)


def chosen(count: int, most: int) -> Sequence[int]:
    """At most so many touches of a command, spread over all."""
    step = max(count / most, 1)
    return sorted({int(number * step) + 1 for number in range(most) if number * step < count})


def main() -> int:
    """Try every touch of every command; exit 1 where anything is wrong."""
    found, tried = 0, 0
    only = sys.argv[1:] or list(COMMANDS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template = make_office(folder / "template")
        run(template, "status")  # loads modules before anything is counted
        for command in only:
            for fault in FAULTS:
                if fault == "kill" and os.name == "nt":
                    continue
                for at in range(1, touches(template, command, fault, folder) + 1):
                    tried += 1
                    for trouble in troubles(template, command, fault, at, folder):
                        found += 1
                        sys.stdout.write(f"{trouble}\n")
                        sys.stdout.flush()
    sys.stdout.write(f"{tried} faults, {found} troubles\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
