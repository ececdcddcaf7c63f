"""The page of the library: what `import toolkit` offers, from signatures and docstrings."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from typing import Any

from markdown import page, quoted

import toolkit
from toolkit.api import CarriedOver
from toolkit.intake.check import Checked
from toolkit.intake.plan_file import CheckedPlan
from toolkit.intake.verify import Verified
from toolkit.model.finding import FileResult, Finding
from toolkit.planning.distribution import Distribution
from toolkit.publish.publish import Published
from toolkit.report.write import WrittenReport
from toolkit.rollup.frames import Frames
from toolkit.rollup.roll_up import RollUp

_INTRO = """Everything that a command does is one call of a name below; `import toolkit` loads none of it before
it is used. Names that do not stand here may change from version to version. Types are those of the modules named;
what is wrong with a workbook comes back as findings, what the user has to mend first as `UserError`.
What the methods of `Office` return stands at the end."""
_RESULTS = (
    *(Checked, CheckedPlan, Distribution, RollUp, Frames, WrittenReport, Published, Verified, CarriedOver),
    *(FileResult, Finding),
)
_WIDTH = 90


def library_page() -> str:
    """All public names of the package."""
    things = [getattr(toolkit, name) for name in toolkit.__all__ if name != "__version__"]
    return page("Library", _INTRO, *map(_section, (*things, *_RESULTS)))


def _section(thing: Any) -> str:
    name = thing.__name__
    node = ast.parse(textwrap.dedent(inspect.getsource(thing))).body[0]
    shown = _class(node) if isinstance(node, ast.ClassDef) else _signature(node)
    return f"## {name}\n\n```python\n{shown}\n```\n\n{_text(thing)}\n\nFrom `{thing.__module__}`."


def _text(thing: Any) -> str:
    """A docstring as paragraphs; its code stays code."""
    pieces = (inspect.getdoc(thing) or "").split("`")
    return "`".join(piece if index % 2 else quoted(piece) for index, piece in enumerate(pieces))


def _class(node: ast.ClassDef) -> str:
    lines = [f"class {node.name}:"]
    for member in node.body:
        if isinstance(member, ast.AnnAssign):
            lines.append(f"    {ast.unparse(member)}")
        elif isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
            lines += ["", *_method(member)]
    return "\n".join(lines)


def _method(node: ast.FunctionDef) -> Iterator[str]:
    """A method with its marks and the first sentence of what it does."""
    yield from (f"    @{ast.unparse(mark)}" for mark in node.decorator_list)
    yield textwrap.indent(_signature(node), "    ")
    yield f"        # {(ast.get_docstring(node) or '').splitlines()[0]}"


def _signature(node: ast.stmt) -> str:
    """A function's head, one argument a line where it is long."""
    assert isinstance(node, ast.FunctionDef)
    arguments, result = _arguments(node.args), f" -> {ast.unparse(node.returns)}" if node.returns else ""
    short = f"def {node.name}({', '.join(arguments)}){result}"
    if len(short) <= _WIDTH:
        return short
    return "\n".join((f"def {node.name}(", *(f"    {argument}," for argument in arguments), f"){result}"))


def _arguments(arguments: ast.arguments) -> list[str]:
    """Each argument with its type and default. Defaults belong to the last arguments."""
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults = [None] * (len(plain) - len(arguments.defaults)) + list(arguments.defaults)
    told = [_argument(*pair) for pair in zip(plain, defaults, strict=True)]
    if arguments.vararg:
        told.append(f"*{ast.unparse(arguments.vararg)}")
    elif arguments.kwonlyargs:
        told.append("*")
    if arguments.kwonlyargs:
        told += [_argument(*pair) for pair in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    return told


def _argument(argument: ast.arg, default: ast.expr | None) -> str:
    return ast.unparse(argument) + (f" = {ast.unparse(default)}" if default else "")
