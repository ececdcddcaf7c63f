"""The zip container: what a file is by its content, and what is never unpacked."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest
from zoo.make import PLAIN, SHEET1, patched, zipped

from toolkit.books.public_copy import clean_copy
from toolkit.report.memo_docx import document_bytes
from toolkit.xlsx.edited_package import EditedPackage
from toolkit.xlsx.equal_bytes import save_workbook
from toolkit.xlsx.new_workbook import Book
from toolkit.xlsx.package import Package, Relations, refuse_foreign
from toolkit.xlsx.sheet_data import Limits, RefusedError

PARTS = {"[Content_Types].xml": b"<Types/>", "xl/a.xml": b"<a/>" * 1000}


def refusal(data: bytes, limits: Limits | None = None) -> tuple[str, str]:
    with pytest.raises(RefusedError) as caught:
        Package(data, limits or Limits())
    return caught.value.finding.code, caught.value.finding.found


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (b"%PDF-1.4", "PDF"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\xff\xd8\xff\xe1", "JPEG"),
        (b"Rar!\x1a", "RAR"),
        (b"{\\rtf1", "RTF"),
        (b"<!DOCTYPE html>", "HTML/XML"),
        (b"\xef\xbb\xbf\r\n<table>", "HTML/XML"),
        ("ชื่อ,ร้อยละ".encode("cp874"), "CSV/text"),
        ("ชื่อ\tร้อยละ".encode("utf-16"), "CSV/text"),
    ],
)
def test_a_foreign_file_is_named_for_what_it_is(start: bytes, found: str) -> None:
    with pytest.raises(RefusedError) as caught:
        refuse_foreign(start)
    assert (caught.value.finding.code, caught.value.finding.found) == ("file-not-workbook", found)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_parts_come_back_whole_in_either_method(method: int) -> None:
    package = Package(zipped(PARTS, method))
    assert {name: package.read(name) for name in PARTS} == PARTS


def test_names_are_compared_without_case() -> None:
    package = Package(zipped(PARTS))
    assert "XL/A.xml" in package
    assert package.read("XL/A.xml") == PARTS["xl/a.xml"]
    assert "xl/b.xml" not in package


@pytest.mark.parametrize(
    ("limits", "code", "found"),
    [
        (Limits(file_bytes=100), "file-too-large", "0 MB"),
        (Limits(parts=1), "file-unsafe", "> 1 parts"),
        (Limits(part_bytes=3999), "file-too-large", "xl/a.xml: 0 MB"),
        (Limits(total_bytes=4000), "file-too-large", "xl/a.xml: 0 MB"),
        (Limits(ratio=5, ratio_from_bytes=3000), "file-too-large", "xl/a.xml: 0 MB"),
    ],
)
def test_each_limit_is_minded_before_anything_is_unpacked(limits: Limits, code: str, found: str) -> None:
    assert refusal(zipped(PARTS), limits) == (code, found)
    Package(zipped(PARTS))


@pytest.mark.parametrize(
    ("limits", "most"),
    [
        (Limits(xml_bytes=8_000), 2),
        (Limits(xml_marks=2_000, uncounted_bytes=0), 2),
        (Limits(xml_bytes=7_999), 1),
        (Limits(xml_marks=1_999, uncounted_bytes=0), 1),
        (Limits(xml_marks=999, uncounted_bytes=0), 0),
        (Limits(xml_marks=999, uncounted_bytes=4_000), 1),
    ],
)
def test_all_xml_that_is_read_counts_together(limits: Limits, most: int) -> None:
    package = Package(zipped({**PARTS, "xl/media/a.png": b"\x89PNG" + b"<" * 9_000}), limits)
    package.read("xl/media/a.png")  # no XML
    for _ in range(most):
        package.read("xl/a.xml")
    with pytest.raises(RefusedError) as caught:
        package.read("xl/a.xml")
    assert (caught.value.finding.code, caught.value.finding.found) == ("file-too-large", "xl/a.xml")


def test_a_part_is_never_inflated_beyond_its_declared_size() -> None:
    data = zipped({**PARTS, SHEET1: b" " * 40_000_000})
    lying = patched(data, SHEET1, local=22, central=24, value=struct.pack("<I", 100))
    package = Package(lying)
    tracemalloc.start()
    with pytest.raises(RefusedError) as caught:
        package.read(SHEET1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.finding.code == "file-damaged"
    assert peak < 1_000_000


@pytest.mark.parametrize(
    ("local", "central", "value"),
    [
        pytest.param(14, 16, b"\1\2\3\4", id="checksum"),
        pytest.param(22, 24, struct.pack("<I", 5), id="size too small"),
        pytest.param(22, 24, struct.pack("<I", 5000), id="size too large"),
        pytest.param(18, 20, struct.pack("<I", 5), id="packed size too small"),
        pytest.param(8, 10, b"\0\0", id="stored instead of deflated"),
        pytest.param(0, 0, b"", id="nothing changed"),
    ],
)
def test_a_part_that_is_not_what_the_directory_says_is_refused(
    local: int, central: int, value: bytes
) -> None:
    package = Package(patched(PLAIN, SHEET1, local=local, central=central, value=value))
    if not value:
        assert package.read(SHEET1).startswith(b"<?xml")
        return
    with pytest.raises(RefusedError) as caught:
        package.read(SHEET1)
    assert (caught.value.finding.code, caught.value.finding.found) == ("file-damaged", SHEET1)


def test_a_missing_part_is_named() -> None:
    with pytest.raises(RefusedError) as caught:
        Package(PLAIN).read("xl/worksheets/sheet9.xml")
    assert caught.value.finding.found == "xl/worksheets/sheet9.xml"


def test_a_directory_of_a_million_entries_is_not_even_listed() -> None:
    data = b"PK\x03\x04" + b"PK\x01\x02" * 1_000_000
    assert refusal(data) == ("file-unsafe", "> 2000 parts")


def _by_xlsxwriter() -> bytes:
    book = Book("Sarabun", title="งาน")
    book.sheet("ก").write_string(0, 0, "ข")
    return book.finish()


def _by_openpyxl() -> bytes:
    return save_workbook(openpyxl.Workbook())


def _by_word() -> bytes:
    return document_bytes(docx.Document())


def _edited() -> bytes:
    package = EditedPackage(PLAIN)
    package.edit("xl/workbook.xml")
    return package.save()


@pytest.mark.parametrize("make", [_by_xlsxwriter, _by_openpyxl, _by_word, _edited, lambda: clean_copy(PLAIN)])
def test_the_same_bytes_on_every_system(make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    here = make()
    with monkeypatch.context() as patched:
        patched.setattr(zipfile.sys, "platform", "win32")  # type: ignore[attr-defined]
        there = make()
    assert here == there
    with zipfile.ZipFile(io.BytesIO(here)) as archive:
        members = archive.infolist()
    assert {member.create_system for member in members} == {3}
    assert {member.external_attr for member in members} == {0o600 << 16}
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}


def test_a_package_of_any_kind_has_the_same_limits() -> None:
    word = zipped({"word/document.xml": b"<a/>" * 1000})
    Package(word, any_kind=True).verify()
    with pytest.raises(RefusedError) as caught:
        Package(word, Limits(part_bytes=3999), any_kind=True)
    assert caught.value.beyond_limits
    with pytest.raises(RefusedError):
        Package(word)


def test_relations_lead_to_parts_whether_written_from_the_root_or_from_beside() -> None:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    xml = (
        f'<Relationships xmlns="{space}">'
        '<Relationship Id="a" Type="x/image" Target="../media/1.png"/>'
        '<Relationship Id="b" Type="x/image" Target="/xl/media/2.png"/>'
        '<Relationship Id="c" Type="x/hyperlink" Target="https://a.th" TargetMode="External"/>'
        "</Relationships>"
    )
    package = Package(zipped({**PARTS, "xl/drawings/_rels/drawing1.xml.rels": xml.encode()}))
    relations = Relations(package, "xl/drawings/drawing1.xml")
    assert relations.parts() == {"a": "xl/media/1.png", "b": "xl/media/2.png"}
    assert (relations.part("c"), relations.part("d")) == (("", ""), ("", ""))
    assert relations.by_id["c"].target == "https://a.th"
    with pytest.raises(RefusedError):
        relations.one("image")
