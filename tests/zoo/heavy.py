"""The files that cost most: as large as the limits let through, or just above, each built for one weakness.

They are made when asked for, one at a time, since some fill tens of megabytes before they are packed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from string import ascii_uppercase

from zoo.make import HEAD, MAIN, parts_of, rows, sheet, strings, workbook, zipped

MILLION = 1_000_000


def letters(column: int) -> str:
    """The letters of a 1-based column."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = ascii_uppercase[rest] + text
    return text


def _random(count: int) -> str:
    """A text that does not pack well, so that no ratio gives it away."""
    return random.Random(1).randbytes(count // 2).hex()


def _grid(height: int, width: int, cell: str = '<c r="{}"><v>{}</v></c>') -> str:
    columns = [letters(number) for number in range(1, width + 1)]
    found = []
    for row in range(1, height + 1):
        cells = "".join(cell.format(f"{column}{row}", row * 7919 % 100_000) for column in columns)
        found.append(f'<row r="{row}">{cells}</row>')
    return "".join(found)


def _cells(count: int) -> bytes:
    return rows(_grid(count // 100, 100))


def _general_cells(count: int) -> bytes:
    return rows("<!-- -->" + _grid(count // 100, 100))


def _inline_cells(count: int) -> bytes:
    return rows(_grid(count // 100, 100, '<c r="{}" t="inlineStr"><is><t>ก{}</t></is></c>'))


def _formulas(count: int) -> bytes:
    return rows(_grid(count // 100, 100, '<c r="{}"><f>A1&amp;"{}"</f></c>'))


def _wide(count: int) -> bytes:
    return rows(_grid(count // 16_384, 16_384))


def _many_sheets(count: int, length: int) -> bytes:
    return workbook(*[sheet(_grid(length // 100, 100))] * count)


def _strings(count: int) -> bytes:
    table = strings(*[f"<t>ข้อความที่ {number}</t>" for number in range(count)])
    return rows('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', table)


def _rich_strings(count: int) -> bytes:
    table = strings(*[f"<r><t>ก</t></r><r><t>{number}</t></r>" for number in range(count)])
    return rows('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', table)


def _long_text(count: int, way: str = "") -> bytes:
    return rows(f'{way}<row r="1"><c r="A1" t="str"><v>{_random(count)}</v></c></row>')


def _long_string(count: int) -> bytes:
    return rows('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings(f"<t>{_random(count)}</t>"))


def _beside(text: str) -> bytes:
    return workbook(sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after=text))


def _attributes(count: int) -> bytes:
    many = " ".join(f'a{number}="{number}"' for number in range(count))
    return _beside(f"<x {many}/>")


def _merges(count: int) -> bytes:
    return _beside(
        "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(count)) + "</mergeCells>"
    )


def _links(count: int) -> bytes:
    link = "".join(f'<hyperlink ref="A{n}" x:id="r{n}"/>' for n in range(count))
    return _beside(f'<hyperlinks xmlns:x="urn:x">{link}</hyperlinks>')


def _dropdowns(count: int) -> bytes:
    rule = "".join(
        f'<dataValidation type="list" sqref="A{n}"><formula1>A1</formula1></dataValidation>'
        for n in range(count)
    )
    return _beside(f"<dataValidations>{rule}</dataValidations>")


def _styles(count: int) -> bytes:
    formats = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{"_" * 40}{n}y"/>' for n in range(count))
    xfs = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(count))
    xml = (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>'
    )
    return rows('<row r="1"><c r="A1" s="1"><v>1</v></c></row>', styled=xml)


def _one_format(count: int) -> bytes:
    code = "[" * count
    xml = (
        f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    return rows('<row r="1"><c r="A1" s="0"><v>1</v></c></row>', styled=xml)


def _names(count: int) -> bytes:
    parts = parts_of(sheet(""))
    names = "".join(f'<definedName name="n{n}">#REF!</definedName>' for n in range(count))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b"</sheets>", f"</sheets><definedNames>{names}</definedNames>".encode()
    )
    return zipped(parts)


def _relations(count: int) -> bytes:
    parts = parts_of(sheet(""))
    more = "".join(f'<Relationship Id="x{n}" Type="x/image" Target="media/{n}.png"/>' for n in range(count))
    name = "xl/_rels/workbook.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", f"{more}</Relationships>".encode())
    return zipped(parts)


def _markers(count: int) -> bytes:
    """A sheet in which every row opens one of our tables."""
    line = '<row r="{0}"><c r="A{0}" t="str"><v>ita:status</v></c><c r="B{0}" t="str"><v>status</v></c></row>'
    return rows("".join(line.format(number) for number in range(1, count + 1)))


def _pad(count: int) -> bytes:
    """A part of legal blanks that does not pack beyond the ratio: comments of noise."""
    return _beside(f"<!--{_random(count)}-->")


def _emoji(count: int) -> bytes:
    """A part of four-byte letters, the widest form of text in memory."""
    cell = '<c r="{0}{1}" t="str"><v>{2}</v></c>'
    found = []
    for row in range(1, count // 30_000 + 2):
        found.append(f'<row r="{row}">{cell.format("A", row, "😀" + _random(30_000))}</row>')
    return rows("".join(found))


HEAVY: Mapping[str, Callable[[], bytes]] = {
    "1,000,000 cells": lambda: _cells(MILLION),
    "230,000 cells": lambda: _cells(230_000),
    "230,000 cells in the general way": lambda: _general_cells(230_000),
    "140,000 texts in cells": lambda: _inline_cells(140_000),
    "180,000 formulas without value": lambda: _formulas(180_000),
    "14 rows of 16,384 cells": lambda: _wide(230_000),
    "300 sheets of 900 cells": lambda: _many_sheets(300, 900),
    "230,000 shared strings": lambda: _strings(230_000),
    "110,000 strings of two runs": lambda: _rich_strings(110_000),
    "a text of 39 MB in a cell": lambda: _long_text(39 * MILLION),
    "a text of 39 MB in the general way": lambda: _long_text(39 * MILLION, "<!-- -->"),
    "a shared string of 39 MB": lambda: _long_string(39 * MILLION),
    "1,150,000 attributes": lambda: _attributes(1_150_000),
    "550,000 merges": lambda: _merges(550_000),
    "65,000 links": lambda: _links(65_000),
    "160,000 dropdowns": lambda: _dropdowns(160_000),
    "140,000 styles": lambda: _styles(140_000),
    "a number format of 3 MB": lambda: _one_format(3 * MILLION),
    "370,000 defined names": lambda: _names(370_000),
    "280,000 relations": lambda: _relations(280_000),
    "75,000 tables": lambda: _markers(75_000),
    "comments of 90 MB": lambda: _pad(90 * MILLION),
    "comments of 39 MB": lambda: _pad(39 * MILLION),
    "emoji of 38 MB": lambda: _emoji(38 * MILLION),
}


def heavy() -> Iterator[tuple[str, bytes]]:
    """Every such file with its name."""
    for name, make in HEAVY.items():
        yield name, make()
