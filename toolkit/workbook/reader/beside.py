"""What stands beside the values of a sheet: links out of the workbook, dropdowns, a filter.

Programs since Excel 2010 write a dropdown whose list is on another sheet as an extension (`x14`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toolkit.workbook.reader.canonical import entities, plain_attributes
from toolkit.workbook.reader.xml_walk import Element, attributes, element
from toolkit.workbook.reading import RefusedError

_X14 = ("http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",)
_XM = ("http://schemas.microsoft.com/office/excel/2006/main",)
_TRUE = ("1", "true")
_RANGE_WITHIN = 10_000
"""Letters behind the tag of a dropdown; its formula has at most 8,192."""
_MOST_LINKS = 65_530
"""As many as Excel takes on a sheet."""

_FILTER = element(passed=None)
_PROPERTIES = element(passed=None)
_LINK = element(passed=None)
_DROPDOWN = element(passed=None)
_RANGE = element(text=True)
_EXTENDED = element({"sqref": _RANGE}, passed=None, namespaces=_XM)
_EXTENDED_ALL = element({"dataValidation": _EXTENDED}, passed=None, namespaces=_X14)
_EXTENSION = element({"dataValidations": _EXTENDED_ALL}, passed=None, namespaces=_X14)
ELEMENTS = {
    "sheetPr": _PROPERTIES,
    "autoFilter": element({"filterColumn": _FILTER}, passed=None),
    "hyperlinks": element({"hyperlink": _LINK}, passed=None),
    "dataValidations": element({"dataValidation": _DROPDOWN}, passed=None),
    "extLst": element({"ext": _EXTENSION}, passed=None),
}
"""The elements of a sheet that tell of it, for `toolkit.workbook.reader.xml_walk.walk`."""

_PLAIN_LINK = re.compile(r"<hyperlink\s([^<>]*+)>")
_PLAIN_RANGE = re.compile(r":sqref[^<>]*>([^<]*)<")
_PLAIN_FILTER = re.compile(r"""<filterColumn[\s/>]|<sheetPr\s[^<>]*\bfilterMode\s*=\s*["'](?:1|true)["']""")


@dataclass(slots=True)
class Beside:
    """The links of a sheet (cells and relation id), its dropdowns (ranges), and whether rows are filtered."""

    links: list[tuple[str, str]] = field(default_factory=list)
    dropdowns: list[str] = field(default_factory=list)
    filtered: bool = False
    _listed: bool = False

    def begin(self, found: Element, flat: list[str]) -> None:
        """Take in the beginning of one of `ELEMENTS` or of what is in them."""
        if found is _LINK:
            self._add_link({key.rpartition(" ")[2]: value for key, value in attributes(flat).items()})
        elif found is _DROPDOWN:
            self._add_dropdown(attributes(flat))
        elif found is _EXTENDED:
            self._listed = attributes(flat).get("type") == "list"
        elif found is _FILTER or (found is _PROPERTIES and attributes(flat).get("filterMode") in _TRUE):
            self.filtered = True

    def end(self, found: Element, text: str) -> None:
        """Take in the end of one of them."""
        if found is _RANGE and self._listed:
            self.dropdowns.append(text.strip())

    def _add_link(self, values: dict[str, str]) -> None:
        if len(self.links) == _MOST_LINKS:
            raise RefusedError("file-too-large", found=f"> {_MOST_LINKS} links")
        if "id" in values:
            self.links.append((values.get("ref", ""), values["id"]))

    def _add_dropdown(self, values: dict[str, str]) -> None:
        if values.get("type") == "list":
            self.dropdowns.append(values.get("sqref", "").strip())

    @classmethod
    def of_plain(cls, text: str) -> Beside:
        """What stands around the data of a sheet in plain form: no comments, no CDATA, no stray ">"."""
        found = cls(filtered="filter" in text and _PLAIN_FILTER.search(text) is not None)
        if (at := text.find("<hyperlink")) >= 0:
            for each in _PLAIN_LINK.finditer(text, at):
                if "id" in each[1]:
                    values = plain_attributes(each[1])
                    found._add_link({key.rpartition(":")[2]: value for key, value in values.items()})
        for quoted in ('"list"', "'list'"):
            at = text.find(quoted)
            while at >= 0:
                found._add_list(text, text.rfind("<", 0, at), text.find(">", at))
                at = text.find(quoted, at + 1)
        return found

    def _add_list(self, text: str, begin: int, end: int) -> None:
        """Add a dropdown from its tag, or from the element behind it where it is an extension."""
        tag = text[begin:end]
        name = tag.split(maxsplit=1)[0]
        if name == "<dataValidation":
            self._add_dropdown(plain_attributes(tag))
        elif name.endswith(":dataValidation") and (
            cells := _PLAIN_RANGE.search(text, end, end + _RANGE_WITHIN)
        ):
            self.dropdowns.append(entities(cells[1]).strip())
