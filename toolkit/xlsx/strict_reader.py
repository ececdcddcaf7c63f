"""The strict reader: everything that comes from outside passes through it.

In process, with stated limits. It hands on every non-empty value with its coordinates and refuses a file
rather than lose a cell: a broken part, a foreign encoding, a doubled sheet or cell, an index out of range
is an error that names the place.

It tells too what a workbook carries besides its sheets: macros, connections, links to elsewhere and embedded
objects show in the names of parts, their declared types and their relations; none of these parts is opened.
"""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from toolkit.model.finding import Finding, UserError
from toolkit.xlsx.cell_values import SheetBuilder
from toolkit.xlsx.package import CONTENT_TYPES, Package, Relations
from toolkit.xlsx.sheet_data import DEFAULT_LIMITS, BookData, Burden, Limits, RefusedError, SheetData
from toolkit.xlsx.sheet_rows import read_rows
from toolkit.xlsx.workbook_parts import modified_time, shared_strings, style_kinds, workbook_parts
from toolkit.xlsx.xml_trees import TRUE, Tree, bare_attributes, below


def read_bytes(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the bytes of a regular file, read once. Raises RefusedError for links, pipes and giants,
    UserError where the file is missing or may not be read."""
    try:
        data = regular_bytes(path, limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise UserError(Finding("file-missing", file=str(path))) from error
    except OSError as error:
        raise UserError(Finding("file-no-access", file=str(path), found=error.strerror or "")) from error
    except ValueError as error:  # a NUL in the name
        raise UserError(Finding("file-missing", file=str(path))) from error
    if len(data) > limits.file_bytes:
        raise RefusedError("file-too-large", found=f"> {limits.file_bytes // 1_000_000} MB")
    return data


def regular_bytes(path: Path, most: int = -1) -> bytes:
    """Return at most `most` bytes of a regular file. Raises RefusedError for links and pipes, OSError."""
    # A named pipe would block for ever; a link could take the file's place after it was looked at.
    flags = (
        os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    )
    if not stat.S_ISREG(path.lstat().st_mode):
        raise RefusedError("file-not-regular")
    with os.fdopen(os.open(path, flags), "rb") as stream:
        # Asked again of what was opened: another file may have the name by now.
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise RefusedError("file-not-regular")
        return stream.read(most)


def read_book(
    data: bytes, *, wanted: Callable[[str], bool] = lambda _: True, limits: Limits = DEFAULT_LIMITS
) -> BookData:
    """Read the sheets whose name is wanted. Raises RefusedError."""
    package = Package(data, limits)
    parts = workbook_parts(package)
    if not parts.sheets:
        raise RefusedError("file-no-sheets")
    if len(parts.sheets) > limits.sheets:
        raise RefusedError("file-unsafe", found=f"{len(parts.sheets)} sheets")
    names = [listed.name.casefold() for listed in parts.sheets]
    for listed in parts.sheets:
        # Other readers give the first of two sheets with one name twice.
        if names.count(listed.name.casefold()) > 1:
            raise RefusedError("sheet-duplicate", sheet=listed.name, found=listed.name)
    table = shared_strings(package.read(parts.strings), parts.strings) if parts.strings else []
    strings = {str(index): text for index, text in enumerate(table)}
    longest = max(map(len, table), default=0)
    if longest > limits.text_letters:
        raise RefusedError("file-too-large", found=f"{longest:,} letters")
    kinds = style_kinds(package.read(parts.styles), parts.styles) if parts.styles else ()
    sheets, relations = {}, [parts.relations]
    for listed in parts.sheets:
        if not wanted(listed.name):
            continue
        sheet = sheets[listed.name] = SheetData(listed.name, listed.state)
        builder = SheetBuilder(sheet, strings, kinds, parts.date1904, limits)
        rows, root = read_rows(package.read(listed.part), listed.part)
        links = _note_beside(sheet, root)
        for row in rows:
            builder.add_row(*row)
        if links:
            relations.append(own := Relations(package, listed.part))
            for cells, key, place in links:
                target = own.by_id[key].target if key in own.by_id else ""
                sheet.links.append((cells, f"{target}#{place}" if target and place else target))
    _check_letters(sheets.values(), longest, limits)
    return BookData(sheets, modified_time(package), _find_burdens(package, relations))


def _check_letters(sheets: Collection[SheetData], longest: int, limits: Limits) -> None:
    """Refuse more text than can be looked through; counted only where it could be too much."""
    longest = max([longest, *(sheet.longest for sheet in sheets)])
    if longest * sum(sheet.cells for sheet in sheets) <= limits.book_letters:
        return
    values = (value for sheet in sheets for row in sheet.rows.values() for value in row.values())
    letters = sum(len(value) for value in values if isinstance(value, str))
    if letters > limits.book_letters:
        raise RefusedError("file-too-large", found=f"{letters:,} letters")


# A part that nothing refers to is carried along all the same.
_FOLDERS: tuple[tuple[str, Burden], ...] = (
    ("xl/vbaproject", "macros"),
    ("xl/macrosheets/", "macros"),
    ("xl/connections", "connection"),
    ("xl/querytables/", "connection"),
    ("xl/embeddings/", "embedded"),
    ("xl/activex/", "embedded"),
    ("xl/ctrlprops/", "embedded"),
    ("xl/webextensions/", "embedded"),
    ("customui/", "embedded"),
)
# By the last word of a relation's type, whatever its part is called.
_KINDS: dict[str, Burden] = {
    "vbaProject": "macros",
    "xlMacrosheet": "macros",
    "xlIntlMacrosheet": "macros",
    "connections": "connection",
    "queryTable": "connection",
    "extensibility": "embedded",
}
# A declared type shows what a part is under any name.
_DECLARED: tuple[tuple[str, Burden], ...] = (
    ("vbaproject", "macros"),
    ("macrosheet", "macros"),
    ("macroenabled", "macro-format"),
)


def _find_burdens(package: Package, relations: Iterable[Relations]) -> tuple[tuple[Burden, str], ...]:
    """Return each burden once for each part that shows it, in the order of the package.

    `relations` are those of the workbook and of sheets that were read. Raises RefusedError for relations
    or types that are damaged.
    """
    known = {one.path.casefold(): one for one in relations}
    burdens = list(_by_name(package))
    for declared in package.tree(CONTENT_TYPES).iter("{*}Override"):
        name, type_ = declared.get("PartName", "").lstrip("/"), declared.get("ContentType", "").casefold()
        burdens += [(kind, name) for word, kind in _DECLARED if word in type_]
    for path in package.names:
        folded = path.casefold()
        if not folded.endswith(".rels") or folded.startswith(_EXTERNAL):
            continue
        # Damage in a part that leads nowhere is no reason to refuse a workbook.
        if folded not in known and not any(word in package.read(path) for word in _OUTWARD):
            continue
        folder, file = posixpath.split(path)
        part = posixpath.join(posixpath.dirname(folder), file[: -len(".rels")])
        related = known.get(folded) or Relations(package, part)
        for kind, target, outside in related.by_id.values():
            if kind in _KINDS:
                burdens.append((_KINDS[kind], target))
            # A hyperlink leads out only when somebody clicks it.
            elif outside and kind != "hyperlink":
                burdens.append(("dde" if kind == "oleObject" else "external-link", target))
    return tuple(dict.fromkeys(burdens))


_EXTERNAL = "xl/externallinks/"
_OUTWARD = (b"External", b"&#", b"\0")
"""One of these stands in relations that lead out of the workbook; the last two may hide the word."""


def _by_name(package: Package) -> Iterator[tuple[Burden, str]]:
    for name in package.names:
        folded = name.casefold()
        for start, kind in _FOLDERS:
            if folded.startswith(start):
                yield kind, name
        if folded.startswith(_EXTERNAL) and folded.endswith(".xml"):
            # A link to another workbook names its file in its relations; a link to a program (DDE) has none,
            # and one to an object (OLE) says so.
            outward = [relation for relation in Relations(package, name).by_id.values() if relation.outside]
            if not outward or any(relation.kind == "oleObject" for relation in outward):
                yield "dde", name
            else:
                yield "external-link", outward[0].target


_MOST_LINKS = 65_530
"""As many as Excel takes on a sheet."""
_NEWER = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}dataValidation"
_NEWER_RANGE = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"


def _note_beside(sheet: SheetData, root: Tree) -> list[tuple[str, str, str]]:
    """Note what stands beside the cells of a sheet; return the links that lead elsewhere: their cells, the
    relation's id, the place in the target. Raises RefusedError."""
    # A link without an id leads to a place in the workbook itself.
    links = [
        (link.get("ref", ""), key, link.get("location", ""))
        for link in below(root, "hyperlinks", "hyperlink")
        if (key := bare_attributes(link).get("id")) is not None
    ]
    if len(links) > _MOST_LINKS:
        raise RefusedError("file-too-large", found=f"> {_MOST_LINKS} links")
    sheet.merges += [merged.get("ref", "") for merged in below(root, "mergeCells", "mergeCell")]
    rules = [(rule, rule.get("sqref", "")) for rule in below(root, "dataValidations", "dataValidation")]
    rules += [(rule, rule.findtext(_NEWER_RANGE, "")) for rule in root.iter(_NEWER)]
    sheet.dropdowns += [cells.strip() for rule, cells in rules if rule.get("type") == "list"]
    hides = [True for properties in below(root, "sheetPr") if properties.get("filterMode") in TRUE]
    sheet.filtered = bool(hides or below(root, "autoFilter", "filterColumn"))
    return links
