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
from collections.abc import Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.model.finding import Finding, UserError
from toolkit.model.month import Month
from toolkit.model.office_row import OfficeRow
from toolkit.office.folder import OfficeFolder
from toolkit.scale.office_figures import OfficeFigures, figures_of_file, figures_of_folder
from toolkit.scale.sources import OfficeSource, Place, reached
from toolkit.scale.tables import COLUMNS, Tables, folder_of, parquet
from toolkit.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORDS = "_partitions"
OFFICE_FAILED = "office-failed"
_PASSING = frozenset(("office-no-access", "place-unreachable", OFFICE_FAILED))
"""Faults that may be gone next time though no file of the office has changed."""
MOST_BYTES = 30_000_000
"""What a partition reads at most, some 25 offices: a few seconds' work, little to lose."""
_LEAST_PARTITIONS = 16
_AFTER_DUE_DAYS = 29  # reports are due on the 28th at the latest


@dataclass(frozen=True, slots=True)
class Task:
    """What is the same for all partitions: where from, where to, which month and as at when."""

    root: str
    target: str
    month: Month | None
    as_of: dt.datetime
    as_of_given: bool = True
    version: str = __version__

    @property
    def rule(self) -> str:
        """What a record is good for. Without a given moment figures can change from one day to the next, and
        no more once the last day on which reports may be due is past."""
        day = f"{Month.of(self.as_of)} {min(self.as_of.day, _AFTER_DUE_DAYS)}"
        if self.as_of_given:
            day = self.as_of.isoformat()
        return f"{self.version} {self.month or 'last'} {day}"


@dataclass(frozen=True, slots=True)
class Partition:
    """Some offices, in order of their path."""

    sources: tuple[OfficeSource, ...]

    def id(self, task: Task) -> str:
        """Named after all that its result comes from."""
        content = [task.rule, *(f"{each.path}\t{each.fingerprint}" for each in self.sources)]
        return hashlib.sha256("\n".join(content).encode("utf-8", "surrogateescape")).hexdigest()[:16]

    def single(self) -> list[Partition]:
        """Each office in a partition of its own."""
        return [Partition((each,)) for each in self.sources]


@dataclass(frozen=True)
class Record:
    """What became of a partition. `faults` are offices that could not be counted; where one of them may be
    better next time, the partition is not `finished`."""

    id: str
    rule: str
    sources: Mapping[str, str]
    rows: tuple[OfficeRow, ...]
    faults: tuple[Finding, ...]
    files: tuple[str, ...]
    finished: bool = True
    memory: int = 0

    def plain(self) -> dict[str, Any]:
        """The record as JSON holds it."""
        return {
            **{
                name: getattr(self, name) for name in ("id", "rule", "sources", "files", "finished", "memory")
            },
            "rows": [each.plain() for each in self.rows],
            "faults": [asdict(each) for each in self.faults],
        }

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any]) -> Record:
        """The record back from JSON. Raises KeyError or TypeError for one of another form."""
        return cls(
            id=plain["id"],
            rule=plain["rule"],
            sources=plain["sources"],
            rows=tuple(OfficeRow.of_plain(each) for each in plain["rows"]),
            faults=tuple(Finding(**each) for each in plain["faults"]),
            files=tuple(plain["files"]),
            finished=plain["finished"],
            memory=plain["memory"],
        )


def cut(sources: Iterable[OfficeSource]) -> list[Partition]:
    """Partitions of about even cost, at least 16 where there are as many offices."""
    listed = list(sources)
    most = min(MOST_BYTES, sum(each.cost for each in listed) // _LEAST_PARTITIONS + 1)
    partitions, own, cost = [], list[OfficeSource](), 0
    for each in listed:
        if own and cost + each.cost / 2 > most:
            partitions.append(Partition(tuple(own)))
            own, cost = [], 0
        own.append(each)
        cost += each.cost
    return [*partitions, Partition(tuple(own))] if own else partitions


def run_partition(partition: Partition, task: Task) -> Record:
    """Count every office of a partition and write its tables and its record; runs in a worker.

    An office that cannot be counted is a fault in the record and stops no other. Raises UserError where the
    results cannot be written.
    """
    root, target, id_ = Place(task.root), Place(task.target), partition.id(task)
    rows: list[OfficeRow] = []
    faults: list[Finding] = []
    tables: dict[str, Tables] = {}
    for source in partition.sources:
        try:
            found = _figures(root, source, task)
        except UserError as error:
            faults.append(replace(error.finding, file=source.path or "."))
        except PermissionError:
            faults.append(Finding("office-no-access", file=source.path or "."))
        # One bad office never stops the rest: a fault of ours is told, and ends in exit code 70.
        except Exception as error:
            faults.append(Finding(OFFICE_FAILED, file=source.path or ".", found=_crash_file(source, error)))
        else:
            rows.append(found.row)
            folder = folder_of(found.row.fiscal_year, found.row.province)
            tables.setdefault(folder, Tables()).add(found.tables)
    files = tuple(_write_tables(target, id_, tables))
    finished = not any(each.code in _PASSING for each in faults)
    sources = {each.path: each.fingerprint for each in partition.sources}
    record = Record(id_, task.rule, sources, tuple(rows), tuple(faults), files, finished, _memory())
    content = json.dumps(record.plain(), ensure_ascii=False)
    target.write(f"{RECORDS}/{id_}.json", content.encode("utf-8", "surrogatepass"))
    return record


def _figures(root: Place, source: OfficeSource, task: Task) -> OfficeFigures:
    place = source.path or "."
    if source.kind == "file":
        data = root.read(source.path)
        if data is None:
            raise UserError(Finding("office-no-access", file=place))
        return figures_of_file(data, place, task.month, task.as_of)
    with _folder(root, source) as folder:
        return figures_of_folder(OfficeFolder(folder), place, task.month, task.as_of)


@contextmanager
def _folder(root: Place, source: OfficeSource) -> Iterator[Path]:
    """The office's folder; one that lies elsewhere is fetched, with the times of its files."""
    if root.local is not None:
        yield root.local / source.path
        return
    store, path = root.store()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base = f"{path}/{source.path}" if source.path else path
        with reached(root.address):
            wanted = [f"{base}/{each.name}" for each in source.files]
            fetched = store.cat(wanted)
            contents = fetched if isinstance(fetched, dict) else {wanted[0]: fetched}
        for each, remote in zip(source.files, wanted, strict=True):
            local = folder / each.name
            local.parent.mkdir(parents=True, exist_ok=True)
            local.write_bytes(contents[remote])
            if each.modified is not None:
                os.utime(local, (each.modified, each.modified))
        yield folder


def _write_tables(target: Place, id_: str, tables: Mapping[str, Tables]) -> Iterable[str]:
    for folder, own in sorted(tables.items()):
        for table in COLUMNS:
            if own.rows[table]:
                name = f"{table}/{folder}/part-{id_}.parquet"
                target.write(name, parquet(table, own.rows[table]))
                yield name


def _crash_file(source: OfficeSource, error: Exception) -> str:
    """Where the traceback of a fault of ours is kept: on the machine of the worker."""
    import traceback

    name = hashlib.sha256(source.path.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    path = Path(tempfile.gettempdir()) / f"ita-office-{name}.log"
    with suppress(OSError):
        path.write_text(f"ita {__version__}\n{source.path!a}\n\n{''.join(traceback.format_exception(error))}")
    return str(path)


def _memory() -> int:
    """The bytes that this process holds."""
    import psutil  # comes with distributed

    held: int = psutil.Process().memory_info().rss
    return held
