"""The text of a template's cells: expressions computed in a sandbox, errors that name the cell.

Filters for expressions, beside those of Jinja2: `{{ day | thai_date }}` is "5 เมษายน 2567" (with `"short"`
"5 เม.ย. 67"), `{{ text | digits }}` has Thai digits (with `"arabic"` Arabic ones) and
`{{ names | joined }}` is "ก, ข และ ค" (another separator between the first ones in brackets).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from toolkit.model.entry import Picture
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import Month
from toolkit.thai.dates import DateStyle, Numerals, format_date, format_month
from toolkit.thai.text import to_arabic, to_thai

Context = Mapping[str, object]
Names = tuple[tuple[object, str], ...]
"""Items and the fields of them that expressions name."""

_EXPRESSION = re.compile(r"\{\{|\{%|\{#")
# Of `a.b.c` only `a.b`: what follows a dot is no item of the scope.
_FIELD = re.compile(r"(?<![\w.])([A-Za-z_]\w*)\.([A-Za-z_]\w*(?:\[\d+\])?)")
# A line break of Word is \x0b and its page break \x0c; no cell holds either.
_LINE_END = re.compile(r"\r\n?|\x0b|\x0c")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNKNOWN_NAME = re.compile(r"'([^']*)'")
_MARGINS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_MARGIN_LIMIT = 80
"""Characters of a part of a page header or footer; Excel keeps 255 of its three parts together."""


class TemplateError(UserError):
    """A template that cannot be filled: `findings` say where and why, `finding` is the first of them."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(findings[0])
        self.findings = findings


class CellRenderer:
    """Computes the expressions in one sheet's cells and in its page headers and footers."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._pictures: list[Picture] = []
        self._cells = _environment(self._cell_text)
        self._margins = _environment(_margin_text)

    def _cell_text(self, value: object) -> str:
        """Return a value as text; a picture is set aside for `take_picture`."""
        if isinstance(value, Picture):
            self._pictures.append(value)
            return ""
        return "" if value is None else str(value)

    def take_picture(self) -> Picture | None:
        """Return the picture that the text computed last named, once."""
        picture = self._pictures[-1] if self._pictures else None
        self._pictures.clear()
        return picture

    def text(self, template: str, context: Context, cell: str, *, margin: bool = False) -> str:
        """Return the text of a cell as it may be written. Raises TemplateError, naming the cell.

        Values come out as they are: an expression inside a value is not computed.
        """
        if template.startswith("="):  # a value put into a formula could change what it computes
            raise TemplateError(Finding("template-formula", self._sheet, cell, template))
        environment = self._margins if margin else self._cells
        try:
            code = _compiled(template)
            return plain_text(
                jinja2.Template.from_code(environment, code, environment.globals).render(context)
            )
        except jinja2.UndefinedError as error:
            # "'Measure object' has no attribute 'x'": the last word in quotes is the one that is not known.
            names = _UNKNOWN_NAME.findall(str(error))
            found = names[-1] if names else template
            raise TemplateError(Finding("template-name-unknown", self._sheet, cell, found)) from error
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise TemplateError(Finding("template-expression", self._sheet, cell, template)) from error


def holds_expression(value: object) -> bool:
    """Return whether a cell's value is a text with an expression in it."""
    return isinstance(value, str) and _EXPRESSION.search(value) is not None


def names_in(template: str, context: Context) -> Names:
    """Return the items and fields that a cell's expressions name: `{{ measure.result }}` names the item
    `measure` and "result", `{{ indicator.history[0] }}` "history[0]"."""
    return tuple((context[item], name) for item, name in _FIELD.findall(template) if item in context)


def plain_text(text: str) -> str:
    """Return a text as a cell can hold it: one kind of line end, no control characters, no look-alike of
    Excel's own character escapes (`_x0041_`)."""
    return _ESCAPE_LOOKALIKE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", _LINE_END.sub("\n", text)))


def fill_margins(sheet: Any, renderer: CellRenderer, context: Context) -> None:
    """Compute the expressions in the page headers and footers, where "&" begins a code."""
    for name in _MARGINS:
        margin = getattr(sheet, name)
        for side in (margin.left, margin.center, margin.right):
            if holds_expression(side.text):
                side.text = renderer.text(side.text, context, f"({name})", margin=True)


def _environment(finalize: Any) -> SandboxedEnvironment:
    """Return a sandbox, since a template may come from anywhere; a name that is not known is an error."""
    # A misspelt name must not print a blank. A cell is no HTML, so nothing is escaped.
    environment = SandboxedEnvironment(
        undefined=jinja2.StrictUndefined, autoescape=False, keep_trailing_newline=True, finalize=finalize
    )
    environment.filters |= {"thai_date": _thai_date, "digits": _digits, "joined": _joined}
    return environment


@lru_cache(maxsize=1024)
def _compiled(template: str) -> CodeType:
    """Return the code of expressions, which sheets and reports share: to compile them takes longest."""
    return _environment(str).compile(template)


def _thai_date(value: object, style: DateStyle = "full") -> str:
    """Return a day or month in Thai words; a text is printed already and stays as it is."""
    if isinstance(value, Month):
        return format_month(value, style)
    return format_date(value, style) if isinstance(value, dt.date) else str(value)


def _digits(value: object, numerals: Numerals = "thai") -> str:
    """Return a value with Thai or Arabic digits throughout."""
    return (to_thai if numerals == "thai" else to_arabic)(str(value))


def _joined(values: Iterable[object], between: str = ", ") -> str:
    """Return the values that are not blank in one line, "และ" before the last; a text is a list of lines."""
    lines = values.splitlines() if isinstance(values, str) else values
    *first, last = [text for line in lines if (text := str(line).strip())] or [""]
    return f"{between.join(first)} และ {last}" if first else last


def _margin_text(value: object) -> str:
    """Return a value for a page header or footer: short, on one line, "&" doubled to begin no code."""
    # Cut before "&" is doubled, or half of a pair could be left to begin a code.
    return " ".join(str(value).split())[:_MARGIN_LIMIT].replace("&", "&&")
