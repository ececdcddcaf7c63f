"""Photographs of activities as divisions sent them, and pictures ready for print."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.model.month import Month


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture: the measure it belongs to ("" where none is named) and its bytes as sent.

    `month` is None where none is named; `file` and `cell` say where it came from.
    """

    division_code: str
    measure_no: str
    caption: str
    month: Month | None
    data: bytes = field(repr=False)
    file: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready for print: a JPEG and its size in pixels, upright."""

    data: bytes = field(repr=False)
    width: int
    height: int

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """The largest size in a frame of the same proportions, in the frame's unit."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale
