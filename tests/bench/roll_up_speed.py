"""Archived and fresh division workbooks against other ways of reading the same files.

The files are those of a made-up country: shared strings, unique texts. Runs are interleaved, an office at a
time, and of each office the best counts: other programs share the machine. "The same sheets" are those that
the toolkit opens: plan sheets, and of an archived workbook the months that were accepted; "every month" are
all sheets that may hold something, which the intake reads too.
"""

from __future__ import annotations

import argparse
import io
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.made_up.country import Country, CountrySpec
from tests.made_up.generate import write_country
from toolkit.intake import plan_file
from toolkit.intake.month_reading import is_read
from toolkit.intake.plan_file import check_plan_file
from toolkit.intake.take_in import take_in
from toolkit.office import ledger
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger import Ledger
from toolkit.rollup.roll_up import status_of

SMALL = 12
Wanted = Callable[[str], bool]


class Measured:
    """Offices whose workbooks lie in archive and inbox, and ways to read them."""

    @classmethod
    def offices_of(cls, root: Path, spec: CountrySpec) -> list[Measured]:
        """Every office of a country alone."""
        return [cls(path.parent, spec) for path in sorted(root.rglob("plan.xlsx"))]

    def __init__(self, root: Path, spec: CountrySpec) -> None:
        self.spec = spec
        self.offices = [OfficeFolder(path.parent) for path in sorted(root.rglob("plan.xlsx"))]
        self.archived: list[tuple[Path, frozenset[str]]] = []
        self.sent: list[Path] = []
        for office in self.offices:
            for line in Ledger(office.ledger, keep=False).lines:
                if line.event == "accepted":
                    sheets = frozenset(month.report.location.sheet for month in line.months)
                    self.archived.append((office.root / line.archive, sheets))
                    self.sent.append(office.root / line.file)

    def bare(self) -> None:
        """python-calamine on the sheets that the roll-up opens."""
        for office in self.offices:
            calamine(office.plan, lambda _: True)
        for path, sheets in self.archived:
            calamine(path, sheets.__contains__)

    def bare_months(self) -> None:
        """python-calamine on every sheet that may hold something."""
        for office in self.offices:
            calamine(office.plan, lambda _: True)
        for path, _ in self.archived:
            calamine(path, is_read)

    def roll_up(self) -> None:
        """Plan with its rules, hash of every archived file, entries, completion, reporting."""
        plan_file._read.cache_clear()  # as in a run of its own
        ledger._chain.cache_clear()
        for office in self.offices:
            status_of(office, check_plan_file(office).usable, as_of=self.spec.taken_in_at)

    def fresh(self) -> None:
        """The whole intake of the same files, as if none were known."""
        for office in self.offices:
            plan = check_plan_file(office).usable
            kept = office.ledger.read_bytes()
            office.ledger.unlink()
            try:
                take_in(office, plan, as_of=self.spec.taken_in_at, keep=False)
            finally:
                office.ledger.write_bytes(kept)

    def unzip(self) -> None:
        for path in self.sent:
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    archive.read(name)

    def pandas(self, engine: str) -> None:
        import pandas as pd

        for path in self.sent:
            pd.read_excel(path, sheet_name=None, engine=engine)


Run = Callable[[Measured], None]


def year_of_one_office(root: Path) -> Measured:
    """Make an office that took in a workbook of each of six divisions in each month of a year: 72 files."""
    own = None
    for months in range(1, 13):
        spec = CountrySpec(1, months=months, seed=1)
        sent = Country(spec, root / str(months)).make_office(0)
        own = own or sent
        if sent is not own:
            shutil.rmtree(own.inbox)
            sent.inbox.rename(own.inbox)
        take_in(own, check_plan_file(own).usable, as_of=spec.taken_in_at)
    return Measured(root / "1", spec)


def calamine(path: Path, wanted: Wanted) -> None:
    """The wanted sheets as calamine gives them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    for name in book.sheet_names:
        if wanted(name):
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def best(offices: list[Measured], runs: dict[str, Run], rounds: int) -> dict[str, float]:
    """The least processor seconds of each of several runs, office by office, added up."""
    found = {(name, number): float("inf") for name in runs for number in range(len(offices))}
    for _ in range(rounds):
        for number, office in enumerate(offices):
            for name, run in runs.items():
                start = time.process_time()
                run(office)
                found[name, number] = min(found[name, number], time.process_time() - start)
    return {name: sum(found[name, number] for number in range(len(offices))) for name in runs}


def measure(
    offices: int = SMALL, root: Path | None = None, rounds: int = 5
) -> list[tuple[str, float, float, float]]:
    """(what, its seconds, the seconds of what it is compared with, the most it may be)."""
    spec = CountrySpec(offices, archived=True, seed=1)
    with tempfile.TemporaryDirectory() as name:
        if root is None:
            root = Path(name)
            for _ in write_country(spec, root, 1):
                pass
        files = Measured.offices_of(root, spec)
        ours = best(
            files,
            {
                "bare": Measured.bare,
                "months": Measured.bare_months,
                "roll-up": Measured.roll_up,
                "fresh": Measured.fresh,
                "unzip": Measured.unzip,
            },
            rounds,
        )
        slow = best(
            files,
            {
                "openpyxl": lambda one: one.pandas("openpyxl"),
                "pandas calamine": lambda one: one.pandas("calamine"),
            },
            1,
        )
        year = [year_of_one_office(Path(name) / "year")]
        runs = {"months": Measured.bare_months, "roll-up": Measured.roll_up}
        one = best(year, runs, rounds)
        one |= best(year, {"openpyxl": lambda office: office.pandas("openpyxl")}, 1)
    count = sum(len(file.archived) for file in files)
    done = ours["roll-up"]
    return [
        ("roll-up of a year of one office, 72 archived : calamine", one["roll-up"], one["months"], 0.25),
        ("the same : pandas.read_excel, openpyxl", one["roll-up"], one["openpyxl"], 1 / 200),
        (f"roll-up of {count} archived : calamine, every month", done, ours["months"], 1.0),
        (f"roll-up of {count} archived : calamine, the same sheets", done, ours["bare"], 3.0),
        (f"roll-up of {count} archived : pandas.read_excel, openpyxl", done, slow["openpyxl"], 1 / 12),
        (f"roll-up of {count} archived : pandas.read_excel, calamine", done, slow["pandas calamine"], 1.0),
        (f"whole intake of {count} fresh : calamine, every month", ours["fresh"], ours["months"], 5.0),
        (f"unzip alone of {count} : calamine, every month", ours["unzip"], ours["months"], 1.0),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--offices", type=int, default=SMALL)
    parser.add_argument("--root", type=Path, help="a country made before with --archived")
    given = parser.parse_args()
    for what, mine, other, limit in measure(given.offices, given.root):
        print(f"{what:<64}{mine * 1000:9.1f}{other * 1000:9.1f}{mine / other:8.2f}{limit:8.2f}")
