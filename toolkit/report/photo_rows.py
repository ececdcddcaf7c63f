"""Pictures made ready for print: upright, no larger than print needs, and free of what a camera noted."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.model.entry import Photo, Picture
from toolkit.model.finding import Finding
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.report.kinds import numerals_of, with_numerals

if TYPE_CHECKING:
    from PIL.Image import Image

DOTS_PER_INCH = 180
"""What a printed photograph needs; more only makes files large."""
MOST_PIXELS = 80_000_000
_QUALITY = 82
_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF")
_OTHERS = (
    (b" EMF", "EMF"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"<svg", "SVG"),
    (b"ftyphei", "HEIC"),
    (b"%PDF", "PDF"),
)


def prepare_picture(data: bytes, width: float, height: float) -> Picture | Finding:
    """A picture for a frame of `width` x `height` points, or what is wrong with it.

    Turned upright as its camera noted, scaled down to `DOTS_PER_INCH`, written as JPEG on white without any
    metadata: no place, time or camera leaves the office. Equal bytes give equal bytes.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow warns of is refused below, or harmless
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                across, down = opened.size
                if across * down > MOST_PIXELS:
                    return Finding("picture-too-large", found=f"{across} × {down}")
                most = tuple(max(1, round(each / 72 * DOTS_PER_INCH)) for each in (width, height))
                largest = max(most)
                opened.draft("RGB", (largest, largest))  # a JPEG is decoded no larger than needed
                picture = ImageOps.exif_transpose(opened)
                picture.thumbnail((most[0], most[1]), Image.Resampling.LANCZOS)
                flat = _on_white(picture)
    except Image.DecompressionBombError:
        return Finding("picture-too-large")
    except UnidentifiedImageError:
        return Finding("picture-unreadable", found=_kind(data))
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, struct.error) as error:
        return Finding("picture-unreadable", found=type(error).__name__)
    flat.info.clear()  # Pillow would write a comment that it read into the new file
    buffer = io.BytesIO()
    flat.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(buffer.getvalue(), *flat.size)


def _on_white(picture: Image) -> Image:
    """The picture in plain colours; what is transparent becomes paper."""
    from PIL import Image

    if "transparency" not in picture.info and picture.mode not in ("RGBA", "LA", "PA"):
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")


def _kind(data: bytes) -> str:
    """What a file is that is no picture we can open, as far as its first bytes tell."""
    return next((name for start, name in _OTHERS if start in data[:64]), "?")


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
