"""The tables for analysts: what one office adds to each, and their Parquet files.

`entries`, `completion`, `reporting` and `findings` lie in folders `fiscal_year=2567/province=…`, in which
every partition has a file of its own. Months are "2567-03", percents 0-100 or null, times ISO 8601.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["text", "number", "count"]
TableName = Literal["entries", "completion", "reporting", "findings"]

_OFFICE: Mapping[str, Kind] = dict.fromkeys(("place", "agency_code", "agency_name", "district"), "text")
COLUMNS: Mapping[TableName, Mapping[str, Kind]] = {
    "entries": {
        **_OFFICE,
        **dict.fromkeys(("division_code", "measure_no", "step_no", "month", "status"), "text"),
        "percent": "number",
        **dict.fromkeys(("action", "evidence", "reason"), "text"),
    },
    "completion": {
        **_OFFICE,
        **dict.fromkeys(("month", "level", "measure_no", "step_no", "division_code"), "text"),
        "completion": "number",
        "planned": "number",
        "state": "text",
        **dict.fromkeys(("steps_done", "steps_total", "steps_na", "steps_cannot", "stale"), "count"),
    },
    "reporting": {
        **_OFFICE,
        **dict.fromkeys(("division_code", "division_name", "month", "state", "received"), "text"),
    },
    "findings": {
        **_OFFICE,
        **dict.fromkeys(
            ("file", "kind", "verdict", "code", "severity", "sheet", "cell", "found", "expected"), "text"
        ),
        "message": "text",
    },
}
"""The columns of each table. `completion` has a row for the office (level "office"), for each measure, step
and division; `entries` every accepted entry of the year (of a roll-up file: the latest of each row)."""

_UNSAFE = re.compile(r'[%/\\=:*?"<>|\x00-\x1f]')
_NO_PROVINCE = "__HIVE_DEFAULT_PARTITION__"

Row = Mapping[str, Any]


@dataclass
class Tables:
    """The rows of one fiscal year and province, by table."""

    rows: dict[TableName, list[Row]] = field(
        default_factory=lambda: {"entries": [], "completion": [], "reporting": [], "findings": []}
    )

    def add(self, other: Mapping[TableName, Sequence[Row]]) -> None:
        for name, rows in other.items():
            self.rows[name] += rows


def folder_of(fiscal_year: int, province: str) -> str:
    """The folder of a province below a table's own, as Hive and pyarrow understand it."""
    safe = _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", province)
    return f"fiscal_year={fiscal_year}/province={safe or _NO_PROVINCE}"


def parquet(name: TableName, rows: Sequence[Row]) -> bytes:
    """The rows of a table as a Parquet file; a row without a column has null there."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds: Mapping[Kind, pa.DataType] = {
        "text": pa.string(),
        "number": pa.float64(),
        "count": pa.int32(),
    }
    columns = COLUMNS[name]
    schema = pa.schema([(column, kinds[kind]) for column, kind in columns.items()])
    arrays = [pa.array([row.get(each.name) for row in rows], each.type) for each in schema]
    table = pa.Table.from_arrays(arrays, schema=schema)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def rows_of_roll_up(office: Row, rollup: Mapping[str, Any]) -> dict[TableName, list[Row]]:
    """The rows that a roll-up as JSON gives; `office` holds the columns that all tables begin with."""
    month = {"month": rollup["month"]}
    return {
        "entries": [{**office, **each} for each in _latest_entries(rollup)],
        "completion": [{**office, **month, **each} for each in _completion(rollup)],
        "reporting": [
            {
                **office,
                **month,
                "division_code": each["division_code"],
                "division_name": each["division_name"],
                "state": each["report"],
                "received": each["received"],
            }
            for each in rollup["divisions"]
        ],
        "findings": [
            {
                **office,
                "file": file["file"],
                "kind": file["kind"],
                "verdict": file["verdict"],
                **{name: finding[name] for name in ("code", "severity", "sheet", "cell", "message")},
                **{name: finding[name] for name in ("found", "expected")},
            }
            for file in rollup["files"]
            for finding in file["findings"]
        ],
    }


def _latest_entries(rollup: Mapping[str, Any]) -> Iterator[Row]:
    for step in rollup["steps"]:
        for each in step["assignments"]:
            if each["month"] is not None:
                yield {
                    "measure_no": step["measure_no"],
                    "step_no": step["step_no"],
                    **{name: each[name] for name in ("division_code", "month", "status", "percent")},
                }


def _completion(rollup: Mapping[str, Any]) -> Iterator[Row]:
    counts = ("steps_done", "steps_total", "steps_na", "steps_cannot")
    overall = rollup["overall"]
    values = ("completion", "planned")
    yield {"level": "office", **{name: overall[name] for name in (*values, *counts)}}
    for each in rollup["measures"]:
        yield {"level": "measure", **{name: each[name] for name in ("measure_no", *values, "state", *counts)}}
    for each in rollup["steps"]:
        stale = sum(bool(one["stale"]) for one in each["assignments"])
        known = {name: each[name] for name in ("measure_no", "step_no", *values, "state")}
        yield {"level": "step", **known, "stale": stale}
    for each in rollup["divisions"]:
        yield {"level": "division", **{name: each[name] for name in ("division_code", "completion")}}
