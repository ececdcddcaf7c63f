"""The parts of a Word document that hold text, as XML elements of what a reader of the printed page sees, and
the numbers that Word prints in front of paragraphs.

The container is read by ourselves and only the XML by lxml: so a missing picture, a macro document (.docm), a
template (.dotx) or strict Open XML is read like any other document. Elements are told apart by their local
names, which are the same in all of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree
from lxml.etree import _Element as Element

from toolkit.thai.text import to_thai
from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import RefusedError

_GONE = (
    *("del", "moveFrom", "delText", "instrText", "delInstrText", "fldData", "rt"),
    *("sdtPr", "sdtEndPr", "sectPr"),
)
"""What was deleted or moved away, the commands of fields and reading hints."""
_WRAPPERS = (
    *("ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag"),
    *("AlternateContent", "Choice", "Fallback"),
)
"""What stands around blocks, rows, cells and runs and is no part of the text."""
# Word's lists have the levels 0 to 8.
_LEVELS = 9
# In a damaged file a style may be based on itself.
_DEEPEST_STYLE = 12
_LETTERS = {
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",  # without ฃ ฅ ฆ ฤ ฦ
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}
_DASHES = tuple("-–—‐‑‒−")
_EMU = 12_700  # of DrawingML in a point


def word_part(package: Package, name: str) -> Element:
    """Return the root of a part, cleaned. Raises RefusedError."""
    data = package.read(name)
    if b"<!DOCTYPE" in data[:4096]:
        raise RefusedError("import-file-damaged", found=name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError("import-file-damaged", found=name) from error
    _clean(root)
    return root


def _clean(root: Element) -> None:
    """Leave of a part what a reader of the printed page sees, with nothing around blocks, rows and runs."""
    for control in list(root.iter("{*}sdt")):  # one that still shows its prompt ("click here")
        if _switched_on(child(control, "sdtPr", "showingPlcHdr")):
            _drop(control)
    for run in list(root.iter("{*}r")):
        if _switched_on(child(run, "rPr", "vanish")):
            _drop(run)
    for row in list(root.iter("{*}tr")):
        if child(row, "trPr", "del") is not None:
            _drop(row)
    for paragraph in list(root.iter("{*}p")):
        following = paragraph.getnext()
        # Whose end was deleted runs into the next one.
        if child(paragraph, "pPr", "rPr", "del") is not None and following is not None:
            at = int(child(following, "pPr") is not None)
            following[at:at] = [part for part in paragraph if local(part) != "pPr"]
            _drop(paragraph)
    for alternatives in list(root.iter("{*}AlternateContent")):
        forms = list(alternatives)
        # The form that Word shows: the first one, unless only another holds text.
        told = (form for form in forms if next(form.iter("{*}t", "{*}txbxContent"), None) is not None)
        shown = next(told, forms[0] if forms else None)
        for form in forms:
            if form is not shown:
                alternatives.remove(form)
    etree.strip_elements(root, *(f"{{*}}{name}" for name in _GONE), with_tail=False)
    etree.strip_tags(root, *(f"{{*}}{name}" for name in _WRAPPERS))


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _switched_on(element: Element | None) -> bool:
    """Whether a switch such as `<w:vanish/>` is there and not switched off."""
    return element is not None and attribute(element) not in ("0", "false", "off")


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of local names, or None."""
    if element is None:
        return None
    found: Element | None = element.find("/".join(f"{{*}}{name}" for name in path))
    return found


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of one local name; none of None."""
    return iter(()) if element is None else element.iterchildren(f"{{*}}{name}")


def attribute(element: Element | None, name: str = "val") -> str:
    """Return an attribute by its local name, "" where there is none."""
    attributes = {} if element is None else element.attrib
    return next((str(value) for key, value in attributes.items() if str(key).rpartition("}")[2] == name), "")


def integer(element: Element | None, otherwise: int, name: str = "val") -> int:
    """Return an integer attribute; what is none counts as not given."""
    text = attribute(element, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def fill_of(cell: Element) -> str:
    """Return the colour that a cell is filled with, "" for none or white."""
    colour = attribute(child(cell, "tcPr", "shd"), "fill").upper()
    return "" if colour in ("", "AUTO", "FFFFFF") else colour


def arrow_ends(cell: Element, start: float) -> Iterator[tuple[float, float]]:
    """Yield from where to where, in points, the lines and shapes reach that hang on a cell which begins at
    `start`; not those of VML, which Word has not drawn since 2007."""
    for anchor in (*cell.iter("{*}anchor"), *cell.iter("{*}inline")):
        if next(anchor.iter("{*}blip"), None) is None:
            offset = str(anchor.findtext("{*}positionH/{*}posOffset") or "0")
            at = start + int(offset) / _EMU if offset.lstrip("-").isdecimal() else start
            yield at, at + integer(child(anchor, "extent"), 0, "cx") / _EMU


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: first number, format, pattern such as "%1." and what follows the number."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    suffix: str = ""
    anew: bool = False


class Numbering:
    """The lists of one document; `mark` is to be asked once for each paragraph, in reading order.

    Rules: ECMA-376 part 1, 17.9. Counters belong to the abstract definition, go on over tables and cells, and
    start anew below a higher level. Lists that name their levels by a list style are passed over.
    """

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstracts = {
            attribute(abstract, "abstractNumId"): abstract for abstract in children(numbering, "abstractNum")
        }
        self._lists = {attribute(entry, "numId"): entry for entry in children(numbering, "num")}
        self._styles = {attribute(style, "styleId"): style for style in children(styles, "style")}
        defaults = (
            name
            for name, style in self._styles.items()
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true")
        )
        self._default = next(defaults, "")
        self._level, self._of_style = cache(self._read_level), cache(self._read_style)
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def mark(self, paragraph: Element) -> str:
        """Return the number or bullet of a paragraph with what follows it ("๑. "), "" where it has none."""
        properties = child(paragraph, "pPr")
        name, level_of = attribute(child(properties, "numPr", "numId")), child(properties, "numPr", "ilvl")
        # numId 0 takes the style's numbering away and names no list: it must not fall back on the style.
        if not name:
            name, styled = self._of_style(attribute(child(properties, "pStyle")) or self._default)
            level_of = styled if level_of is None else level_of
        number = integer(level_of, 0)
        if name not in self._lists or not 0 <= number < _LEVELS:
            return ""
        level = self._level(name, number)
        counters = self._count(name, number, level)
        if level.form == "bullet":
            # A bullet's pattern is a letter of a symbol font, which means nothing in another font.
            return "- " if level.pattern.strip() in _DASHES else "• "
        text = level.pattern
        for above in range(number + 1):
            shown = self._level(name, above)
            value = counters[above]
            printed = formatted(shown.start if value is None else value, shown.form)
            text = text.replace(f"%{above + 1}", printed)
        return text if level.suffix == "nothing" or not text.strip() else f"{text} "

    def _read_style(self, name: str) -> tuple[str, Element | None]:
        """The list and level that a style or one that it is based on gives."""
        level = None
        for _ in range(_DEEPEST_STYLE):
            style = self._styles.get(name)
            properties = child(style, "pPr", "numPr")
            level = child(properties, "ilvl") if level is None else level
            if number := attribute(child(properties, "numId")):
                return number, level
            name = attribute(child(style, "basedOn"))
        return "", None

    def _read_level(self, name: str, number: int) -> _Level:
        def of(parent: Element | None, tag: str) -> Element | None:
            return next((one for one in children(parent, tag) if attribute(one, "ilvl") == str(number)), None)

        override = of(self._lists[name], "lvlOverride")
        level = child(override, "lvl")
        if level is None:
            level = of(self._abstracts.get(self._abstract(name)), "lvl")
        anew = child(override, "startOverride")
        return _Level(
            integer(anew, integer(child(level, "start"), 1)),
            attribute(child(level, "numFmt")) or "decimal",
            attribute(child(level, "lvlText")),
            attribute(child(level, "suff")),
            anew is not None,
        )

    def _abstract(self, name: str) -> str:
        return attribute(child(self._lists[name], "abstractNumId"))

    def _count(self, name: str, number: int, level: _Level) -> list[int | None]:
        """Count one paragraph on its level and forget the levels below it."""
        counters = self._counters.setdefault(self._abstract(name), [None] * _LEVELS)
        # A list that starts anew does so at its first paragraph alone, and counts on from there.
        if level.anew and (name, number) not in self._begun:
            self._begun.add((name, number))
            counters[number] = None
        current = counters[number]
        counters[number] = level.start if current is None else current + 1
        counters[number + 1 :] = [None] * (_LEVELS - number - 1)
        return counters


def formatted(number: int, form: str) -> str:
    """Return a number in one of Word's formats; Arabic digits for formats that Thai offices do not use."""
    if form in ("none", "bullet"):
        return ""
    if form == "thaiNumbers":
        return to_thai(str(number))
    if form in _LETTERS and number > 0:
        # Word repeats the letter after the last one: y, z, aa, bb.
        rounds, place = divmod(number - 1, len(_LETTERS[form]))
        return _LETTERS[form][place] * (rounds + 1)
    return str(number)
