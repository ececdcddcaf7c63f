"""A partition: the share of offices that one worker takes on at a time, and the record it leaves.

The record is written last. While it stands and the offices' fingerprints are what it says, the partition
is finished and is not done again. Everything is named after the content, so a partition that is done
twice (a worker was lost) leaves the same files.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import tempfile
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.model.finding import Finding, UserError
from toolkit.model.month import Month
from toolkit.model.office_row import OfficeRow
from toolkit.office.folder import OfficeFolder
from toolkit.office.ledger_content import as_json
from toolkit.office.writing import fault_of
from toolkit.scale.office_figures import OfficeFigures, figures_of_file, figures_of_folder
from toolkit.scale.parquet_tables import ParquetRow, TableName, folder_of, parquet
from toolkit.scale.sources import OfficeSource, Store
from toolkit.version import __version__

RECORDS = "_partitions"
OFFICE_FAILED = "office-failed"
_PASSING = frozenset(("office-no-access", "place-unreachable", OFFICE_FAILED))
"""Faults that may be gone next time though no file of the office has changed."""
MOST_BYTES = 30_000_000
"""What a partition reads at most, some 25 offices: a few seconds' work, little to lose."""
_LEAST_PARTITIONS = 16
_AFTER_DUE_DAYS = 29  # reports are due on the 28th at the latest

Partition = tuple[OfficeSource, ...]
"""Some offices, in order of their path."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is the same for all partitions: where from, where to, which month, judged as of when."""

    root: str
    target: str
    month: Month | None
    as_of: dt.datetime
    as_of_given: bool = True

    @property
    def rule(self) -> str:
        """What a record is good for. Without a given moment figures can change from one day to the next, and
        no more once the last day on which reports may be due is past."""
        day = f"{Month.of(self.as_of)} {min(self.as_of.day, _AFTER_DUE_DAYS)}"
        if self.as_of_given:
            day = self.as_of.isoformat()
        return f"{__version__} {self.month or 'last'} {day}"


@dataclass(frozen=True, kw_only=True)
class Record:
    """What became of a partition. `faults` are offices that could not be counted; where one of them may be
    better next time, the partition is not `finished`. `sources` are fingerprints by path."""

    id: str
    rule: str
    sources: Mapping[str, str]
    rows: tuple[OfficeRow, ...]
    faults: tuple[Finding, ...]
    files: tuple[str, ...]
    finished: bool


def cut(sources: Iterable[OfficeSource]) -> list[Partition]:
    """Return partitions of about even cost, at least 16 where there are as many offices."""
    listed = list(sources)
    most = min(MOST_BYTES, sum(source.cost for source in listed) // _LEAST_PARTITIONS + 1)
    partitions: list[Partition] = []
    own: list[OfficeSource] = []
    cost = 0
    for source in listed:
        # Half of an office may stick out: the shares come nearer to each other than if none might.
        if own and cost + source.cost / 2 > most:
            partitions.append(tuple(own))
            own, cost = [], 0
        own.append(source)
        cost += source.cost
    return [*partitions, tuple(own)] if own else partitions


def run_partition(partition: Partition, task: Task) -> Record:
    """Count every office of a partition and write its tables and its record; runs in a worker.

    An office that cannot be counted is a fault in the record and stops no other. Raises UserError where the
    results cannot be written.
    """
    root, target = Store(task.root), Store(task.target)
    rows: list[OfficeRow] = []
    faults: list[Finding] = []
    tables: dict[tuple[str, TableName], list[ParquetRow]] = {}
    for source in partition:
        place = source.path or "."
        try:
            row, own_tables = _figures(root, source, task)
        except UserError as error:
            faults.append(replace(error.finding, file=place))
        except PermissionError:
            faults.append(Finding("office-no-access", file=place))
        except OSError as error:  # the disk or the network of one office
            faults.append(replace(fault_of(error), file=place))
        # One bad office never stops the rest: a fault of ours is reported, and ends in exit code 70.
        except Exception as error:
            faults.append(Finding(OFFICE_FAILED, file=place, found=_crash_file(source, error)))
        else:
            rows.append(row)
            folder = folder_of(row.fiscal_year, row.province)
            for name, table_rows in own_tables.items():
                tables.setdefault((folder, name), []).extend(table_rows)
    sources = {source.path: source.fingerprint for source in partition}
    content = [task.rule, *(f"{path}\t{fingerprint}" for path, fingerprint in sources.items())]
    id_ = hashlib.sha256("\n".join(content).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    files = []
    # In a fixed order, so that a partition that is done twice leaves the same record.
    for (folder, name), table_rows in sorted(tables.items(), key=lambda table: table[0]):
        if table_rows:
            files.append(f"{name}/{folder}/part-{id_}.parquet")
            target.write(files[-1], parquet(name, table_rows))
    record = Record(
        id=id_,
        rule=task.rule,
        sources=sources,
        rows=tuple(rows),
        faults=tuple(faults),
        files=tuple(files),
        finished=not any(fault.code in _PASSING for fault in faults),
    )
    # The record comes last: a worker that dies before leaves files that nothing points to, and nothing false.
    written = json.dumps(as_json(record), ensure_ascii=False)
    target.write(f"{RECORDS}/{id_}.json", written.encode("utf-8", "surrogatepass"))
    return record


def _figures(root: Store, source: OfficeSource, task: Task) -> OfficeFigures:
    place = source.path or "."
    if source.kind == "folder":
        with _office_folder(root, source) as folder:
            return figures_of_folder(OfficeFolder(folder), place, task.month, task.as_of)
    data = root.read(source.path)
    if data is None:
        raise UserError(Finding("office-no-access", file=place))
    return figures_of_file(data, place, task.month, task.as_of)


@contextmanager
def _office_folder(root: Store, source: OfficeSource) -> Iterator[Path]:
    """Give the office's folder; one that lies elsewhere is fetched, with the times of its files, from which
    it is known when a workbook came."""
    if root.local is not None:
        yield root.local / source.path
        return
    above = f"{source.path}/" if source.path else ""
    contents = root.fetch([f"{above}{file.name}" for file in source.files])
    with tempfile.TemporaryDirectory() as name:
        for file in source.files:
            path = Path(name, file.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(contents[f"{above}{file.name}"])
            if file.modified is not None:
                os.utime(path, (file.modified, file.modified))
        yield Path(name)


def _crash_file(source: OfficeSource, error: Exception) -> str:
    """Write the traceback of a fault of ours, on the machine of the worker; return the file's path."""
    name = hashlib.sha256(source.path.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    path = Path(tempfile.gettempdir()) / f"ita-office-{name}.log"
    with suppress(OSError):
        # The path as ASCII: it may hold what is no UTF-8, and telling of a fault must not fail.
        path.write_text(f"ita {__version__}\n{source.path!a}\n\n{''.join(traceback.format_exception(error))}")
    return str(path)
