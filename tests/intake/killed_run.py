"""Roll-ups that are killed: `killed_run.py FOLDER` plays one in each copy of an office, FOLDER/0, FOLDER/1 …

In copy 0 it runs to its end, and how often it touched the disk is written to FOLDER/touches; in copy n the
process is killed before its n-th touch, then another one runs to its end. What is read between the two is
the test's own hook: FOLDER/n is copied to FOLDER/n-killed as the kill left it. A process goes as with
`kill -9`: nothing is flushed, no lock released, no temporary file removed. What counts as a touch: a file
opened for writing, made durable, renamed, removed or cut, and a folder made.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

from toolkit.cli import load_commands

TOUCHES = frozenset(("os.rename", "os.remove", "os.mkdir", "os.truncate"))
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Killer:
    """Counts what touches the disk below an office, and ends the process at the n-th touch (0: never)."""

    def __init__(self, root: Path, at: int) -> None:
        self._root = str(root)
        self._at = at
        self._sync = os.fsync
        self.count = 0
        os.fsync = self._counted_sync
        sys.addaudithook(self._audit)

    def _touch(self) -> None:
        self.count += 1
        if self.count == self._at:
            os.kill(os.getpid(), signal.SIGKILL)

    def _counted_sync(self, descriptor: int) -> None:
        self._touch()
        self._sync(descriptor)

    def _audit(self, event: str, arguments: tuple[object, ...]) -> None:
        """Python tells an audit hook of each touch before it happens."""
        ours = bool(arguments) and str(arguments[0]).startswith(self._root)
        if ours and (event in TOUCHES or (event == "open" and int(str(arguments[2] or 0)) & WRITING)):
            self._touch()


def roll_up(root: Path, at: int) -> int:
    """Run `ita rollup` in this process; how often it touched the disk."""
    killer = Killer(root, at)
    arguments = ["rollup", "--office", str(root), "--month", "2566-12", "--as-of", "2567-01-06T09:00"]
    load_commands().main(arguments, prog_name="ita", standalone_mode=False)
    return killer.count


def apart(root: Path, at: int) -> int:
    """Run it in a process of its own; the signal that ended it, 0 for none."""
    child = os.fork()
    if child == 0:
        roll_up(root, at)
        os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def main(folder: Path) -> None:
    template = folder / "office"
    touches = roll_up(Path(shutil.copytree(template, folder / "0")), 0)  # loads every module, too
    for at in range(1, touches + 1):
        copy = Path(shutil.copytree(template, folder / str(at)))
        assert apart(copy, at) == signal.SIGKILL, at
        shutil.copytree(copy, folder / f"{at}-killed")
        assert apart(copy, 0) == 0, at
    (folder / "touches").write_text(str(touches))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
