"""PDF files lose the names in their properties and nothing else."""

from __future__ import annotations

import pytest

from toolkit.publish.documents import without_properties

INFO = (
    b"%%PDF-1.6\n7 0 obj\n<</Author%s/CreationDate(D:20240331)>>\nendobj\n"
    b"9 0 obj\n<</Title(page one)>>\nendobj\n"
)
END = b"trailer\n<</Size 9/Info 7 0 R>>\n%%EOF\n"
PACKET = (
    b'<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:li>Somchai</rdf:li>'
    b"<pdfaid:part>2</pdfaid:part><rdf:Description xmp:CreatorTool='Somchai'/></x:xmpmeta><?xpacket end='w'?>"
)


def pdf(author: bytes, more: bytes = b"") -> bytes:
    return INFO % author + more + END


@pytest.mark.parametrize(
    "author",
    [
        b"(Somchai)",
        b"( a \\) Somchai (b) )",
        b"<536f6d63686169>",
        b" <FEFF00 53 00 6f006d>",
        b"(\xfe\xff\0S\0o\0m)",
    ],
)
def test_names_go_and_nothing_moves(author: bytes) -> None:
    data = pdf(author)
    clean, left = without_properties(data)
    assert len(clean) == len(data)
    assert not left
    assert author.strip() not in clean
    assert not any(secret in clean for secret in (b"Somchai", b"536f", b"00 53", b"S\0o"))
    assert all(piece in clean for piece in (b"(D:20240331)", b"(page one)", END))  # bookmarks are no property


def test_every_version_of_the_properties() -> None:
    """A program that saves again appends a second dictionary under the same number."""
    clean, left = without_properties(pdf(b"(Somchai)") + pdf(b"(Somchai)"))
    assert b"Somchai" not in clean
    assert not left


def test_xmp_keeps_its_shape() -> None:
    data = pdf(b"(x)", b"8 0 obj\n<</Type/Metadata>>stream\n" + PACKET + b"endstream\nendobj\n")
    clean, left = without_properties(data)
    assert not left
    assert b"Somchai" not in clean
    assert b"<pdfaid:part>2</pdfaid:part>" in clean
    assert (len(clean), clean.count(b"<"), clean.count(b'"')) == (
        len(data),
        data.count(b"<"),
        data.count(b'"'),
    )


@pytest.mark.parametrize(
    "data",
    [
        pdf(b"(Somchai)", b"<</ByteRange[0 1 2 3]>>"),
        pdf(b"(Somchai)", b"<</Encrypt 8 0 R>>"),
        b"%PDF-1.7\n" + END,
        b"%PDF-1.7\n8 0 obj\n<</Type /Metadata/Filter/FlateDecode>>",
    ],
    ids=["digitally signed", "encrypted", "compressed", "compressed XMP"],
)
def test_what_cannot_be_taken_out_is_told_and_left(data: bytes) -> None:
    assert without_properties(data) == (data, True)


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4", b"%PDF-1.4 trailer <</Size 3>>", b"%PDF-" + b"(" * 50_000]
)
def test_a_file_without_properties_stays(data: bytes) -> None:
    assert without_properties(data) == (data, False)
