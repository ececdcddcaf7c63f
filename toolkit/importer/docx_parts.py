"""The parts of a Word document that hold text, as XML elements of what a reader of the printed page sees, and
the numbers that Word prints in front of paragraphs.

The container is read by ourselves and only the XML by lxml: so a missing picture, a macro document (.docm), a
template (.dotx) or strict Open XML is read like any other document. Elements are told apart by their local
names, which are the same in all of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from lxml import etree
from lxml.etree import _Element as Element

from toolkit.thai.text import to_thai
from toolkit.xlsx.package import Package
from toolkit.xlsx.sheet_data import RefusedError

_GONE = (
    *("del", "moveFrom", "delText", "instrText", "delInstrText", "fldData", "rt"),
    *("sdtPr", "sdtEndPr", "sectPr", "tabs"),
)
"""What was deleted or moved away, the commands of fields, reading hints and the stops of tabs."""
_LEFT_OUT = {"sdt": ("sdtPr", "showingPlcHdr"), "r": ("rPr", "vanish"), "tr": ("trPr", "del")}
"""What is not printed where a switch in it is on: a control that still shows its prompt ("click here"),
hidden text, deleted rows."""
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
    for name, path in _LEFT_OUT.items():
        for element in list(root.iter(f"{{*}}{name}")):
            switch = child(element, *path)
            if switch is not None and attribute(switch) not in ("0", "false", "off"):
                _drop(element)
    for paragraph in list(root.iter("{*}p")):
        following = paragraph.getnext()
        # Whose end was deleted runs into the next one.
        if child(paragraph, "pPr", "rPr", "del") is not None and following is not None:
            at = int(child(following, "pPr") is not None)
            following[at:at] = [part for part in paragraph if local(part) != "pPr"]
            _drop(paragraph)
    for alternatives in list(root.iter("{*}AlternateContent")):
        # The form that Word shows: the first one, unless only another holds text.
        told = (form for form in alternatives if next(form.iter("{*}t", "{*}txbxContent"), None) is not None)
        shown = next(told, None)
        alternatives[:] = alternatives[:1] if shown is None else [shown]
    etree.strip_elements(root, *(f"{{*}}{name}" for name in _GONE), with_tail=False)
    etree.strip_tags(root, *(f"{{*}}{name}" for name in _WRAPPERS))


def lay_flat(root: Element, notes: Mapping[tuple[str, str], Element]) -> None:
    """Make blocks of their own of what hangs on a paragraph: its text boxes behind it, and the notes that it
    refers to behind it or the table it stands in. A table of one cell that holds tables is a frame, and gives
    way to what is in it."""
    # From the end, so that of two at one paragraph the first stands first.
    for reference in reversed(list(root.iter("{*}footnoteReference", "{*}endnoteReference"))):
        note = notes.get((local(reference), attribute(reference, "id")))
        for block in list(reference.iterancestors("{*}p", "{*}tbl"))[-1:]:
            _put_behind(block, [] if note is None else list(note))
    for box in reversed(list(root.iter("{*}txbxContent"))):
        for paragraph in list(box.iterancestors("{*}p"))[:1]:
            _put_behind(paragraph, [part for part in box if "".join(part.itertext()).strip()])
            _drop(box)
    for table in list(root.iter("{*}tbl")):
        cells = table.findall("{*}tr/{*}tc")
        if len(cells) == 1 and child(cells[0], "tbl") is not None:
            _put_behind(table, [part for part in cells[0] if local(part) != "tcPr"])
            _drop(table)


def _put_behind(block: Element, parts: list[Element]) -> None:
    for part in reversed(parts):
        block.addnext(part)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


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
    for anchor in cell.iter("{*}anchor", "{*}inline"):
        if next(anchor.iter("{*}blip"), None) is None:
            offset = str(anchor.findtext("{*}positionH/{*}posOffset") or "0")
            at = start + int(offset) / _EMU if offset.lstrip("-").isdecimal() else start
            yield at, at + integer(child(anchor, "extent"), 0, "cx") / _EMU


class Numbering:
    """The lists of one document; `mark` is to be asked once for each paragraph, in reading order.

    Rules: ECMA-376 part 1, 17.9. Counters belong to the abstract definition, go on over tables and cells, and
    start anew below a higher level. Lists that name their levels by a list style are passed over.
    """

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstracts = {
            attribute(each, "abstractNumId"): each for each in children(numbering, "abstractNum")
        }
        self._lists = {attribute(each, "numId"): each for each in children(numbering, "num")}
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
        if name not in self._lists or number >= _LEVELS:
            return ""
        level, start, anew = self._level(name, number)
        # Counting on a level forgets those below it.
        counters = self._counters.setdefault(self._abstract(name), [None] * _LEVELS)
        # A list that starts anew does so at its first paragraph alone, and counts on from there.
        if anew and (name, number) not in self._begun:
            self._begun.add((name, number))
            counters[number] = None
        current = counters[number]
        counters[number:] = [start if current is None else current + 1, *[None] * (_LEVELS - number - 1)]
        text = attribute(child(level, "lvlText"))
        if attribute(child(level, "numFmt")) == "bullet":
            # A bullet's pattern is a letter of a symbol font, which means nothing in another font.
            return "- " if text.strip() in _DASHES else "• "
        for above, value in enumerate(counters[: number + 1]):
            shown, first, _ = self._level(name, above)
            printed = formatted(first if value is None else value, attribute(child(shown, "numFmt")))
            text = text.replace(f"%{above + 1}", printed)
        return text if attribute(child(level, "suff")) == "nothing" or not text.strip() else f"{text} "

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

    def _read_level(self, name: str, number: int) -> tuple[Element | None, int, bool]:
        """The definition of a list's level, its first number, and whether the list starts anew there."""

        def of(parent: Element | None, tag: str) -> Element | None:
            return next((one for one in children(parent, tag) if attribute(one, "ilvl") == str(number)), None)

        override = of(self._lists[name], "lvlOverride")
        level = child(override, "lvl")
        if level is None:
            level = of(self._abstracts.get(self._abstract(name)), "lvl")
        anew = child(override, "startOverride")
        return level, integer(anew, integer(child(level, "start"), 1)), anew is not None

    def _abstract(self, name: str) -> str:
        return attribute(child(self._lists[name], "abstractNumId"))


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
