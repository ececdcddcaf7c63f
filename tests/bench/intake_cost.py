"""One filled division workbook from outside, opened and judged by every rule, against bare calamine on it."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.best import best_of
from tests.bench.strict_reading import bare
from toolkit.books.plan_reading import read_plan
from toolkit.example.demo import play_demo
from toolkit.intake.inbox import open_file
from toolkit.intake.judge import judge
from toolkit.model.month import BANGKOK
from toolkit.office.accepted import Accepted
from toolkit.rules.row_keys import PlanIndex
from toolkit.xlsx.strict_reader import read_book

ROUNDS, LIMIT = 40, 5.0
NOW = dt.datetime(2024, 10, 6, 9, tzinfo=BANGKOK)


def measure() -> list[tuple[str, float, float, float]]:
    """(what, its seconds, the seconds of what it is compared with, the most it may be)."""
    with tempfile.TemporaryDirectory() as name:
        office = play_demo(Path(name) / "office").office
        data = max((path.read_bytes() for path in office.inbox.rglob("*.xlsx")), key=len)
        plan, _ = read_plan(read_book(office.plan.read_bytes()))
    assert plan is not None
    rules = PlanIndex(plan)

    def intake() -> None:
        opened = open_file("inbox/a.xlsx", data, "", NOW, rules)
        assert opened.division is not None
        judged = judge(opened.readings, opened.division.division_code, rules, Accepted(), as_of=NOW)
        assert judged.months

    runs: dict[str, Callable[[], object]] = {"intake": intake, "calamine": lambda: bare(data, lambda _: True)}
    best = best_of(runs, ROUNDS)
    return [
        ("intake of a division workbook, rules included : calamine", best["intake"], best["calamine"], LIMIT)
    ]
