"""The texts of a workbook's parts as they may be published, wherever a program keeps them."""

from __future__ import annotations

import re
from collections.abc import Callable

from toolkit.workbook.marking.parts import MAIN, Tree

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_RUNS = {
    f"{{{MAIN}}}si": f"{{{MAIN}}}t",
    f"{{{MAIN}}}is": f"{{{MAIN}}}t",
    f"{_DRAWING}p": f"{_DRAWING}t",
}
"""What holds one text in pieces, and its pieces."""
_HEADS = tuple(
    f"{{{MAIN}}}{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")
)
_HEAD_CODE = re.compile(r'(&"[^"]*"|&\d+|&.)', re.DOTALL)
"""What is no text in the head or foot of a page: &L, &"font,bold", &16."""
_SAYING = ("descr", "title", "tooltip", "display", "name", "location")
"""Attributes in which drawings and links say something: Excel once put a picture's path into `descr`."""
_OF_DRAWING = ("cNvPr", "hyperlink", "hlinkClick")
Clean = Callable[[str], str]


def clean_texts(root: Tree, clean: Clean) -> None:
    """Put every text of a part through `clean`: cells, drawings, charts, headers, footers and what pictures
    and links are called. A text in pieces is looked at as a whole; where it changes it becomes one piece."""
    for element in root.iter(*_RUNS):
        clean_runs(element, _RUNS[element.tag], clean)
    for element in root.iter(f"{_CHART}v"):
        element.text = clean(element.text or "")
    for element in root.iter(*_HEADS):
        pieces = _HEAD_CODE.split(element.text or "")
        element.text = "".join(each if each.startswith("&") else clean(each) for each in pieces)
    for element in root.iter(*(f"{{*}}{each}" for each in _OF_DRAWING)):
        for name in _SAYING:
            if element.get(name):
                element.set(name, clean(element.get(name)))


def clean_runs(element: Tree, piece: str, clean: Clean) -> None:
    """Clean one text that may be in pieces."""
    pieces = list(element.iter(piece))
    text = "".join(each.text or "" for each in pieces)
    said = clean(text)
    if said != text:
        for each in pieces:
            each.text = ""
        pieces[0].text = said
