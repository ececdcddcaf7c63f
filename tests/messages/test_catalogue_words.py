"""The catalogue is complete: two languages for each code, no code without use, no use without a code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from toolkit.messages.catalogue import CATALOGUE, describe
from toolkit.messages.rule import Rule
from toolkit.model.finding import SEVERITIES, Finding

TOOLKIT = Path(__file__).parents[2] / "toolkit"
VALUES = {"found", "expected", "sheet", "cell", "file"}
MAKERS = {"Finding", "RefusedError", "_add"}
RULES = pytest.mark.parametrize(("code", "rule"), CATALOGUE.items(), ids=CATALOGUE)


@cache
def modules() -> tuple[ast.Module, ...]:
    """Every module of the toolkit but the catalogue itself."""
    paths = (each for each in sorted(TOOLKIT.rglob("*.py")) if each.parent.name != "catalogue")
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)


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


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def test_every_code_that_is_used_has_words() -> None:
    assert sorted(set(codes_made()) - CATALOGUE.keys()) == []
    assert len(set(codes_made())) > 50  # the search itself works


def test_every_code_is_used() -> None:
    assert sorted(CATALOGUE.keys() - texts()) == []


@RULES
def test_two_languages(code: str, rule: Rule) -> None:
    assert re.fullmatch("[a-z]+(-[a-z]+)+", code)
    assert rule.severity in SEVERITIES
    assert all(re.search("[ก-๙]", text) for text in rule.th)
    assert all(re.match('[A-Z"{]|plan.xlsx', text) for text in rule.en)


@RULES
def test_placeholders(code: str, rule: Rule) -> None:
    """The same values in both languages. The cell is never named: it is put in front by itself."""
    thai, english = (set().union(*map(placeholders, words)) for words in (rule.th, rule.en))
    assert thai | english <= VALUES - {"cell"}
    assert thai <= english


@RULES
def test_one_sentence_each(code: str, rule: Rule) -> None:
    for text in (*rule.th, *rule.en):
        assert text == " ".join(text.split())
        assert not text.endswith((".", "—", ":"))
        assert not re.search(r"[a-z]\. [A-Z]", text)


@RULES
@pytest.mark.parametrize("lang", ["th", "en"])
def test_words_without_any_value_still_read(code: str, rule: Rule, lang: str) -> None:
    words = describe(Finding(code), "en" if lang == "en" else "th", "file")
    assert not re.search(r"เซลล์ :|แผ่น :|[Cc]ell :|[Ss]heet :|\{|\}", words.message + words.advice)
