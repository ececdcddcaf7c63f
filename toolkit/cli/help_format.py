"""The layout of help pages: lines break at spaces only, and Thai marks above and below take no column."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import click


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(unicodedata.category(each) not in ("Mn", "Cf") for each in text)


def lines_of(text: str, width: int) -> list[str]:
    """A paragraph in lines of at most `width` columns. Thai has no spaces inside a phrase, and breaking it
    by counting letters would part a vowel from its consonant: a longer phrase keeps its line."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and columns(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


class HelpFormatter(click.HelpFormatter):
    """click's help page with Thai line breaks and columns."""

    def write_text(self, text: str) -> None:
        """Paragraphs, parted by an empty line."""
        indent = " " * self.current_indent
        width = self.width - self.current_indent
        paragraphs = (
            "\n".join(indent + line for line in lines_of(each, width)) for each in text.split("\n\n")
        )
        self.write("\n\n".join(paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names in a first column, their texts beside them."""
        rows = list(rows)
        first = min(max(columns(name) for name, _ in rows), col_max) + col_spacing
        start = self.current_indent + first
        for name, text in rows:
            gap = first - columns(name)
            lines = lines_of(text, max(self.width - start, 20))
            self.write(" " * self.current_indent + name)
            if gap >= col_spacing:
                self.write(" " * gap + lines.pop(0))
            self.write("\n" + "".join(f"{' ' * start}{line}\n" for line in lines))


class Context(click.Context):
    """A context whose help pages are laid out so."""

    formatter_class = HelpFormatter
