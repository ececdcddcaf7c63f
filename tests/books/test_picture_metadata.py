"""Pictures lose what cameras wrote, and nothing of the image."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from toolkit.books.public_copy import without_metadata

SECRET = "13.7563N somebody"


def saved(kind: str, **options: Any) -> bytes:
    image = Image.effect_mandelbrot((64, 48), (-2, -1.5, 1, 1.5), 50).convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif() -> Image.Exif:
    found = Image.Exif()
    found[0x0110] = SECRET
    return found


def texts() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRET)
    info.add_itxt("XML", SECRET)
    return info


JPEG, PNG = saved("JPEG", exif=exif(), comment=SECRET.encode()), saved("PNG", exif=exif(), pnginfo=texts())


@pytest.mark.parametrize(
    "data", [JPEG, PNG, saved("JPEG", exif=exif(), progressive=True)], ids=["jpeg", "png", "progressive"]
)
def test_metadata_goes_and_pixels_stay(data: bytes) -> None:
    assert SECRET.encode() in data
    clean = without_metadata(data)
    assert SECRET.encode() not in clean
    assert Image.open(io.BytesIO(clean)).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def test_a_second_picture_behind_the_first_goes() -> None:
    assert without_metadata(JPEG + JPEG) == without_metadata(JPEG)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" + SECRET.encode(), b"<svg/>", JPEG[:3], JPEG[:20], JPEG[:4] + JPEG[300:]]
)
def test_what_is_broken_or_not_known_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"picture|JPEG"):
        without_metadata(data)


def test_a_byte_that_fills_up_hides_nothing() -> None:
    assert without_metadata(JPEG[:2] + b"\xff" + JPEG[2:]) == without_metadata(JPEG)
