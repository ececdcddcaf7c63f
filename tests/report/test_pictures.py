"""Pictures made ready for print."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from toolkit.model.finding import Finding
from toolkit.report.photo_rows import Picture, prepare_picture

FRAME = (72.0, 72.0)  # points: an inch, so 180 dots
ROTATED, GPS, CAMERA = 0x0112, 0x8825, 0x0110


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def halves(width: int = 400, height: int = 200) -> Image.Image:
    """Red to the left, blue to the right."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    return image


def prepared(data: bytes, frame: tuple[float, float] = FRAME) -> Picture:
    found = prepare_picture(data, *frame)
    assert isinstance(found, Picture), found
    return found


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF"])
def test_every_usual_kind_becomes_a_jpeg_that_fits(kind: str) -> None:
    picture = prepared(saved(halves(), kind))
    assert (picture.width, picture.height) == (180, 90)
    assert opened(picture).format == "JPEG"


def test_a_small_picture_is_not_blown_up() -> None:
    assert prepared(saved(halves(40, 20), "PNG")).width == 40


def test_turned_upright_and_without_place_or_camera() -> None:
    exif = Image.Exif()
    exif[ROTATED], exif[CAMERA] = 6, "some camera"
    exif.get_ifd(GPS)[1] = "N"
    picture = prepared(saved(halves(), "JPEG", exif=exif))
    assert (picture.width, picture.height) == (90, 180)
    assert dict(opened(picture).getexif()) == {}
    assert b"some camera" not in picture.data
    red, _, blue = opened(picture).getpixel((45, 10))  # type: ignore[misc]
    assert red > 200 > blue


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_becomes_paper(mode: str) -> None:
    clear = Image.new("RGBA", (50, 50), (0, 0, 0, 0)).convert(mode)
    data = saved(clear, "PNG", transparency=0) if mode == "P" else saved(clear, "PNG")
    assert opened(prepared(data)).getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "CMYK", "I;16", "YCbCr"])
def test_every_colour_mode(mode: str) -> None:
    image = Image.new(mode, (50, 50))
    kind = "TIFF" if mode in ("CMYK", "YCbCr") else "PNG"
    assert opened(prepared(saved(image, kind))).mode == "RGB"


@pytest.mark.parametrize(
    ("data", "code", "found"),
    [
        (b"", "picture-unreadable", "?"),
        (b"\x01\0\0\0" + b"\0" * 36 + b" EMF", "picture-unreadable", "EMF"),
        (b"<svg xmlns='x'/>", "picture-unreadable", "SVG"),
        (saved(halves(), "JPEG")[:400], "picture-unreadable", "OSError"),
        (saved(Image.new("1", (20_000, 5_000)), "PNG"), "picture-too-large", "20000 × 5000"),
        (saved(Image.new("1", (20_000, 10_000)), "PNG"), "picture-too-large", ""),
    ],
    ids=["empty", "EMF", "SVG", "cut off", "100 million pixels", "200 million pixels"],
)
def test_what_cannot_be_printed_is_told(data: bytes, code: str, found: str) -> None:
    assert prepare_picture(data, *FRAME) == Finding(code, found=found)


def test_equal_bytes_for_equal_pictures() -> None:
    data = saved(halves(), "PNG")
    assert prepared(data).data == prepared(data).data


@pytest.mark.parametrize(("frame", "size"), [((200.0, 50.0), (100.0, 50.0)), ((50.0, 200.0), (50.0, 25.0))])
def test_the_largest_size_in_a_frame(frame: tuple[float, float], size: tuple[float, float]) -> None:
    assert Picture(b"", 400, 200).fitted(*frame) == pytest.approx(size)
