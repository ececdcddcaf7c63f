"""Where a note's box stands on a sheet: places are counted in columns, rows and pixels within them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from toolkit.model.cells import cell_position
from toolkit.typeset.heights import CellText, line_count
from toolkit.xlsx.edited_package import (
    MAIN,
    RELATIONS,
    EditedPackage,
    Tree,
    UnmarkableError,
    first_child,
    new_element,
)
from toolkit.xlsx.edited_workbook import SHEET, put_instead

_BOX_WIDTH = 330
_LINE = 20  # pixels: Tahoma 10 with Thai marks above and below
_PADDING = 18
_TEXT_WIDTH = _BOX_WIDTH / 11
"""The box in digits of our body font, whose letters are no narrower than the note's."""
_DIGIT = 7  # pixels; a wider default font only makes the box wider
_ROW_HEIGHT, _COLUMN_WIDTH = 15.0, 8.43
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383


def column_pixels(sheet: Tree) -> Callable[[int], int]:
    """The width of a column (0-based) in pixels, 0 for a hidden one."""
    settings = first_child(sheet, "sheetFormatPr")
    usual = float((settings.get("defaultColWidth") if settings is not None else None) or _COLUMN_WIDTH)
    ranges = []
    columns = first_child(sheet, "cols")
    for each in columns if columns is not None else ():
        hidden = each.get("hidden") in ("1", "true")
        width = 0.0 if hidden else float(each.get("width", usual))
        ranges.append((int(each.get("min", "")), int(each.get("max", "")), width))

    def pixels(column: int) -> int:
        width = next((width for first, last, width in ranges if first <= column + 1 <= last), usual)
        return int(width * _DIGIT)

    return pixels


def _row_pixels(sheet: Tree) -> Callable[[int], int]:
    """The height of a row (0-based) in pixels, 0 for a hidden one."""
    settings = first_child(sheet, "sheetFormatPr")
    usual = float((settings.get("defaultRowHeight") if settings is not None else None) or _ROW_HEIGHT)
    heights = {
        int(each.get("r")): 0.0 if each.get("hidden") in ("1", "true") else float(each.get("ht", usual))
        for each in sheet.iterfind(f"{{{MAIN}}}sheetData/{{{MAIN}}}row")
        if each.get("r", "").isdecimal()
    }
    return lambda row: int(heights.get(row + 1, usual) * 4 / 3)


class NoteBoxes:
    """Boxes for the notes of one sheet."""

    def __init__(self, sheet: Tree) -> None:
        self._columns = column_pixels(sheet)
        self._rows = _row_pixels(sheet)

    def anchor(self, row: int, column: int, text: str) -> str:
        """The box of a note on a cell (0-based), right of it and large enough for the whole text."""
        lines = line_count(CellText(text, _TEXT_WIDTH))
        left, top = min(column + 1, _LAST_COLUMN), row
        right = _reached(self._columns, left, 12 + _BOX_WIDTH, _LAST_COLUMN)
        bottom = _reached(self._rows, top, 4 + lines * _LINE + _PADDING, _LAST_ROW)
        return ", ".join(map(str, (left, 12, top, 4, *right, *bottom)))


def _reached(pixels: Callable[[int], int], first: int, distance: int, last: int) -> tuple[int, int]:
    """The column or row in which a distance ends, and how far into it."""
    place, rest = first, distance
    while place < last and rest > pixels(place):
        rest -= pixels(place)
        place += 1
    return place, rest


AUTHOR = "ita"
NOTE_TITLE = "ผลตรวจ (ita)"
"""The first line of each of our notes, by which they are found again: some programs drop authors."""

_V = "urn:schemas-microsoft-com:vml"
_O = "urn:schemas-microsoft-com:office:office"
_X = "urn:schemas-microsoft-com:office:excel"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SHAPE_NUMBER = re.compile(r"_x0000_s([0-9]{1,9})")
_BLOCK = 1024
"""Shape numbers come in blocks, which `idmap` lists."""
_SHAPE_TYPE = f"""<v:shapetype xmlns:v="{_V}" xmlns:o="{_O}" id="_x0000_t202" coordsize="21600,21600"
 o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>
 <v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>"""
_SHAPE = f"""<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="_x0000_s{{number}}" type="#_x0000_t202"
 style="position:absolute;width:248pt;height:60pt;z-index:1;visibility:hidden" fillcolor="#ffffe1"
 o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>
 <v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">
 <div style="text-align:left"/></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>
 <x:SizeWithCells/><x:Anchor>{{anchor}}</x:Anchor><x:AutoFill>False</x:AutoFill>
 <x:Row>{{row}}</x:Row><x:Column>{{column}}</x:Column></x:ClientData></v:shape>"""


def add_notes(package: EditedPackage, part: str, notes: Mapping[str, str]) -> None:
    """Put notes on cells of a sheet, cell -> text; a cell that bears a note of its officer keeps that one."""
    comments = _comments_of(package, part)
    listed = _comment_list(package.tree(comments)) if comments else ()
    taken = {each.get("ref") for each in listed}
    wanted = {cell: text for cell, text in notes.items() if cell not in taken}
    if not wanted:
        return
    if not comments:
        comments = _new_comments(package, part)
    drawing = _drawing_of(package, part) or _new_drawing(package, part)
    root = package.edit(comments)
    author = _author(root)
    shapes = package.edit(drawing)
    if all(each.get("id") != "_x0000_t202" for each in shapes.iter(f"{{{_V}}}shapetype")):
        shapes.append(etree.fromstring(_SHAPE_TYPE))
    number = _first_number(shapes)
    boxes = NoteBoxes(package.tree(part))
    for index, (cell, text) in enumerate(wanted.items()):
        _comment_list(root).append(_comment(root, cell, text, author))
        row, column = _position(cell)
        anchor = boxes.anchor(row, column, f"{NOTE_TITLE}\n{text}")
        shape = _SHAPE.format(number=number + index, anchor=anchor, row=row, column=column)
        shapes.append(etree.fromstring(shape))
    _list_blocks(shapes)


def drop_notes(package: EditedPackage, part: str) -> None:
    """Take our notes off a sheet again; parts that held nothing else go with them."""
    comments = _comments_of(package, part)
    if not comments:
        return
    ours = [each for each in _comment_list(package.tree(comments)) if _text(each).startswith(NOTE_TITLE)]
    if not ours:
        return
    root = package.edit(comments)
    for each in ours:
        _comment_list(root).remove(each)
    _drop_shapes(package, part, {_position(each.get("ref", "")) for each in ours})
    if len(_comment_list(root)):
        _drop_author(root)
    else:
        _unlink(package, part, "comments", comments)


def _drop_shapes(package: EditedPackage, part: str, places: set[tuple[int, int]]) -> None:
    drawing = _drawing_of(package, part)
    if not drawing:
        return
    shapes = package.edit(drawing)
    for shape in shapes.findall(f"{{{_V}}}shape"):
        data = shape.find(f"{{{_X}}}ClientData")
        if data is not None and data.get("ObjectType") == "Note":
            place = (_number(data, "Row"), _number(data, "Column"))
            if place in places:
                shapes.remove(shape)
    if not any(each.tag not in (f"{{{_O}}}shapelayout", f"{{{_V}}}shapetype") for each in shapes):
        _unlink(package, part, "vmlDrawing", drawing)
        edited = package.edit(part)
        edited.remove(first_child(edited, "legacyDrawing"))


def _comments_of(package: EditedPackage, part: str) -> str:
    """The comments part of a sheet; "" where it has none."""
    related = package.related(part, "comments")
    if len(related) > 1:
        raise UnmarkableError(part)
    return next(iter(related.values()), "")


def _drawing_of(package: EditedPackage, part: str) -> str:
    """The old drawing of a sheet that holds its notes and form fields; "" where it has none. The pictures of
    page headers stand in another one."""
    drawing = first_child(package.tree(part), "legacyDrawing")
    if drawing is None:
        return ""
    related = package.related(part, "vmlDrawing")
    key = drawing.get(f"{{{RELATIONS}}}id", "")
    if key not in related:
        raise UnmarkableError(part)
    return related[key]


def _new_comments(package: EditedPackage, part: str) -> str:
    name = package.free_name("xl/comments{}.xml")
    root = etree.Element(f"{{{MAIN}}}comments", nsmap={None: MAIN})
    for each in ("authors", "commentList"):
        root.append(new_element(root, each))
    package.add(name, root, _COMMENTS_TYPE)
    package.relate(part, "comments", name)
    return name


def _new_drawing(package: EditedPackage, part: str) -> str:
    name = package.free_name("xl/drawings/vmlDrawing{}.vml")
    number = re.sub(r"\D", "", name)
    layout = (
        f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"><o:shapelayout v:ext="edit">'
        f'<o:idmap v:ext="edit" data="{number}"/></o:shapelayout></xml>'
    )
    package.add(name, etree.fromstring(layout), _VML_TYPE, "vml")
    identity = package.relate(part, "vmlDrawing", name)
    sheet = package.edit(part)
    drawing = sheet.makeelement(f"{{{MAIN}}}legacyDrawing", nsmap={"r": RELATIONS, **sheet.nsmap})
    drawing.set(f"{{{RELATIONS}}}id", identity)
    put_instead(sheet, drawing, SHEET)
    return name


def _unlink(package: EditedPackage, part: str, kind: str, target: str) -> None:
    for identity, each in package.related(part, kind).items():
        if each == target:
            package.unrelate(part, identity)
    package.remove(target)


def _comment_list(root: Tree) -> Tree:
    found = first_child(root, "commentList")
    if found is None:
        raise UnmarkableError("comments")
    return found


def _text(comment: Tree) -> str:
    return "".join(each.text or "" for each in comment.iter(f"{{{MAIN}}}t"))


def _comment(root: Tree, cell: str, text: str, author: int) -> Tree:
    comment = new_element(root, "comment", ref=cell, authorId=str(author))
    whole = new_element(comment, "text")
    for words, bold in ((NOTE_TITLE, True), (f"\n{text}", False)):
        run = new_element(whole, "r")
        look = new_element(run, "rPr")
        if bold:
            look.append(new_element(look, "b"))
        look.append(new_element(look, "sz", val="10"))
        look.append(new_element(look, "color", indexed="81"))
        look.append(new_element(look, "rFont", val="Tahoma"))
        look.append(new_element(look, "family", val="2"))
        run.append(look)
        written = new_element(run, "t")
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        written.text = words
        run.append(written)
        whole.append(run)
    comment.append(whole)
    return comment


def _author(root: Tree) -> int:
    """The index of our name among the authors."""
    authors = first_child(root, "authors")
    if authors is None:
        raise UnmarkableError("comments")
    names = [each.text for each in authors]
    if AUTHOR not in names:
        added = new_element(authors, "author")
        added.text = AUTHOR
        authors.append(added)
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _drop_author(root: Tree) -> None:
    """Take our name out where it stands last and no note bears it: the others keep their numbers."""
    authors = first_child(root, "authors")
    if authors is None or not len(authors) or authors[-1].text != AUTHOR:
        return
    last = str(len(authors) - 1)
    if all(each.get("authorId") != last for each in _comment_list(root)):
        authors.remove(authors[-1])


def _position(cell: str) -> tuple[int, int]:
    """Return the row and column of a cell, counted from 0 as old drawings do. Raises UnmarkableError."""
    try:
        row, column = cell_position(cell)
    except ValueError as error:
        raise UnmarkableError(cell) from error
    return row - 1, column - 1


def _number(data: Tree, name: str) -> int:
    found = data.find(f"{{{_X}}}{name}")
    text = "" if found is None else (found.text or "").strip()
    return int(text) if text.isdecimal() else -1


def _numbers(shapes: Tree) -> list[int]:
    found = (_SHAPE_NUMBER.fullmatch(each.get("id", "")) for each in shapes.iter(f"{{{_V}}}shape"))
    return [int(each[1]) for each in found if each]


def _first_number(shapes: Tree) -> int:
    numbers = _numbers(shapes)
    if numbers:
        return max(numbers) + 1
    blocks = [each.get("data", "1") for each in shapes.iter(f"{{{_O}}}idmap")]
    first = blocks[0].split(",")[0].strip() if blocks else "1"
    return (int(first) if first.isdecimal() else 1) * _BLOCK + 1


def _list_blocks(shapes: Tree) -> None:
    """Let `idmap` name every block from which shapes have numbers."""
    for layout in shapes.iter(f"{{{_O}}}idmap"):
        blocks = [each.strip() for each in layout.get("data", "").split(",")]
        used = {str(number // _BLOCK) for number in _numbers(shapes) if number >= _BLOCK}
        layout.set("data", ",".join((*blocks, *sorted(used.difference(blocks), key=int))))
