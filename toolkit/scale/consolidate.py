"""Putting many offices together: find them, share out the work, and write what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from toolkit.books.country_book import make_country_workbook
from toolkit.model.finding import Finding, Lang
from toolkit.model.office_row import Summary
from toolkit.scale.cluster import Runner, cluster
from toolkit.scale.partition import OFFICE_FAILED, RECORDS, Partition, Record, Task, cut
from toolkit.scale.sources import OfficeSource, Place, find_sources
from toolkit.scale.summary import summarise, summary_json
from toolkit.scale.tables import COLUMNS

SUMMARY_BOOK, SUMMARY_JSON = "summary.xlsx", "summary.json"


@dataclass(frozen=True)
class Progress:
    """Who is told how the work goes on: how many offices there are and are done already, where Dask's
    dashboard is to be seen, and each time how many offices more are done."""

    begin: Callable[[int, int], None] = lambda _all, _done: None
    dashboard: Callable[[str], None] = lambda _address: None
    done: Callable[[int], None] = lambda _offices: None


@dataclass(frozen=True)
class Consolidated:
    """What came of it: the summary, how many offices were counted in this run rather than an earlier one, and
    the most that a worker held in memory, in bytes (0 where none worked)."""

    summary: Summary
    fresh: int
    memory: int

    @property
    def crashed(self) -> bool:
        """Whether a fault of our own befell an office."""
        return any(each.code == OFFICE_FAILED for each in self.summary.faults)


def consolidate(
    task: Task,
    scheduler: str | None = None,
    workers: int = 2,
    progress: Progress | None = None,
    lang: Lang = "th",
) -> Consolidated:
    """Put together every office below `task.root` and write the summary and the tables to `task.target`.

    Finished partitions of an earlier run whose offices are unchanged are not done again. Raises UserError
    where nothing can be done at all: root or scheduler out of reach, no office, no right or room to write.
    """
    progress = progress or Progress()
    found = find_sources(task.root, task.target)
    target = Place(task.target)
    kept = _kept(target, task, found.sources)
    known = {path for record in kept for path in record.sources}
    partitions = cut(each for each in found.sources if each.path not in known)
    progress.begin(len(found.sources), len(known))
    fresh, refused = _run(task, partitions, scheduler, workers, progress)
    records = [*kept, *fresh]
    faults = [*found.findings, *refused, *(fault for each in records for fault in each.faults)]
    summary = summarise((row for each in records for row in each.rows), faults, task.as_of)
    _clean(target, records)
    content = json.dumps(summary_json(summary, lang), ensure_ascii=False, indent=1)
    target.write(SUMMARY_JSON, content.encode("utf-8", "surrogatepass") + b"\n")
    target.write(SUMMARY_BOOK, make_country_workbook(summary))
    return Consolidated(
        summary,
        sum(len(each.sources) for each in fresh),
        max((each.memory for each in fresh), default=0),
    )


def _run(
    task: Task, partitions: Sequence[Partition], scheduler: str | None, workers: int, progress: Progress
) -> tuple[list[Record], list[Finding]]:
    if not partitions:
        return [], []
    records = []
    with cluster(scheduler, min(workers, len(partitions))) as client:
        progress.dashboard(client.dashboard_link)
        runner = Runner(client, task)
        for record in runner.run(partitions):
            progress.done(len(record.sources))
            records.append(record)
    return records, runner.findings


def _kept(target: Place, task: Task, sources: Iterable[OfficeSource]) -> list[Record]:
    """The finished partitions whose offices are as they were, all of them, and whose files are there."""
    now = {each.path: each.fingerprint for each in sources}
    there = set(target.names(""))
    taken: set[str] = set()
    kept = []
    for name in sorted(each for each in there if each.startswith(f"{RECORDS}/") and each.endswith(".json")):
        record = _record(target, name)
        if (
            record is not None
            and record.finished
            and record.rule == task.rule
            and all(now.get(path) == fingerprint for path, fingerprint in record.sources.items())
            and there.issuperset(record.files)
            and not taken & record.sources.keys()
        ):
            kept.append(record)
            taken |= record.sources.keys()
    return kept


def _record(target: Place, name: str) -> Record | None:
    """A record as it was left; None for one of another version or damaged, which is done again."""
    data = target.read(name)
    try:
        return Record.of_plain(json.loads(data or b""))
    except (ValueError, KeyError, TypeError):
        return None


def _clean(target: Place, records: Iterable[Record]) -> None:
    """Remove the records and table files of partitions that no longer count; nothing else is touched."""
    listed = list(records)
    live = {file for each in listed for file in each.files} | {f"{RECORDS}/{each.id}.json" for each in listed}
    ours = (RECORDS, *COLUMNS)
    old = [each for each in target.names("") if each.split("/")[0] in ours and each not in live]
    target.remove([each for each in old if each.endswith((".parquet", ".json"))])
