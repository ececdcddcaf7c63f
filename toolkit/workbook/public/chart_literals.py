"""Charts that carry their own figures, so that the sheet they were drawn from need not go along."""

from __future__ import annotations

from toolkit.workbook.marking.parts import Tree

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_LITERAL = {"strRef": ("strCache", "strLit"), "numRef": ("numCache", "numLit")}


def make_literal(chart: Tree) -> None:
    """Put the figures and words that a chart shows in the place of the cells that it refers to."""
    for reference, (cache, literal) in _LITERAL.items():
        for each in list(chart.iter(_tag(reference))):
            _replace(each, each.find(_tag(cache)), literal)


def _replace(reference: Tree, cache: Tree | None, literal: str) -> None:
    parent = reference.getparent()
    if parent.tag == _tag("tx"):  # a series or a title, which takes a plain text
        text = "".join(cache.itertext()).strip() if cache is not None else ""
        made = parent.makeelement(_tag("v"), nsmap=parent.nsmap)
        made.text = text
    else:
        made = parent.makeelement(_tag(literal), nsmap=parent.nsmap)
        made.extend(list(cache) if cache is not None else ())
    parent.replace(reference, made)


def _tag(name: str) -> str:
    return f"{{{_CHART}}}{name}"
