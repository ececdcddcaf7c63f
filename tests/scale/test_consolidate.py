"""Many offices put together: equal to the sum of single roll-ups, not done twice, told where it fails."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from scale.conftest import AS_OF, SPEC

from tests.made_up.country import Country, CountrySpec
from toolkit.intake.plan_file import check_plan_file
from toolkit.model.finding import UserError
from toolkit.model.office_row import COUNTS, OfficeRow
from toolkit.office.folder import OfficeFolder
from toolkit.rollup.roll_up import roll_up
from toolkit.rollup.rollup_json import report_file_json
from toolkit.rollup.write import write_roll_up
from toolkit.scale import consolidate as module
from toolkit.scale.consolidate import Consolidated, consolidate
from toolkit.scale.partition import Task
from toolkit.xlsx.strict_reader import read_book

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

MONTH = SPEC.reported[-1]
Run = Callable[..., Consolidated]


@pytest.fixture
def root(country: Path, tmp_path: Path) -> Path:
    """The country, to be changed."""
    shutil.copytree(country, tmp_path / "root")
    return tmp_path / "root"


@pytest.fixture
def run(root: Path, tmp_path: Path, scheduler: str) -> Run:
    def consolidated(**changes: Any) -> Consolidated:
        task = Task(str(root), str(tmp_path / "out"), changes.pop("month", MONTH), AS_OF)
        return consolidate(task, scheduler, **changes)

    return consolidated


def plans(root: Path) -> list[Path]:
    return sorted(root.rglob("plan.xlsx"))


def single(root: Path) -> list[dict[str, Any]]:
    """What `ita rollup` of each office says."""
    found = []
    for path in plans(root):
        office = OfficeFolder(path.parent)
        checked = check_plan_file(office)
        done = roll_up(office, checked.usable, month=MONTH, as_of=AS_OF)
        found.append(report_file_json(replace(done, files=(checked.result, *done.files)), "th"))
    return found


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()
    }


def faults(done: Consolidated) -> list[tuple[str, str]]:
    return [(fault.code, fault.file) for fault in done.summary.faults]


def test_the_result_is_the_sum_of_single_roll_ups(run: Run, root: Path) -> None:
    before = snapshot(root)
    done = run()
    assert snapshot(root) == before  # offices are only ever read
    assert faults(done) == []
    assert (done.fresh, len(done.summary.offices)) == (10, 10)
    singles = {row["agency_code"]: row for row in single(root)}
    for row in done.summary.offices:
        one = singles[row.agency_code]
        assert (row.completion, row.planned) == (one["overall"]["completion"], one["overall"]["planned"])
        for name in ("expected", "received", "on_time", "late", "empty", "rejected", "missing"):
            assert getattr(row, name) == one["reporting"][name], (row.agency_name, name)
        for name in ("steps_done", "steps_total", "steps_na", "steps_cannot", "steps_overdue"):
            assert getattr(row, name) == one["overall"][name]
    country = done.summary.country
    assert {name: country.counts[name] for name in COUNTS} == {
        name: sum(getattr(row, name) for row in done.summary.offices) for name in COUNTS
    }
    # After the offices' own roll-ups, which take everything in, the figures are the same.
    assert [plain(office) for office in run().summary.offices] == [
        plain(office) for office in done.summary.offices
    ]


def plain(row: OfficeRow) -> dict[str, Any]:
    return asdict(row)


def test_the_tables_hold_what_single_roll_ups_say(run: Run, root: Path, tmp_path: Path) -> None:
    import pyarrow.dataset as ds

    run()
    tables = {
        name: ds.dataset(tmp_path / "out" / name, partitioning="hive").to_table().to_pylist()
        for name in ("entries", "completion", "reporting", "findings")
    }
    singles = single(root)
    for alone in singles:
        own = {
            name: [row for row in rows if row["agency_code"] == alone["agency_code"]]
            for name, rows in tables.items()
        }
        steps = {
            (row["measure_no"], row["step_no"]): row for row in own["completion"] if row["level"] == "step"
        }
        assert {key: row["completion"] for key, row in steps.items()} == {
            (step["measure_no"], step["step_no"]): step["completion"] for step in alone["steps"]
        }
        states = {
            (row["division_code"], row["state"]) for row in own["reporting"] if row["month"] == str(MONTH)
        }
        assert states == {(one["division_code"], one["report"]) for one in alone["divisions"]}
        latest = [
            (one["division_code"], step["measure_no"], step["step_no"], one["month"], one["status"])
            for step in alone["steps"]
            for one in step["assignments"]
            if one["month"]
        ]
        names = ("division_code", "measure_no", "step_no", "month", "status")
        assert set(latest) <= {tuple(row[name] for name in names) for row in own["entries"]}
        found = [finding["code"] for file in alone["files"] for finding in file["findings"]]
        assert sorted(row["code"] for row in own["findings"]) == sorted(found)
        assert {row["province"] for row in own["entries"]} <= {alone["province"]}
    assert len({row["agency_code"] for row in tables["completion"]}) == 10


def test_what_is_finished_and_unchanged_is_not_done_again(
    run: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    first = snapshot(tmp_path / "out")
    with monkeypatch.context() as patch:
        patch.setattr(module, "cluster", None)  # no Dask is needed
        again = run()
    assert (again.fresh, snapshot(tmp_path / "out")) == (0, first)
    office = plans(root)[4].parent
    (sent,) = list((office / "inbox").glob("*.xlsx"))[:1]
    sent.unlink()
    changed = run()
    assert 1 <= changed.fresh < 4
    assert changed.summary.country.counts["missing"] == again.summary.country.counts["missing"] + 1
    shutil.rmtree(office)
    assert len(run().summary.offices) == 9
    files = [path for path in (tmp_path / "out").rglob("*.parquet") if path.read_bytes() != b""]
    import pyarrow.parquet as pq

    codes = {
        code
        for file in files
        if "completion" in file.parts
        for code in pq.ParquetFile(file).read()["agency_code"].to_pylist()
    }
    assert len(codes) == 9


def test_roll_up_files_count_like_folders(run: Run, root: Path) -> None:
    expected = [plain(office) for office in run().summary.offices]
    for path in plans(root):
        office = OfficeFolder(path.parent)
        checked = check_plan_file(office)
        done = roll_up(office, checked.usable, month=MONTH, as_of=AS_OF)
        book = write_roll_up(office, replace(done, files=(checked.result, *done.files))).path
        assert book is not None
        shutil.copy(book.with_suffix(".json"), office.root.parent / f"{office.root.name}.json")
        shutil.rmtree(office.root)
    done = run()
    told = [plain(office) for office in done.summary.offices]
    unknown = ("place", "plan_elements", "report_elements")
    for one, other in zip(told, expected, strict=True):
        assert {key: value for key, value in one.items() if key not in unknown} == {
            key: value for key, value in other.items() if key not in unknown
        }
    assert done.summary.country.telling == 0


def _twice(root: Path) -> str:
    shutil.copytree(plans(root)[0].parent, root / "copy")
    return "agency-twice"


def _other_year(root: Path) -> str:
    made = Country(CountrySpec(1, 1, 1, fiscal_year=2566), root / "old").make_office(0)
    shutil.rmtree(made.inbox)
    return "office-other-year"


def _broken_ledger(root: Path) -> str:
    ledger = plans(root)[2].parent / "archive" / "ledger.jsonl"
    ledger.write_bytes(b"{}\n" + ledger.read_bytes())
    return "ledger-broken"


def _no_plan(root: Path) -> str:
    plans(root)[3].write_bytes(b"no workbook")
    return "file-not-workbook"


def _odd_file(root: Path) -> str:
    (root / "package.json").write_text('{"name": "other"}')
    return "rollup-file-broken"


def _other_month(root: Path) -> str:
    content = {**single(root)[0], "month": "2567-02", "agency_code": "x"}
    (root / "rollup.json").write_text(json.dumps(content))
    return "rollup-other-month"


@pytest.mark.parametrize("spoil", [_twice, _other_year, _broken_ledger, _no_plan, _odd_file, _other_month])
def test_bad_input_is_told_and_the_rest_is_done(
    run: Run, root: Path, tmp_path: Path, spoil: Callable[[Path], str]
) -> None:
    code = spoil(root)
    done = run()
    assert [code for code, _ in faults(done)] == [code]
    assert len(done.summary.offices) >= 9
    book = read_book((tmp_path / "out" / "summary.xlsx").read_bytes())
    told = [value for row in book.sheets["ที่ไม่ได้นับ"].rows.values() for value in row.values()]
    assert done.summary.faults[0].file in told
    written = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    assert [fault["code"] for fault in written["faults"]] == [code]


def test_without_a_month_each_office_is_at_the_last_month_ended(run: Run) -> None:
    done = run(month=None)
    assert (done.summary.month, done.summary.fiscal_year) == ("2567-09", 2567) or done.summary.month == str(
        MONTH
    )


def test_a_fault_of_our_own_stops_no_other_office(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.scale import partition

    figures, broken = partition.figures_of_folder, plans(root)[1].parent

    def failing(office: OfficeFolder, *rest: Any) -> Any:
        if office.root == broken:
            raise RuntimeError("as if a rule had a fault")
        return figures(office, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(partition, "figures_of_folder", failing)
        done = run()
    assert (faults(done)[0][0], done.crashed, len(done.summary.offices)) == ("office-failed", True, 9)
    log = Path(done.summary.faults[0].found)
    assert "as if a rule had a fault" in log.read_text()
    log.unlink()
    again = run()  # it is tried again, though no file has changed
    assert (faults(again), len(again.summary.offices)) == ([], 10)


def test_no_room_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from toolkit.office import writing

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "no room", str(path))

    monkeypatch.setattr(writing, "_replace", full)
    with pytest.raises(UserError) as caught:
        run()
    assert caught.value.finding.code == "disk-full"


def test_an_unreachable_scheduler_is_told(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.scale import cluster

    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    with pytest.raises(UserError) as caught:
        consolidate(Task(str(root), str(tmp_path / "out"), MONTH, AS_OF), "tcp://127.0.0.1:9")
    assert caught.value.finding.code == "scheduler-unreachable"
