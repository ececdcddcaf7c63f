"""Photographs as a report prints them: two abreast, with caption and measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.photo import Photo, Picture
from toolkit.model.plan import Plan
from toolkit.report.numerals import numerals_of, with_numerals
from toolkit.report.pictures import prepare_picture

PHOTO_WIDTH, PHOTO_HEIGHT = 235.0, 176.0
"""The frame of one photograph in points: two abreast and three rows on a page of A4."""


@dataclass(frozen=True, slots=True)
class PhotoText:
    """One photograph with the words below it; blank where a row has only one."""

    picture: Picture | None = None
    caption: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """Two photographs side by side."""

    left: PhotoText
    right: PhotoText


def photo_rows(
    plan: Plan, photos: Iterable[Photo], until: Month
) -> tuple[tuple[PhotoRow, ...], tuple[Finding, ...]]:
    """The photographs of the year until a month, in the order given, and those that cannot be printed.

    One without a month counts for every report.
    """
    printed: list[PhotoText] = []
    findings: list[Finding] = []
    numerals = numerals_of(plan.agency)
    numbers = {each.measure_no: each.printed_no for each in plan.measures}
    for photo in photos:
        if photo.month is not None and photo.month > until:
            continue
        picture = prepare_picture(photo.data, PHOTO_WIDTH, PHOTO_HEIGHT)
        if isinstance(picture, Finding):
            findings.append(replace(picture, file=photo.file, cell=photo.cell))
            continue
        number = numbers.get(photo.measure_no, "")
        measure = with_numerals(f"มาตรการที่ {number}", numerals) if number else ""
        printed.append(PhotoText(picture, with_numerals(photo.caption, numerals), measure))
    if len(printed) % 2:
        printed.append(PhotoText())
    rows = tuple(PhotoRow(*printed[place : place + 2]) for place in range(0, len(printed), 2))
    return rows, tuple(findings)
