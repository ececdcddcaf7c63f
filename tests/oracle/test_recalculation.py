"""`ita rollup --json` against the independent recalculation: the worked example and random offices."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from hypothesis import HealthCheck, given, note, settings

from oracle.offices import RandomOffice, offices
from oracle.plan import Plan
from oracle.raw_cells import month_text, tables
from oracle.recalculate import Recalculation
from toolkit.cli import load_commands
from toolkit.office.folder import OfficeFolder

COMPARED = ("overall", "measures", "steps", "divisions", "reporting")


def rolled_up(office: Path, month: int, as_of: dt.datetime) -> dict[str, Any]:
    """What the program prints, percents as decimals."""
    arguments = [
        "rollup",
        "--office",
        str(office),
        "--month",
        month_text(month),
        "--as-of",
        as_of.isoformat(),
    ]
    result = CliRunner().invoke(load_commands(), [*arguments, "--json"])
    assert result.exit_code in (0, 1), result.output
    found: dict[str, Any] = json.loads(result.stdout, parse_float=Decimal)
    return found


def printed(figures: Any) -> Any:
    """The oracle's figures as they are printed: half up to 2 decimals, times with +07:00."""
    if isinstance(figures, Fraction):
        return Decimal(int(figures * 100 + Fraction(1, 2))) / 100
    if isinstance(figures, dt.datetime):
        return figures.isoformat()
    if isinstance(figures, dict):
        return {name: printed(value) for name, value in figures.items() if name != "counts"}
    return [printed(figure) for figure in figures] if isinstance(figures, list) else figures


def differences(program: Any, oracle: Any, where: str = "") -> list[str]:
    """Each place where the two disagree, by its path in the JSON."""
    if isinstance(oracle, dict) and isinstance(program, dict):
        names = [*oracle, *(name for name in program if name not in oracle)]
        return [
            d for n in names for d in differences(program.get(n, "?"), oracle.get(n, "?"), f"{where}.{n}")
        ]
    if isinstance(oracle, list) and isinstance(program, list) and len(oracle) == len(program):
        pairs = enumerate(zip(program, oracle, strict=True))
        return [d for place, (ours, theirs) in pairs for d in differences(ours, theirs, f"{where}[{place}]")]
    return [] if program == oracle else [f"{where}: program {program}, oracle {oracle}"]


def settled(figures: dict[str, Any]) -> dict[str, Any]:
    """Without what the contract leaves open: the order of a step's divisions, and when what is neither in
    time nor late was received."""
    for step in figures["steps"]:
        step["assignments"].sort(key=lambda division: division["division_code"])
    for division in figures["divisions"]:
        if division["report"] not in ("on-time", "late"):
            del division["received"]
    return figures


def compare(office: Path, oracle: Recalculation, month: int, as_of: dt.datetime) -> list[str]:
    """Run both; the disagreements."""
    program = rolled_up(office, month, as_of)
    oracle.take_in(as_of)
    figures = printed(oracle.figures(month, as_of))
    assert set(figures) == set(COMPARED)
    return differences(settled({name: program[name] for name in COMPARED}), settled(figures))


def test_worked_example_month_by_month(demo_office: OfficeFolder, tmp_path: Path) -> None:
    """October to March, each judged the day after its deadline with what had come by then."""
    shutil.copy(demo_office.plan, tmp_path)
    oracle = Recalculation(tmp_path)
    sent = sorted(demo_office.inbox.rglob("*.xlsx"))
    found: list[str] = []
    for month in range(oracle.plan.first, oracle.plan.first + 6):
        as_of = oracle.plan.deadline(month) + dt.timedelta(days=1)
        for source in sent:
            if source.stat().st_mtime <= as_of.timestamp():
                copy = tmp_path / "inbox" / source.relative_to(demo_office.inbox)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, copy)
        found += [
            f"{month_text(month)}{difference}" for difference in compare(tmp_path, oracle, month, as_of)
        ]
    assert not found
    assert sorted(path.name for path in (tmp_path / "inbox").rglob("*.xlsx")) == sorted(
        file.name for file in sent
    )


def play(office: RandomOffice, root: Path) -> list[str]:
    """Write an office run by run, and compare after each."""
    (root / "inbox").mkdir(parents=True)
    (root / "plan.xlsx").write_bytes(office.plan)
    plan, oracle, found = Plan(office.plan), Recalculation(root), []
    for number, run in enumerate(office.runs, 1):
        for file in run.sent:
            file.write(root / "inbox", plan)
        found += [f"run {number}{file}" for file in compare(root, oracle, run.month, run.as_of)]
    return found


@settings(database=None, suppress_health_check=list(HealthCheck))
@given(offices())
def test_random_offices(office: RandomOffice) -> None:
    note(f"plan: {tables(office.plan)}")
    with tempfile.TemporaryDirectory() as folder:
        assert not play(office, Path(folder))
