"""The tables for analysts as Parquet files: their columns, and what a roll-up adds to each.

`entries`, `completion`, `reporting` and `findings` lie in folders `fiscal_year=2567/province=…`, in which
every partition has a file of its own. Months are "2567-03", percents 0-100 or null, times ISO 8601.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

ColumnType = Literal["string", "float64", "int32"]
TableName = Literal["entries", "completion", "reporting", "findings"]
ParquetRow = Mapping[str, Any]

_OFFICE: Mapping[str, ColumnType] = dict.fromkeys(
    ("place", "agency_code", "agency_name", "district"), "string"
)
COUNTED = ("steps_done", "steps_total", "steps_na", "steps_cannot", "steps_overdue")
COLUMNS: Mapping[TableName, Mapping[str, ColumnType]] = {
    "entries": {
        **_OFFICE,
        **dict.fromkeys(("division_code", "measure_no", "step_no", "month", "status"), "string"),
        "percent": "float64",
        **dict.fromkeys(("action", "evidence", "reason"), "string"),
    },
    "completion": {
        **_OFFICE,
        **dict.fromkeys(("month", "level", "measure_no", "step_no", "division_code"), "string"),
        **dict.fromkeys(("completion", "planned"), "float64"),
        "state": "string",
        **dict.fromkeys((*COUNTED, "stale"), "int32"),
    },
    "reporting": {
        **_OFFICE,
        **dict.fromkeys(("division_code", "division_name", "month", "state", "received"), "string"),
    },
    "findings": {
        **_OFFICE,
        **dict.fromkeys(("file", "kind", "verdict", "code", "severity", "sheet", "cell"), "string"),
        **dict.fromkeys(("found", "expected", "message"), "string"),
    },
}
"""The columns of each table, with Arrow's names of their types. `completion` has a row for the office
(level "office"), for each measure, step and division; `entries` every accepted entry of the year (of a
roll-up file: the latest of each row)."""

_UNSAFE = re.compile(r'[%/\\=:*?"<>|\x00-\x1f]')
_NO_PROVINCE = "__HIVE_DEFAULT_PARTITION__"
"""Hive's own name for a partition without a value, which readers give back as null."""


def folder_of(fiscal_year: int, province: str) -> str:
    """Return the folder of a province below a table's own, as Hive and pyarrow understand it."""
    # A province's name becomes a folder's, and comes from files that others sent: no separator may stay.
    safe = _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", province)
    return f"fiscal_year={fiscal_year}/province={safe or _NO_PROVINCE}"


def parquet(name: TableName, rows: Sequence[ParquetRow]) -> bytes:
    """Return the rows of a table as a Parquet file; a row without a column has null there."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    # Typed by us: a column that is empty in one office would otherwise get another type there.
    schema = pa.schema([(column, pa.type_for_alias(kind)) for column, kind in COLUMNS[name].items()])
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def rows_of_roll_up(office: ParquetRow, rollup: Mapping[str, Any]) -> dict[TableName, list[ParquetRow]]:
    """Return the rows that a roll-up as JSON gives; `office` holds the columns that all tables begin with."""
    month = {"month": rollup["month"]}
    return {
        "entries": [
            {
                **office,
                **_taken(step, "measure_no", "step_no"),
                **_taken(assignment, "division_code", "month", "status", "percent"),
            }
            for step in rollup["steps"]
            for assignment in step["assignments"]
            if assignment["month"] is not None
        ],
        "completion": [{**office, **month, **line} for line in _completion(rollup)],
        "reporting": [
            {
                **office,
                **month,
                **_taken(division, "division_code", "division_name", "received"),
                "state": division["report"],
            }
            for division in rollup["divisions"]
        ],
        "findings": [
            {
                **office,
                **_taken(file, "file", "kind", "verdict"),
                **_taken(finding, "code", "severity", "sheet", "cell", "message", "found", "expected"),
            }
            for file in rollup["files"]
            for finding in file["findings"]
        ],
    }


def _taken(values: ParquetRow, *names: str) -> dict[str, Any]:
    """Return some of the values. Raises KeyError for one that is lacking."""
    return {name: values[name] for name in names}


def _completion(rollup: Mapping[str, Any]) -> Iterator[ParquetRow]:
    values = ("completion", "planned")
    # Level by level in one table: whoever sums over it has to choose one, or counts everything four times.
    yield {"level": "office", **_taken(rollup["overall"], *values, *COUNTED)}
    for measure in rollup["measures"]:
        yield {"level": "measure", **_taken(measure, "measure_no", *values, "state", *COUNTED)}
    for step in rollup["steps"]:
        stale = sum(bool(assignment["stale"]) for assignment in step["assignments"])
        yield {"level": "step", **_taken(step, "measure_no", "step_no", *values, "state"), "stale": stale}
    for division in rollup["divisions"]:
        yield {"level": "division", **_taken(division, "division_code", "completion")}
