"""Pictures whose row names no measure: told when they come, and settled by a later version."""

from __future__ import annotations

import pytest
from photo_workbooks import BLUE, RED, december, found, said, with_photos
from small_office import SmallOffice

pytestmark = pytest.mark.slow


def test_a_measure_that_a_later_version_names_holds(small_office: SmallOffice) -> None:
    first = with_photos(december(small_office), [("", "", "ก", RED), ("", "", "ข", BLUE)])
    second = with_photos(december(small_office, **{"1.1": "p50"}), [("", "1", "ก", RED), ("", "", "ข", BLUE)])
    small_office.send("a.xlsx", first, "2024-01-04 09:00")
    small_office.send("b.xlsx", second, "2024-01-04 10:00")
    small_office.take("2024-01-06 09:00")
    photos = found(small_office)
    assert said(photos) == [("01", "1", "ก", RED), ("01", "", "ข", BLUE)]
    assert [(finding.code, finding.file) for finding in photos.findings] == [
        ("photo-without-measure", "inbox/b.xlsx")
    ]


def test_a_picture_without_a_measure_is_told_when_it_comes(small_office: SmallOffice) -> None:
    small_office.send("a.xlsx", with_photos(december(small_office), [("", "", "ก", RED)]), "2024-01-04 09:00")
    (file,) = small_office.take("2024-01-06 09:00").files
    assert "photo-without-measure" in [finding.code for finding in file.findings]
