"""The text of a template's cells: expressions computed in a sandbox, errors that name the cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Context = Mapping[str, object]

_EXPRESSION = re.compile(r"\{\{|\{%|\{#")
_LINE_END = re.compile(r"\r\n?|\x0b|\x0c")
_ESCAPE_LOOKALIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class TemplateError(ValueError):
    """A template that cannot be filled: `sheet` and `cell` say where, `problem` what is wrong there."""

    def __init__(self, sheet: str, cell: str, problem: str) -> None:
        place = ", ".join(filter(None, (sheet and f"sheet {sheet}", cell and f"cell {cell}")))
        super().__init__(f"{place}: {problem}" if place else problem)
        self.sheet = sheet
        self.cell = cell
        self.problem = problem


class CellRenderer:
    """Computes the expressions in one sheet's cells."""

    def __init__(self, sheet: str) -> None:
        self._sheet = sheet
        self._environment = SandboxedEnvironment(
            undefined=jinja2.StrictUndefined, autoescape=False, keep_trailing_newline=True
        )
        self._templates: dict[str, jinja2.Template] = {}

    def holds_expression(self, value: object) -> bool:
        return isinstance(value, str) and _EXPRESSION.search(value) is not None

    def text(self, template: str, context: Context, cell: str) -> str:
        """The text of a cell as it may be written. Raises TemplateError, naming the cell.

        Values come out as they are: an expression inside a value is not computed.
        """
        if template.startswith("="):
            raise TemplateError(self._sheet, cell, f"an expression inside a formula: {template}")
        try:
            if template not in self._templates:
                self._templates[template] = self._environment.from_string(template)
            rendered = self._templates[template].render(context)
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise TemplateError(self._sheet, cell, f"{template}: {_reason(error)}") from error
        return plain_text(rendered)


def _reason(error: Exception) -> str:
    """What is wrong, without the names of our classes."""
    if isinstance(error, jinja2.UndefinedError):
        names = re.findall(r"'([^']*)'", str(error))
        return f"no such name: {names[-1]}" if names else str(error)
    if isinstance(error, SecurityError):
        return "it asks for something that a template may not read"
    return str(error)


def plain_text(text: str) -> str:
    """A text as a cell can hold it: one kind of line end, no control characters, no look-alike of Excel's
    own character escapes (`_x0041_`)."""
    return _ESCAPE_LOOKALIKE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", _LINE_END.sub("\n", text)))


def fill_margins(sheet: Any, renderer: CellRenderer, context: Context) -> None:
    """Compute the expressions in the page headers and footers, where "&" begins a code."""
    for name in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
        margin = getattr(sheet, name)
        for side in (margin.left, margin.center, margin.right):
            if renderer.holds_expression(side.text):
                filled = renderer.text(side.text, context, f"({name})")
                side.text = filled.replace("&", "&&")[:200]
