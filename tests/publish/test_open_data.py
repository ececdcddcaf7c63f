"""Open data: a valid data package, guarded against formulas, silent about progress where it must be."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from made_site import Made

from toolkit.publish.open_data import DataField, DataTable

PACKAGE = "data/datapackage.json"


def rows(made: Made, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.text(f"data/{table}.csv"), newline="")))


def document(made: Made, name: str) -> dict[str, Any]:
    found = json.loads(made.text(name))
    assert isinstance(found, dict)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", ["open_site", "closed_site"])
def test_the_data_package_is_valid(name: str, request: pytest.FixtureRequest) -> None:
    """In a process of its own: frictionless loads half the world, some of which warns."""
    path: Path = request.getfixturevalue(name).site / PACKAGE
    code = f"import frictionless, json; print(json.dumps(frictionless.validate({str(path)!r}).to_dict()))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=path.parent,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["valid"], json.dumps(report, ensure_ascii=False, indent=1)
    assert report["stats"]["tasks"] >= 4


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("plan", b"measure_no,", b"measure_number,", "incorrect-label"),
        ("status", b"2567,2567-03,1,1,", b"year,2567-03,1,1,", "type-error"),
        ("status", b"2567,2567-03,1,1,", b"2567,2567-03,,1,", "constraint-error"),
        ("status", b"2567,2567-03,1,2,", b"2567,2567-03,1,1,", "primary-key"),
        ("scores", b"2566,overall,87.45", b"2566,overall,high", "type-error"),
        ("divisions", b"2567,2567-03,", b"2567,2567-03,extra,", "extra-cell"),
    ],
)
def test_frictionless_finds_what_is_wrong(
    open_site: Made, tmp_path: Path, table: str, old: bytes, new: bytes, fault: str
) -> None:
    """Fields, kinds, missing values and keys are described so well that one altered row is found."""
    folder = tmp_path / "data"
    folder.mkdir()
    for path in (open_site.site / "data").iterdir():
        data = path.read_bytes()
        if path.stem == table:
            assert old in data
            data = data.replace(old, new, 1)
        (folder / path.name).write_bytes(data)
    code = (
        "import frictionless; "
        f"report = frictionless.validate({str(folder / 'datapackage.json')!r}); "
        "print(*(each[0] for each in report.flatten(['type'])))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    assert fault in done.stdout.split()


def test_every_field_is_described_in_two_languages(open_site: Made) -> None:
    package = document(open_site, PACKAGE)
    assert package["licenses"][0]["name"]
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            assert re.search("[ก-๙]", field["title"])
            assert re.search(" — .*[A-Za-z]{3}", field["description"])


def test_csv_opens_in_excel(open_site: Made) -> None:
    for path in (open_site.site / "data").glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+66", "'+66"),
        ("- ข้อ", "'- ข้อ"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\n=1", "'\n=1"),
        ('ก, "ข"\nค', 'ก, "ข"\nค'),
        ("ก = ข", "ก = ข"),
        ("", ""),
    ],
)
def test_formula_guard(text: str, written: str) -> None:
    fields = (DataField("a", "string", "ก", "a"), DataField("b", "number", "ข", "b"))
    table = DataTable(name="t", th="ก", en="t", key=(), fields=fields, rows=({"a": text, "b": -1.5},))
    (_, row) = csv.reader(io.StringIO(table.as_csv().decode("utf-8-sig"), newline=""))
    assert row == [written, "-1.5"]


def test_the_figures_are_those_of_the_roll_up(open_site: Made) -> None:
    """Every figure of the open data stands in the roll-up's own JSON, and none is missing."""
    rolled = json.loads((open_site.office.reports / "rollup-2567-03.json").read_text("utf-8"))
    found = document(open_site, "data/data.json")

    def of(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
        return [tuple(row[name] for name in names) for row in rows]

    for name in ("completion", "planned", "steps_done", "steps_total"):
        assert found["overall"][name] == rolled["overall"][name]
    measures = "measure_no", "completion", "planned", "state"
    assert of(found["results"], *measures) == of(rolled["measures"], *measures)
    steps = "measure_no", "step_no", "completion", "planned", "state"
    assert of(found["status"], *steps) == of(rolled["steps"], *steps)
    divisions = "division_code", "division_name", "completion", "report"
    assert of(found["divisions"], *divisions) == of(rolled["divisions"], *divisions)
    assert found["overall"]["reporting"][-1] == {"month": "2567-03", **rolled["reporting"]}


@pytest.mark.parametrize("table", ["plan", "status", "results", "scores", "divisions"])
def test_csv_and_json_say_the_same(open_site: Made, table: str) -> None:
    stored = [
        {key: "" if value is None else str(value) for key, value in row.items()}
        for row in document(open_site, "data/data.json")[table]
    ]
    read = [{key: value.removeprefix("'") for key, value in row.items()} for row in rows(open_site, table)]
    assert read == stored


def test_scores_by_year_with_the_level_beside_the_overall_score(open_site: Made) -> None:
    found = {(row["year"], row["item"]): (row["score"], row["level"]) for row in rows(open_site, "scores")}
    assert found["2566", "overall"] == ("87.45", "ผ่าน")
    assert {level for (_, item), (_, level) in found.items() if item != "overall"} == {""}


def test_without_consent_no_table_has_progress(closed_site: Made) -> None:
    fields = {
        field for name in ("plan", "status", "results", "scores") for field in rows(closed_site, name)[0]
    }
    assert not fields & {"completion", "planned", "state", "report", "percent", "status"}
    assert not (closed_site.site / "data" / "divisions.csv").exists()
    found = document(closed_site, "data/data.json")
    assert not {"overall", "divisions"} & set(found)
    assert found["results"][0]["result"]
