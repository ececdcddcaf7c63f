"""What a report says of all measures together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.report.measure_text import MeasureText
from toolkit.report.submitted import Origin
from toolkit.thai.labels import NOTHING_LEFT


@dataclass(frozen=True, slots=True)
class WholeText:
    """What was said of all measures, one a line, the measure in front where several said something."""

    problem: str
    suggestion: str
    origins: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict, compare=False)


def whole_text(measures: Iterable[MeasureText]) -> WholeText:
    """Problems and suggestions of all measures; a dash where there are none, equal texts once."""
    listed = tuple(measures)
    said = {name: _of_all(listed, name) for name in ("problem", "suggestion")}
    origins = {
        name: tuple(dict.fromkeys(cell for each in listed for cell in each.origins.get(name, ())))
        for name in said
    }
    return WholeText(**said, origins=origins)


def _of_all(measures: Iterable[MeasureText], name: str) -> str:
    said = [(each.no, text) for each in measures if (text := getattr(each, name)) != NOTHING_LEFT]
    if len({text for _, text in said}) <= 1:
        return said[0][1] if said else NOTHING_LEFT
    return "\n".join(f"มาตรการ {no}: {text}" for no, text in said)
