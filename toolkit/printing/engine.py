"""What prints: a program outside that turns documents into PDF, many in one start."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

EngineName = Literal["excel", "libreoffice"]

IN, OUT = "in", "out"
"""The folders of a start: documents to print, and the PDF of each under the same stem."""

_PAGE = re.compile(rb"/Type\s*/(?:Page|ObjStm)\b")  # pages may lie packed in an object stream
_TAIL = 1024  # bytes within which a PDF ends with its mark, as readers look for it


@dataclass(frozen=True, slots=True)
class Document:
    """What is to be printed: the bytes of a file, and the ending of its kind, like ".xlsx"."""

    data: bytes
    suffix: str


class Engine(Protocol):
    """A program that prints. It is started anew for each batch, in a folder that is thrown away after it."""

    @property
    def name(self) -> EngineName:
        """How people choose it on the command line."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def suffixes(self) -> Sequence[str]:
        """The endings of the files that it prints."""

    @property
    def lanes(self) -> int:
        """How many may run at the same time, whatever the machine."""

    @property
    def workplace(self) -> Path | None:
        """The folder in which it may open files; None: any."""

    def command(self, folder: Path, names: Sequence[str]) -> Sequence[str]:
        """The command that prints the named files of `folder/in` to `folder/out`, in their order, after
        whatever has to be made in the folder first."""

    def clean_up(self, folder: Path) -> None:
        """End what a start may leave behind that is not a child of its process."""


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF, written to its end, that has a page."""
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-_TAIL:] and _PAGE.search(data) is not None
