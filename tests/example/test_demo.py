"""The worked example, played: its figures, its story, and the same bytes every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.example.demo import Demo, play_demo
from toolkit.model.figures import rounded
from toolkit.model.finding import UserError

SIGNS = {
    "on-time": "+",
    "late": "l",
    "empty": "e",
    "rejected": "r",
    "missing": "m",
    "not-due": ".",
    None: " ",
}


def test_completion_and_plan_at_the_end_of_march(demo: Demo) -> None:
    figures = demo.roll_up.figures
    assert (rounded(figures.completion), rounded(figures.planned)) == (68.0, 72.88)
    assert [
        (measure.measure_no, rounded(measure.completion), rounded(measure.planned))
        for measure in figures.measures
    ] == [
        ("1", 78.25, 82.39),
        ("2", 62.92, 76.67),
        ("3", 86.5, 91.67),
        ("4", 100.0, 100.0),
        ("5", 63.89, 66.67),
        ("6", 0.0, 0.0),
        ("7", 93.61, 95.24),
    ]


def test_five_of_six_divisions_reported_for_march(demo: Demo) -> None:
    reporting = demo.roll_up.figures.reporting
    assert (reporting.received, reporting.expected, reporting.rejected) == (5, 6, 1)


def test_the_story_of_the_half_year(demo: Demo) -> None:
    """Division by month, October to September: 03 was late once and is rejected now, 05 missed a month,
    06 sent an empty one, and the corrected file of 04 in November was still in time."""
    matrix = {
        code: "".join(SIGNS[cell.state] for cell in cells) for code, cells in demo.roll_up.figures.matrix
    }
    assert matrix == {
        "01": "++++++      ",
        "02": "++++++      ",
        "03": "+l+++r      ",
        "04": "++++++      ",
        "05": "+++m++      ",
        "06": "++++e+      ",
    }


def test_what_changed_after_it_was_rolled_up(demo: Demo) -> None:
    found = [
        (str(restatement.month), restatement.division_code, restatement.measure_no, restatement.field)
        for restatement in demo.roll_up.figures.restatements
    ]
    # 02 corrected January; 03 reported November for the first time after it was rolled up: no change.
    assert {restatement[:2] for restatement in found} == {("2567-01", "02")}
    corrected = next(
        restatement for restatement in demo.roll_up.figures.restatements if restatement.field == "percent"
    )
    assert (corrected.was, corrected.now, corrected.division_code) == (60.0, 45.0, "02")


def test_one_rejected_workbook_waits_for_a_correction(demo: Demo) -> None:
    rejected = [file.file for file in demo.roll_up.files if file.verdict == "rejected"]
    assert len(rejected) == 2
    assert demo.roll_up.open_files == tuple(path for path in rejected if "กองช่าง" in path)
    assert len(demo.roll_up.open_files) == 1


def test_the_files_it_leaves(demo: Demo) -> None:
    root = demo.office.root
    assert (demo.workbook, demo.report.path) == (
        root / "reports" / "rollup-2567-03.xlsx",
        root / "reports" / "six-month-2567.xlsx",
    )
    assert sorted(path.name for path in demo.office.outbox.iterdir()) == sorted(
        workbook.name for workbook in demo.workbooks
    )
    assert len(demo.workbooks) == 6
    assert len(list(demo.office.inbox.rglob("*.xlsx"))) == len(demo.roll_up.files) - 1 == 37


def test_twice_gives_the_same_bytes(demo: Demo, tmp_path: Path) -> None:
    again = play_demo(tmp_path / "again")
    first, second = files(demo.office.root), files(again.office.root)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def files(root: Path) -> dict[str, bytes]:
    """Every file of the folder but the ledger, which names who ran it."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != "ledger.jsonl"
    }


def test_a_folder_with_a_plan_is_left_alone(demo: Demo) -> None:
    before = files(demo.office.root)
    with pytest.raises(UserError, match="office-exists"):
        play_demo(demo.office.root)
    assert files(demo.office.root) == before
