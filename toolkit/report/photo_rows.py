"""Pictures made ready for print: the photographs of a report two abreast, and the emblem of the office.

A picture is turned upright, made no larger than print needs, and freed of what a camera noted.
"""

from __future__ import annotations

import io
import math
import struct
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.model.entry import WHOLE, Framing, Photo, Picture
from toolkit.model.finding import Finding, UserError
from toolkit.model.month import Month
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder
from toolkit.report.endings import Pair, in_pairs
from toolkit.report.kinds import in_numerals, numerals_of
from toolkit.xlsx.sheet_data import RefusedError
from toolkit.xlsx.strict_reader import read_bytes

if TYPE_CHECKING:
    from PIL.Image import Image

DOTS_PER_INCH = 180
"""What a printed photograph needs; more only makes files large."""
PHOTO_WIDTH, PHOTO_HEIGHT = 235.0, 176.0
"""The frame of one photograph in points: two abreast and three rows on a page of A4."""
_GARUDA = 90  # pixels
LOGO_HEIGHT, LOGO_WIDTH = 1.5 / 2.54 * 72, 3 / 2.54 * 72
"""The place of the emblem in points: 1.5 cm high, at most twice as wide."""

_SHARPNESS = 3  # fine lines are printed at three times the dots of a photograph
MOST_PIXELS = 80_000_000
"""More are refused: a small file can unpack to more than the memory holds."""
_QUALITY = 82
_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF")
_OTHERS = (
    (b" EMF", "EMF"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"<svg", "SVG"),
    (b"ftyphei", "HEIC"),
    (b"%PDF", "PDF"),
)
"""What else is sent as a picture, by its first bytes: named in the finding."""


def prepare_picture(data: bytes, width: float, height: float, framing: Framing = WHOLE) -> Picture | Finding:
    """Return a picture for a frame of `width` x `height` points, or what is wrong with it.

    It is cropped and turned as its sheet shows it, or turned upright as its camera noted, scaled down to
    `DOTS_PER_INCH`, and written as JPEG on white without any metadata: no place, time or camera leaves the
    office. Equal bytes give equal bytes.
    """
    from PIL import Image, UnidentifiedImageError

    if framing.hidden:
        return Finding("photo-covered")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow warns of is refused below, or harmless
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                across, down = opened.size
                # Before anything is decoded: opening reads no more than the head.
                if across * down > MOST_PIXELS:
                    return Finding("picture-too-large", found=f"{across} × {down}")
                most_across, most_down = (
                    max(1, round(points / 72 * DOTS_PER_INCH)) for points in (width, height)
                )
                left, top, right, bottom = framing.crop
                shown = min(1 - left - right, 1 - top - bottom)
                if shown <= 0:
                    return Finding("picture-unreadable", found="0 %")
                # What is left of a cropped picture still has to fill the frame sharply.
                largest = math.ceil(max(most_across, most_down) / shown)
                opened.draft("RGB", (largest, largest))  # a JPEG is decoded no larger than needed
                picture = _framed(opened, framing)
                picture.thumbnail((most_across, most_down), Image.Resampling.LANCZOS)
                flat = _on_white(picture)
    except Image.DecompressionBombError:
        return Finding("picture-too-large")
    except UnidentifiedImageError:
        kind = next((name for start, name in _OTHERS if start in data[:64]), "?")
        return Finding("picture-unreadable", found=kind)
    # Pillow's readers raise any of these for a damaged file.
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, struct.error) as error:
        return Finding("picture-unreadable", found=type(error).__name__)
    flat.info.clear()  # Pillow would write a comment that it read into the new file
    buffer = io.BytesIO()
    flat.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(buffer.getvalue(), *flat.size)


def _framed(picture: Image, framing: Framing) -> Image:
    """Return the picture as its sheet shows it; what was cut off is gone to the last dot."""
    from PIL import Image, ImageOps

    across, down = picture.size
    left, top, right, bottom = framing.crop
    # Rounded inwards: not a line of what was cut off may leave the office.
    inside = (
        math.ceil(across * left), math.ceil(down * top),
        max(math.floor(across * (1 - right)), math.ceil(across * left) + 1),
        max(math.floor(down * (1 - bottom)), math.ceil(down * top) + 1),
    )  # fmt: skip
    # A sheet shows a picture without regard to what its camera noted; a program that turns it says so.
    framed: Image.Image = picture if framing.crop == WHOLE.crop else picture.crop(inside)
    if framing == replace(WHOLE, crop=framing.crop, oval=framing.oval, corners=framing.corners):
        return _cut_out(ImageOps.exif_transpose(framed), framing)
    framed = _cut_out(framed, framing)
    if framing.mirrored:
        framed = framed.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if framing.upside_down:
        framed = framed.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    if not framing.turn:
        return framed
    # A slanted picture gets corners, which are to be paper just as what is transparent.
    if framing.turn % 90:
        framed = _on_white(framed)
    return framed.rotate(-framing.turn, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


def _cut_out(picture: Image, framing: Framing) -> Image:
    """Return the picture cut to an oval or with round corners, on paper; as it is without either."""
    from PIL import Image, ImageDraw

    if not (framing.oval or framing.corners):
        return picture
    mask = Image.new("L", picture.size, 0)
    inside = (0, 0, picture.width - 1, picture.height - 1)
    if framing.oval:
        ImageDraw.Draw(mask).ellipse(inside, fill=255)
    else:
        ImageDraw.Draw(mask).rounded_rectangle(inside, framing.corners * min(picture.size), fill=255)
    return Image.composite(_on_white(picture), Image.new("RGB", picture.size, "white"), mask)


def _on_white(picture: Image) -> Image:
    """Return the picture in plain colours; what is transparent becomes paper."""
    from PIL import Image

    if "transparency" not in picture.info and picture.mode not in ("RGBA", "LA", "PA"):
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")


def office_picture(office: OfficeFolder, file_name: str) -> Picture | Finding | None:
    """Return an emblem ready for print, None where the office names none, or why there is none to print.

    Only a file in the office folder itself is opened, or in a folder below it.
    """
    if not file_name.strip():
        return None
    path = office.beside_plan(file_name)
    if path is None:
        return Finding("logo-missing", found=file_name)
    try:
        data = read_bytes(path)
    except UserError:
        return Finding("logo-missing", found=file_name)
    except RefusedError:
        return Finding("logo-unreadable", found=file_name)
    picture = prepare_picture(data, LOGO_WIDTH * _SHARPNESS, LOGO_HEIGHT * _SHARPNESS)
    return picture if isinstance(picture, Picture) else Finding("logo-unreadable", found=file_name)


def blank_garuda() -> Picture:
    """Return a white picture as large as the Garuda of a memo, which keeps its place clear."""
    from PIL import Image

    paper = io.BytesIO()
    Image.new("RGB", (_GARUDA, _GARUDA), "white").save(paper, "JPEG")
    return Picture(paper.getvalue(), _GARUDA, _GARUDA)


@dataclass(frozen=True, slots=True)
class PhotoText:
    """One photograph with the words below it; blank where a row has only one."""

    picture: Picture | None = None
    caption: str = ""
    measure: str = ""


def photo_rows(
    plan: Plan, photos: Iterable[Photo], until: Month
) -> tuple[tuple[Pair[PhotoText], ...], tuple[Finding, ...]]:
    """Return the photographs of the year until a month, in the order given, and what is wrong with those that
    cannot be printed."""
    printed: list[PhotoText] = []
    numerals = numerals_of(plan.agency)
    numbers = {measure.measure_no: measure.printed_no for measure in plan.measures}
    pictures, findings = photo_pictures(photos, until, PHOTO_WIDTH, PHOTO_HEIGHT)
    for photo, picture in pictures:
        number = numbers.get(photo.measure_no, "")
        measure = in_numerals(f"มาตรการที่ {number}", numerals) if number else ""
        printed.append(PhotoText(picture, in_numerals(photo.caption, numerals), measure))
    blank = PhotoText()
    # A last photograph alone stands on the left.
    return in_pairs([*printed, blank] if len(printed) % 2 else printed, blank), findings


def photo_pictures(
    photos: Iterable[Photo], until: Month, width: float, height: float
) -> tuple[list[tuple[Photo, Picture]], tuple[Finding, ...]]:
    """Return the photographs until a month, made ready for a frame, and what is wrong with the others. One
    without a month counts for every report."""
    pictures: list[tuple[Photo, Picture]] = []
    findings: list[Finding] = []
    for photo in photos:
        if photo.month is None or photo.month <= until:
            picture = prepare_picture(photo.data, width, height, photo.framing)
            if isinstance(picture, Picture):
                pictures.append((photo, picture))
            else:
                findings.append(replace(picture, file=photo.file, sheet=photo.sheet, cell=photo.cell))
    return pictures, tuple(findings)
