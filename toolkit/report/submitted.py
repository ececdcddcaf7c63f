"""What divisions submitted, as a report draws on it, and where each text of it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from toolkit.intake.accepted import Accepted
from toolkit.model.entry import AcceptedMonth, Entry, Outcome
from toolkit.model.month import Month
from toolkit.model.progress import History
from toolkit.model.source import Source

Entries = Mapping[tuple[str, str], History]
"""Accepted entries by (division_code, row key)."""
Outcomes = Mapping[tuple[str, str], Mapping[Month, Outcome]]
"""Accepted outcomes by (division_code, measure_no)."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The cell that a printed text comes from; `sha256` is that of the file as accepted ("" for the plan)."""

    file: str
    sha256: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Worded:
    """A text and the cells that it was made from."""

    text: str
    origins: tuple[Origin, ...] = ()

    @classmethod
    def joined(cls, texts: str, parts: tuple[Worded, ...]) -> Worded:
        """A text made of several, with all their origins, each once."""
        return cls(texts, tuple(dict.fromkeys(origin for part in parts for origin in part.origins)))


def _nowhere(_code: str, _key: str, _month: Month) -> AcceptedMonth:
    raise KeyError


@dataclass(frozen=True, slots=True)
class Submitted:
    """Accepted entries and outcomes; `source` gives the accepted file of one (KeyError: not known)."""

    entries: Entries = field(default_factory=dict)
    outcomes: Outcomes = field(default_factory=dict)
    source: Callable[[str, str, Month], AcceptedMonth] = _nowhere

    @classmethod
    def of(cls, accepted: Accepted) -> Submitted:
        return cls(accepted.entries, accepted.outcomes, accepted.source)

    def origin(self, code: str, month: Month, said: Entry | Outcome, name: str) -> tuple[Origin, ...]:
        """Where a field of an entry or outcome stands; nothing where the file is not known."""
        key = said.key if isinstance(said, Entry) else said.measure_no
        try:
            file = self.source(code, key, month)
        except KeyError:
            return ()
        return (Origin(file.file, file.sha256, said.source.sheet, said.source.cell(name)),)


def plan_origin(source: Source, name: str) -> tuple[Origin, ...]:
    """Where a field of the plan stands; nothing where it was computed."""
    cell = source.cell(name)
    return (Origin("plan.xlsx", "", source.sheet, cell),) if cell else ()
