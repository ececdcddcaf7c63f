"""The catalogue is complete: two languages for each code, no code without use, no use without a code."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from toolkit.messages.catalogue import CATALOGUE, FAMILIES, Rule, as_request, codes_of, describe
from toolkit.model.finding import SEVERITIES, Finding, Lang

TOOLKIT = Path(__file__).parents[2] / "toolkit"
WORDS = TOOLKIT / "messages" / "words"
LANGUAGES: tuple[Lang, ...] = ("th", "en")
VALUES = {"found", "expected", "sheet", "cell", "file"}
MAKERS = {"Finding", "RefusedError", "_add", "finding"}
WITH_EXAMPLES = ("reading", "submission", "values", "sense")
"""The families of what divisions send, whose words the documentation shows with an example's values."""


@cache
def modules() -> tuple[ast.Module, ...]:
    """Every module of the toolkit."""
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in sorted(TOOLKIT.rglob("*.py")))


def codes_made() -> Iterator[str]:
    """The codes that findings are made with, where they are written out."""
    for node in (node for module in modules() for node in ast.walk(module)):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in MAKERS and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def texts() -> set[str]:
    """Every text that stands in the code."""
    nodes = (node for module in modules() for node in ast.walk(module))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def placeholders(*words: str) -> set[str]:
    return {field for text in words for _, field, _, _ in Formatter().parse(text) if field is not None}


def failures(fault: Callable[[str, Rule], bool]) -> list[str]:
    """The codes whose rule has a fault."""
    return [code for code, rule in CATALOGUE.items() if fault(code, rule)]


def test_every_code_that_is_used_has_words() -> None:
    assert sorted(set(codes_made()) - CATALOGUE.keys()) == []
    assert len(set(codes_made())) > 50  # the search itself works


def test_every_code_is_used() -> None:
    assert sorted(CATALOGUE.keys() - texts()) == []


def test_every_file_of_words_is_a_family_and_its_tables_are_what_the_catalogue_reads() -> None:
    """The catalogue cuts the files at their headings; a whole parse must find the same tables and keys."""
    assert sorted(path.stem for path in WORDS.iterdir()) == sorted(FAMILIES)
    tables = {}
    for family in FAMILIES:
        parsed = tomllib.loads((WORDS / f"{family}.toml").read_text("utf-8"))
        assert tuple(parsed) == codes_of(family)
        tables.update(parsed)
    assert tuple(tables) == tuple(CATALOGUE)
    keys = {"severity", "th", "en", "example", "warning_from", "error_from"}
    assert {code: extra for code, table in tables.items() if (extra := table.keys() - keys)} == {}
    assert {code for code, table in tables.items() if table["th"].keys() ^ {"message", "advice"}} == set()
    assert {code for code, table in tables.items() if table["en"].keys() ^ {"message", "advice"}} == set()
    months = {
        table[key] for table in tables.values() for key in ("warning_from", "error_from") if key in table
    }
    assert all(re.fullmatch(r"25\d\d-(0[1-9]|1[0-2])", month) for month in months)


def test_a_code_reads_as_words_and_has_a_severity() -> None:
    assert failures(lambda code, _: not re.fullmatch("[a-z]+(-[a-z]+)+", code)) == []
    assert failures(lambda _, rule: rule.severity not in SEVERITIES) == []


def test_two_languages() -> None:
    assert failures(lambda _, rule: not all(re.search("[ก-๙]", text) for text in rule.th)) == []
    assert failures(lambda _, rule: not all(re.match('[A-Z"{]|plan.xlsx', text) for text in rule.en)) == []


def test_placeholders() -> None:
    """The same values in both languages. The cell is never named: it is put in front by itself."""
    used = {code: (placeholders(*rule.th), placeholders(*rule.en)) for code, rule in CATALOGUE.items()}
    assert {code for code, (thai, english) in used.items() if (thai | english) - (VALUES - {"cell"})} == set()
    assert {code for code, (thai, english) in used.items() if thai - english} == set()


def test_one_sentence_each() -> None:
    def wrong(text: str) -> bool:
        end = text.endswith((".", "—", ":")) or re.search(r"[a-z]\. [A-Z]", text)
        return text != " ".join(text.split()) or bool(end)

    assert failures(lambda _, rule: any(map(wrong, (*rule.th, *rule.en)))) == []


def test_words_without_any_value_still_read() -> None:
    left_over = re.compile(r"เซลล์ :|แผ่น :|[Cc]ell :|[Ss]heet :|\{|\}")
    for lang in LANGUAGES:
        words = {code: describe(Finding(code), lang, "file") for code in CATALOGUE}
        assert {code for code, text in words.items() if left_over.search(text.message + text.advice)} == set()


def test_a_rule_whose_words_use_a_value_has_an_example_of_it() -> None:
    for family in WITH_EXAMPLES:
        rules = {code: CATALOGUE[code] for code in codes_of(family)}
        for at, value in enumerate(("found", "expected")):
            used = {code for code, rule in rules.items() if value in placeholders(*rule.th, *rule.en)}
            given = {code for code, rule in rules.items() if rule.example[at]}
            assert used ^ given == set(), f"{value} is used without an example of it, or the other way round"


def test_words_with_the_example() -> None:
    wrong = []
    for code in (code for family in WITH_EXAMPLES for code in codes_of(family)):
        found, expected = CATALOGUE[code].example
        for lang in LANGUAGES:
            words = describe(Finding(code, "ธ.ค.66", "H12", found, expected, "ก.xlsx"), lang)
            message, advice = CATALOGUE[code].th if lang == "th" else CATALOGUE[code].en
            for value, example in (("{found}", found), ("{expected}", expected)):
                for template, text in ((message, words.message), (advice, words.advice)):
                    if value in template and example not in text:
                        wrong.append(f"{code} ({lang}): {text}")
    assert wrong == []


@pytest.mark.parametrize(
    ("advice", "asked"),
    [
        ("เลือกสถานะจากรายการในช่อง", "โปรดเลือกสถานะจากรายการในช่อง"),
        ("ครั้งต่อไปให้พิมพ์เฉพาะตัวเลข", "ครั้งต่อไปโปรดพิมพ์เฉพาะตัวเลข"),
        ("ถ้ามีความเคลื่อนไหว ให้เลือกสถานะ", "ถ้ามีความเคลื่อนไหว โปรดเลือกสถานะ"),
        ("โปรดระบุชื่อหรือตำแหน่งของผู้รายงาน", "โปรดระบุชื่อหรือตำแหน่งของผู้รายงาน"),
        ("ไม่ต้องแก้ ถ้าอ่านถูกต้องแล้ว", "ไม่ต้องแก้ ถ้าอ่านถูกต้องแล้ว"),
        ("", ""),
    ],
)
def test_a_division_is_asked_politely(advice: str, asked: str) -> None:
    assert as_request(advice) == asked
