"""Open data: every column described, guarded against formulas, silent about progress where it must be."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from made_site import Made

from toolkit.publish.open_data import DataField, DataTable


def rows(made: Made, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.text(f"data/{table}.csv"), newline="")))


def document(made: Made, name: str) -> dict[str, Any]:
    found = json.loads(made.text(name))
    assert isinstance(found, dict)
    return found


def test_every_field_is_described_in_two_languages(open_site: Made) -> None:
    page = open_site.text("downloads.html")
    for path in (open_site.site / "data").glob("*.csv"):
        for field in rows(open_site, path.stem)[0]:
            (described,) = set(
                re.findall(rf"<code>{field}</code></th>(<td .*?</td>)(<td .*?</td>)", page)[:1]
            )
            assert re.search("[ก-๙]", described[0]) and re.search(">[A-Z][a-z]+", described[1])


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
    fields = (DataField("a", "ก", "a"), DataField("b", "ข", "b"))
    table = DataTable("t", "ก", fields, ({"a": text, "b": -1.5},))
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
