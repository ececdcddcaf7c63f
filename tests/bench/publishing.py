"""Making the site of an office with 40 measures, against reading the submissions that it is made of.

The office: six divisions, 120 steps of two divisions each, six months, a workbook a division and month (36).
The site: everything from the plan to the last file written into an empty folder, reading included.
Compared with reading alone, twice: as the intake reads it (strict reader, identity, structure, rows)
and, which is faster, as publishing itself reads the archive (hashes, the ledger, photo sheets).
Processor time, the best of five interleaved runs: waiting for a disk that others use is no work.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # where pytest finds it too
from small_office import MONTHS, SmallOffice, moment, plan_content, sheet

from tests.bench.best import best_of
from toolkit.intake.archive import accepted_of
from toolkit.intake.inbox import open_file
from toolkit.intake.photos import find_photos
from toolkit.publish.public_text import public
from toolkit.publish.publish import publish
from toolkit.rules.row_keys import PlanIndex

LIMITS, ROUNDS = {"intake": 2.0, "archive": 2.5}, 5
_DIVISIONS, _MEASURES, _MONTHS = 6, 40, 6
_TEXT = "ปรับปรุงกระบวนการให้บริการประชาชนให้โปร่งใสและตรวจสอบได้"


def _office(root: Path) -> SmallOffice:
    """Six divisions that each sent a workbook a month, half a year long."""
    office = SmallOffice.make(root)
    codes = [f"0{number}" for number in range(1, _DIVISIONS + 1)]
    steps = [
        {
            "measure_no": str(measure),
            "step_no": str(step),
            "step": f"{_TEXT} {step}",
            "divisions": f"{codes[measure % _DIVISIONS]}, {codes[(measure + step) % _DIVISIONS]}",
        }
        for measure in range(1, _MEASURES + 1)
        for step in (1, 2, 3)
    ]
    content = plan_content(
        divisions=[{"division_code": code, "division_name": f"กองที่ {code}"} for code in codes],
        measures=[
            {"measure_no": str(number), "measure": f"{_TEXT} {number}", "monitoring": "ทุกเดือน"}
            for number in range(1, _MEASURES + 1)
        ],
        steps=steps,
    )
    office.change_plan(content)
    office.distribute("2023-10-02 09:00")
    for code in codes:
        keys = [f"{step['measure_no']}.{step['step_no']}" for step in steps if code in step["divisions"]]
        sent = []
        for place, (name, month) in enumerate(list(MONTHS.items())[:_MONTHS]):
            day = (month + 1).first_day.replace(day=3)
            rows = {key: _row(key, place) for key in keys}
            sent.append(sheet(name, f"3/{day.month}/{day.year + 543}", rows))
            office.send(f"{code}-{place}.xlsx", office.fill(code, *sent), f"{day} 09:00")
    office.take("2024-04-05 09:00")
    return office


def _row(key: str, place: int) -> dict[str, str]:
    return {
        "status": "อยู่ระหว่างดำเนินการ",
        "percent": str(10 * (place + 1)),
        "action": f"{_TEXT} {key} {place}",
        "evidence": f"https://www.office.example/{key}/{place}",
    }


def measure() -> list[tuple[str, float, float, float]]:
    """(what, its seconds, the seconds of what it is compared with, the most it may be)."""
    with tempfile.TemporaryDirectory() as name:
        office = _office(Path(name) / "office")
        plan = replace(office.plan, agency=replace(office.plan.agency, publish_status=True))
        rules = PlanIndex(plan)
        as_of = moment("2024-04-10 09:00")

        def intake() -> None:
            for path in sorted(office.office.inbox.rglob("*.xlsx")):
                assert open_file(path.name, path.read_bytes(), "", as_of, rules).readings

        def archive() -> None:
            ledger = office.ledger
            accepted_of(office.office, ledger)
            find_photos(office.office, plan, ledger.lines)

        def site() -> None:
            shutil.rmtree(office.office.site, ignore_errors=True)
            public.cache_clear()  # as in a run of its own
            publish(office.office, plan, as_of)

        runs: dict[str, Callable[[], object]] = {"intake": intake, "archive": archive, "site": site}
        best = best_of(runs, ROUNDS, time.process_time)
    return [
        (f"site of 40 measures : reading its submissions, as {who}", best["site"], best[which], LIMITS[which])
        for which, who in (("intake", "the intake"), ("archive", "publishing"))
    ]
