"""The documentation's pages as the tests read them: fenced blocks, the comment above each, and prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import toolkit

CHECKOUT = Path(toolkit.__file__).parents[1]
_FENCE = re.compile(r"^(?P<indent> *)(?P<marks>`{3,})(?P<info>.*)$")
RECIPE = re.compile(
    r"New file `(?P<new>[^`]+)`:"
    r"|In `(?P<path>[^`]+)`, (?:after the line `(?P<after>[^`]+)`|instead of `(?P<instead>[^`]+)`):"
    r"|At the end of `(?P<end>[^`]+)`:"
)
"""The line above a block of a recipe: what becomes of it."""
_COMMENT = re.compile(r"^\s*<!--\s*(.*?)\s*-->\s*$")


@dataclass(frozen=True)
class Block:
    """A fenced block: its info string, its lines, the comment right above it, the last line of text before
    it, and where it begins."""

    info: str
    lines: tuple[str, ...]
    comment: str
    lead: str
    line: int


def pages() -> list[Path]:
    """Every page of the project that people read."""
    return sorted((*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md"), *CHECKOUT.glob("macros/*.md")))


def page_ids() -> list[str]:
    """The pages by their paths in the checkout."""
    return [page.relative_to(CHECKOUT).as_posix() for page in pages()]


def is_thai(page: str) -> bool:
    """Whether a page's commands speak Thai; those of the other pages speak English."""
    return page.startswith("docs/th/") or page.endswith(".th.md")


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page. Fails where one is not closed."""
    lines = (CHECKOUT / page).read_text(encoding="utf-8").splitlines()
    number = 0
    while number < len(lines):
        opened = _FENCE.match(lines[number])
        if opened is None:
            number += 1
            continue
        indent = len(opened["indent"])
        closing = next(
            (at for at in range(number + 1, len(lines)) if lines[at].strip() == opened["marks"]), None
        )
        assert closing is not None, f"{page}:{number + 1}: this block is not closed"
        comment = _COMMENT.match(lines[number - 1]) if number else None
        lead = next((line.strip() for line in reversed(lines[:number]) if line.strip()), "")
        body = (line[indent:] if not line[:indent].strip() else line for line in lines[number + 1 : closing])
        yield Block(opened["info"].strip(), tuple(body), comment[1] if comment else "", lead, number + 1)
        number = closing + 1


def prose(page: str) -> str:
    """A page without its fenced blocks and comments."""
    text = (CHECKOUT / page).read_text(encoding="utf-8")
    text = re.sub(r"^ *(`{3,}).*?^ *\1 *$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
