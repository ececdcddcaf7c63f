"""The Thai words that were not chosen stand nowhere that users read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.xlsx.strict_reader import read_book

PROJECT = Path(__file__).resolve().parents[2]
GLOSSARY = (PROJECT / "docs/developers/glossary.md").read_text(encoding="utf-8")
_HEADING = "## Thai words that were chosen"
_READS_PEOPLE = ("importer", "years")  # what other people's documents say is recognised, not said
_EXCEL = ("ยกเลิกการป้องกันแผ่นงาน",)


def not_chosen() -> list[str]:
    rows = re.findall(r"^\| (?!---|thing)(.+) \|$", GLOSSARY.split(_HEADING)[1], re.MULTILINE)
    return [word for row in rows for word in row.split(" | ")[2].split(" · ")]


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and text of every file that users read words from."""
    for pattern in ("toolkit/**/*.py", "toolkit/**/*.toml", "toolkit/**/*.po", "toolkit/**/*.html"):
        for path in sorted(PROJECT.glob(pattern)):
            if path.parent.name not in _READS_PEOPLE and path.name not in ("words.py", "mentions.py"):
                yield str(path.relative_to(PROJECT)), path.read_text(encoding="utf-8")
    for path in (
        *sorted(PROJECT.glob("docs/th/*.md")),
        PROJECT / "README.th.md",
        PROJECT / "macros/README.md",
        PROJECT / "packaging/windows/read-me.txt",
    ):
        yield str(path.relative_to(PROJECT)), path.read_text(encoding="utf-8")


def workbook_texts() -> Iterator[tuple[str, str]]:
    for path in sorted(PROJECT.glob("workbooks/**/*.xlsx")):
        sheets = read_book(path.read_bytes()).sheets.values()
        cells = (str(value) for sheet in sheets for row in sheet.rows.values() for value in row.values())
        yield path.name, "\n".join(cells)


def found_in(name: str, text: str) -> list[str]:
    for words in _EXCEL:
        text = text.replace(words, "")
    return [f"{name}: {word}" for word in not_chosen() if word in text]


def test_the_glossary_lists_words_that_were_not_chosen() -> None:
    assert {"มาโคร", "ข้อค้นพบ", "AutoFit"} <= set(not_chosen())


def test_words_not_chosen_are_not_said() -> None:
    assert [line for name, text in texts() for line in found_in(name, text)] == []


def test_words_not_chosen_do_not_stand_in_workbooks() -> None:
    assert [line for name, text in workbook_texts() for line in found_in(name, text)] == []


@pytest.mark.parametrize("text", ["แผนยังมีที่ผิด", "ไม่มีมาโคร", "รายงานความก้าวหน้า", "กรุณาส่งไฟล์"])
def test_a_word_not_chosen_is_found(text: str) -> None:
    assert found_in("x", text)
