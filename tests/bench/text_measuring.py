"""Measuring text: per 1,000 letters, against the words that PyThaiNLP's own tokenizer finds in them."""

from __future__ import annotations

from tests.bench.best import best_of
from toolkit.example.worked_example import load_example
from toolkit.thai.text import pythainlp
from toolkit.typeset import heights, line_breaks
from toolkit.typeset import line_breaks as words
from toolkit.typeset.heights import CellText, line_count

COLUMNS = 34.0
LEAST = 40  # letters; shorter texts fit on a line
ROUNDS = 7


def forget() -> None:
    """Empty every cache but the dictionary's."""
    for cached in (heights._ends, line_breaks._places, words.words):
        cached.cache_clear()


def measure() -> list[tuple[str, float, float, float]]:
    """(what, its seconds, the seconds of what it is compared with, the most it may be)."""
    pythainlp()
    from pythainlp.tokenize import word_tokenize

    rows = [row for rows in load_example().plan.tables.values() for row in rows]
    texts = sorted({text for row in rows for text in row.values() if len(text) >= LEAST})
    thousands = sum(map(len, texts)) / 1000
    cells = [CellText(text, COLUMNS) for text in texts]

    def lay_out() -> None:
        for cell in cells:
            line_count(cell)

    def lay_out_afresh() -> None:
        forget()
        lay_out()

    def tokenize() -> None:
        for text in texts:
            word_tokenize(text)

    tokenize()  # loads its dictionary
    lay_out()
    runs = {"fresh": lay_out_afresh, "tokens": tokenize, "again": lay_out}
    fresh, tokens, again = best_of(runs, ROUNDS).values()
    return [
        ("1,000 letters measured : PyThaiNLP's newmm on them", fresh / thousands, tokens / thousands, 1.0),
        ("equal letters measured again : the first time", again / thousands, fresh / thousands, 0.1),
    ]
