"""One template, many workbooks: only texts and times differ, and the zip is a sound one."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import xlsxwriter

from tests.made_up.template import CountryTemplate
from toolkit.xlsx.strict_reader import read_book

SAVED = dt.datetime(2024, 4, 5, 9, 30, tzinfo=dt.UTC)


def template() -> tuple[bytes, CountryTemplate]:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("แผ่น")
        sheet.write_column(0, 0, ["รหัส ⟦code⟧ ชื่อ ⟦name⟧", "คงเดิม", "⟦code⟧"])
        sheet.write_number(0, 1, 40)
    return buffer.getvalue(), CountryTemplate(buffer.getvalue(), ["⟦[a-z]+⟧"])


def fill(token: str) -> str:
    return {"⟦code⟧": "05", "⟦name⟧": "บ้าน <ก> & ข"}[token]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_tokens_are_filled_wherever_they_stand() -> None:
    _, made = template()
    book = read_book(made.varied(fill, SAVED))
    assert {row: cells[1] for row, cells in book.sheets["แผ่น"].rows.items()} == {
        1: "รหัส 05 ชื่อ บ้าน <ก> & ข",
        2: "คงเดิม",
        3: "05",
    }
    assert book.modified == SAVED


def test_every_other_part_is_as_it_was() -> None:
    data, made = template()
    before, after = parts(data), parts(made.varied(fill, SAVED))
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {
        "xl/sharedStrings.xml",
        "docProps/core.xml",
    }
    assert parts(made.varied(lambda token: token)) == before


def test_equal_fillings_give_equal_bytes() -> None:
    _, made = template()
    assert made.varied(fill, SAVED) == made.varied(fill, SAVED)
