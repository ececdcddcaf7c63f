"""Many offices put together: find them, share out the work, and write what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from toolkit.books.country_book import make_country_workbook
from toolkit.model.finding import Lang
from toolkit.model.office_row import Summary
from toolkit.office.ledger_content import record_of
from toolkit.scale.cluster import Runner, cluster
from toolkit.scale.parquet_tables import COLUMNS
from toolkit.scale.partition import OFFICE_FAILED, RECORDS, Record, Task, cut
from toolkit.scale.sources import OfficeSource, Store, find_sources
from toolkit.scale.summary import summarise, summary_json

SUMMARY_BOOK, SUMMARY_JSON = "summary.xlsx", "summary.json"


@dataclass(frozen=True)
class Consolidated:
    """What came of it: the summary, and how many offices were counted in this run, not in an earlier one."""

    summary: Summary
    fresh: int

    @property
    def crashed(self) -> bool:
        """Whether a fault of our own befell an office."""
        return any(fault.code == OFFICE_FAILED for fault in self.summary.faults)


def consolidate(
    task: Task,
    scheduler: str | None = None,
    workers: int = 2,
    progress: Callable[[int, int], None] = lambda _done, _offices: None,
    lang: Lang = "th",
) -> Consolidated:
    """Put together every office below `task.root` and write the summary and the tables to `task.target`.

    Finished partitions of an earlier run whose offices are unchanged are not done again. `progress` is told
    how many offices are done, and of how many. Raises UserError where nothing can be done at all: root or
    scheduler out of reach, no office, no right or room to write.
    """
    sources, faults = find_sources(task.root, task.target)
    target = Store(task.target)
    kept = _kept_records(target, task, sources)
    done = {path for record in kept for path in record.sources}
    partitions = cut(source for source in sources if source.path not in done)
    progress(len(done), len(sources))
    fresh: list[Record] = []
    if partitions:  # else no cluster is started
        with cluster(scheduler, min(workers, len(partitions))) as client:
            runner = Runner(client, task)
            for record in runner.run(partitions):
                fresh.append(record)
                done |= record.sources.keys()
                progress(len(done), len(sources))
        faults = (*faults, *runner.findings)
    records = [*kept, *fresh]
    faults = (*faults, *(fault for record in records for fault in record.faults))
    summary = summarise((row for record in records for row in record.rows), faults, task.as_of)
    # Before the summary: where it stands, the tables beside it are those it was made of.
    _clean(target, records)
    content = json.dumps(summary_json(summary, lang), ensure_ascii=False, indent=1)
    target.write(SUMMARY_JSON, content.encode("utf-8", "surrogatepass") + b"\n")
    target.write(SUMMARY_BOOK, make_country_workbook(summary))
    return Consolidated(summary, fresh=sum(len(record.sources) for record in fresh))


def _kept_records(target: Store, task: Task, sources: Iterable[OfficeSource]) -> list[Record]:
    """Return the finished partitions whose offices are all as they were, and whose files are there."""
    fingerprints = {source.path: source.fingerprint for source in sources}
    names = set(target.names())
    taken: set[str] = set()
    kept = []
    for name in sorted(name for name in names if name.startswith(f"{RECORDS}/") and name.endswith(".json")):
        try:
            record: Record = record_of(Record)(json.loads(target.read(name) or b""))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # of another version, or damaged: its offices are done again
        if (
            record.finished
            and record.rule == task.rule
            and all(fingerprints.get(path) == version for path, version in record.sources.items())
            and names.issuperset(record.files)
            # A run that was cut off before cleaning up leaves two records of one office, which counts once.
            and not taken & record.sources.keys()
        ):
            kept.append(record)
            taken |= record.sources.keys()
    return kept


def _clean(target: Store, records: Iterable[Record]) -> None:
    """Remove the records and table files of partitions that no longer count; nothing else is touched."""
    live = set[str]()
    for record in records:
        live |= {*record.files, f"{RECORDS}/{record.id}.json"}
    ours = (RECORDS, *COLUMNS)
    old = [name for name in target.names() if name.split("/")[0] in ours and name not in live]
    target.remove([name for name in old if name.endswith((".parquet", ".json"))])
