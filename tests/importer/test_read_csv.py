"""Text tables: encodings, delimiters, quotes."""

from __future__ import annotations

import pytest

from toolkit.importer.document import MAX_COLUMNS, MAX_ROWS, encode
from toolkit.importer.read_tables import read_csv
from toolkit.xlsx.sheet_data import RefusedError

HEADER = "มาตรการ,ผู้รับผิดชอบ"
GUESSED = (("import-file-encoding-guessed", "Windows-874 (TIS-620)"),)


def rows(data: bytes, kind: str = "csv") -> tuple[tuple[str, ...], ...]:
    return read_csv(data, "plan.csv", kind).tables[0].rows


def code(data: bytes) -> tuple[str, str]:
    with pytest.raises(RefusedError) as refused:
        encode(read_csv(data, "plan.csv"))
    return refused.value.finding.code, refused.value.finding.found


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [("utf-8", ()), ("utf-8-sig", ()), ("utf-16", ()), ("tis-620", GUESSED), ("cp874", GUESSED)],
)
def test_encodings(encoding: str, notes: tuple[tuple[str, str], ...]) -> None:
    found = read_csv(f"{HEADER}\nประกาศ,กองคลัง\n".encode(encoding), "plan.csv")
    assert found.tables[0].rows == (("มาตรการ", "ผู้รับผิดชอบ"), ("ประกาศ", "กองคลัง"))
    assert found.notes == notes


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf\xa1\xa2,\xa3", b"\xa1\xa2\x81\x82,\xa3", b"\xff\xfea"],
    ids=["mark of UTF-8 before Windows-874", "bytes that no Thai letter has", "half a letter of UTF-16"],
)
def test_letters_of_no_known_encoding(data: bytes) -> None:
    assert code(data) == ("import-file-encoding", "")


@pytest.mark.parametrize(
    ("text", "grid"),
    [
        ("ก,ข\nค,ง", (("ก", "ข"), ("ค", "ง"))),
        ("ก;ข,ค\nง;จ", (("ก", "ข,ค"), ("ง", "จ"))),
        ("ก\tข, ค, ง\nจ\tฉ", (("ก", "ข, ค, ง"), ("จ", "ฉ"))),
        ("ก|ข\nค|ง", (("ก", "ข"), ("ค", "ง"))),
        ('"ก";"ข,ค"\r\n"ง";"จ"\r\n', (("ก", "ข,ค"), ("ง", "จ"))),
        ('ก,"ข\nค ""ง"""\nจ,ฉ', (("ก", 'ข\nค "ง"'), ("จ", "ฉ"))),
        ("แผน ปี 2567\n\nก,ข\nค,ง\n", (("แผน ปี 2567", ""), ("", ""), ("ก", "ข"), ("ค", "ง"))),
        ("ก,ข,,\nค,ง,,\n,,,\n", (("ก", "ข"), ("ค", "ง"))),
        ("ก ข\nค ง", (("ก ข",), ("ค ง",))),
        ("001,1/2,=1+1", (("001", "1/2", "=1+1"),)),
        ("<p>ก</p> <p>ข</p>,ค\nง,จ", (("ก\nข", "ค"), ("ง", "จ"))),
    ],
)
def test_delimiters_and_quotes(text: str, grid: tuple[tuple[str, ...], ...]) -> None:
    assert rows(text.encode()) == grid


def test_the_ending_decides_between_delimiters_that_fit_equally_well() -> None:
    assert rows("ก\tข,ค".encode(), "tsv") == (("ก", "ข,ค"),)
    assert rows("ก\tข,ค".encode(), "csv") == (("ก\tข", "ค"),)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('ก,ข\nค,"ง\nจ,ฉ\n', "2"),
        ('ก,ข\nค,"ง" จ\n', "2"),
        ('"ก,ข\nค,ง\n', "1"),
        (f'ก,ข\nค,"{"ง" * 300_000}"\n', "2"),
    ],
)
def test_an_unclosed_quote_is_refused_with_its_line(text: str, line: str) -> None:
    assert code(text.encode()) == ("import-file-quote", line)


def test_limits() -> None:
    longest = "ก,ข\n" * MAX_ROWS
    assert len(rows(longest.encode())) == MAX_ROWS
    assert code((longest + "ก,ข\n").encode())[0] == "import-file-too-long"
    assert len(rows(("ก," * (MAX_COLUMNS - 1) + "ข").encode())[0]) == MAX_COLUMNS
    assert code(("ก," * MAX_COLUMNS + "ข").encode()) == ("import-file-too-long", f"(1 × {MAX_COLUMNS + 1})")


@pytest.mark.parametrize("data", [b" \n\n", b",,\n,,\n"])
def test_nothing_in_it(data: bytes) -> None:
    assert code(data) == ("import-file-empty", "")
