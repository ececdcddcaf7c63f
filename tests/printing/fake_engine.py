"""An engine that does as its documents say: print, hang, die, or give something that is no PDF."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.printing.engine import Engine, EngineName, PrintDocument

PDF = b"%PDF-1.7\n1 0 obj <</Type/Page>> endobj\n%%EOF\n"

_SCRIPT = r"""
import os, subprocess, sys, time
from pathlib import Path

pdf = bytes.fromhex(sys.argv[1])
log, broken, *names = sys.argv[2:]
with open(log, "a") as stream:
    stream.write(" ".join(Path("in", each).read_bytes().decode() for each in names) + "\n")
for name in names:
    order = Path("in", name).read_bytes().decode().split(":")[0]
    order = broken or order
    target = Path("out", name).with_suffix(".pdf")
    if order == "hang":
        time.sleep(600)
    elif order == "die":
        os.abort()
    elif order == "once":  # dies the first time
        if not Path(log + ".once").exists():
            Path(log + ".once").touch()
            os.abort()
        target.write_bytes(pdf)
    elif order == "leave a child":
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        Path(log + ".child").write_text(str(child.pid))
        os._exit(0)
    elif order == "half":
        target.write_bytes(pdf[:-6])
    elif order == "slow":
        target.write_bytes(pdf[:-6])
        time.sleep(0.3)
        target.write_bytes(pdf)
    elif order == "no pages":
        target.write_bytes(pdf.replace(b"/Page", b"/Cage"))
    elif order == "stay":  # prints, but does not end
        target.write_bytes(pdf)
        time.sleep(600)
    elif order != "nothing":
        target.write_bytes(pdf + b"\n" + order.encode())
"""


@dataclass(frozen=True, kw_only=True)
class FakeEngine(Engine):
    """`log` gets a line for each start with the documents' orders; `broken` is obeyed instead of them."""

    log: Path = field(kw_only=False)
    broken: str = field(default="", kw_only=False)
    name: EngineName = "libreoffice"
    title: str = "Fake"
    suffixes: Sequence[str] = (".xlsx",)
    cleaned: list[Path] = field(default_factory=list, compare=False)

    def command(self, folder: Path, names: Sequence[str]) -> Sequence[str]:
        return (sys.executable, "-c", _SCRIPT, PDF.hex(), str(self.log), self.broken, *names)

    def clean_up(self, folder: Path) -> None:
        self.cleaned.append(folder)

    @property
    def starts(self) -> list[str]:
        """The orders of each start; a test sheet stands as "test"."""
        return self.log.read_text(encoding="utf-8").replace("ITA\n\n", "test\n").splitlines()


def orders(*each: str) -> list[PrintDocument]:
    return [PrintDocument(order.encode(), ".xlsx") for order in each]
