"""Sound workbooks with something added, taken away or rewritten."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from xml.sax.saxutils import quoteattr

from zoo.make import HEAD, OFFICE, PACKAGE, RELATIONS, WORKBOOK, Parts, zipped


def parts_in(data: bytes) -> Parts:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A workbook with more parts, or others under the same names."""
    return zipped({**parts_in(data), **parts})


def rezipped(data: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """A workbook with the XML of some parts changed; each change must change something."""
    parts = parts_in(data)
    for name, change in changes.items():
        before = parts[name].decode()
        after = change(before)
        assert after != before, f"nothing changed in {name}"
        parts[name] = after.encode()
    return zipped(parts)


def with_links(data: bytes, sheet: str, targets: Mapping[str, str], mode: str = "External") -> bytes:
    """A workbook with links from cells of one sheet part."""
    folder, name = posixpath.split(sheet)
    path = posixpath.join(folder, "_rels", name + ".rels")
    listed = "".join(
        f'<Relationship Id="link{number}" Type="{OFFICE}/hyperlink" Target={quoteattr(target)} '
        f'TargetMode="{mode}"/>'
        for number, target in enumerate(targets.values())
    )
    old = parts_in(data).get(path, b"").decode()
    kept = "".join(re.findall("<Relationship .*?/>", old))
    whole = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{kept}{listed}</Relationships>'
    links = "".join(f'<hyperlink ref="{cell}" r:id="link{number}"/>' for number, cell in enumerate(targets))

    def linked(xml: str) -> str:
        if "<hyperlinks>" in xml:
            return xml.replace("<hyperlinks>", f"<hyperlinks>{links}")
        spaces = "" if "xmlns:r=" in xml else f' xmlns:r="{OFFICE}"'
        end = f"</sheetData><hyperlinks{spaces}>{links}</hyperlinks>"
        return xml.replace("</sheetData>", end)

    return with_parts(rezipped(data, {sheet: linked}), {path: whole.encode()})


def without_sheets(data: bytes, names: Iterable[str]) -> bytes:
    """A workbook without the sheets of these names, as if somebody had deleted them."""
    parts = parts_in(data)
    workbook, relations = parts[WORKBOOK].decode(), parts[RELATIONS].decode()
    for name in names:
        found = re.search(f'<sheet name="{re.escape(name)}"[^>]* r:id="([^"]*)"[^>]*/>', workbook)
        assert found, f"no sheet {name}"
        workbook = workbook.replace(found[0], "")
        relation = re.search(f'<Relationship Id="{found[1]}"[^>]*/>', relations)
        assert relation
        relations = relations.replace(relation[0], "")
    return zipped({**parts, WORKBOOK: workbook.encode(), RELATIONS: relations.encode()})
