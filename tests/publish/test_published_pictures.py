"""Photographs on the site: what they tell of who took them, and which are left out."""

from __future__ import annotations

import html
import io
import sys
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from small_office import SmallOffice, moment

from toolkit.publish.publish import publish


def jpeg_with_place() -> bytes:
    return with_secrets("JPEG", (3000, 2000))


def with_secrets(kind: str, size: tuple[int, int] = (30, 20)) -> bytes:
    """A picture in which a camera wrote its place and owner wherever the format allows."""
    exif = Image.Exif()
    exif[0x0110] = "กล้องของใคร"
    exif.get_ifd(0x8825)[1] = "N"
    texts = PngInfo()
    texts.add_itxt("Author", "กล้องของใคร")
    said = {"comment": "กล้องของใคร".encode(), "xmp": "<x>กล้องของใคร</x>".encode(), "pnginfo": texts}
    buffer = io.BytesIO()
    Image.new("RGB", size, "green").save(buffer, kind, exif=exif, icc_profile="กล้อง".encode() * 30, **said)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_pictures_tell_nothing_of_who_took_them(small_office: SmallOffice, kind: str) -> None:
    data = with_secrets(kind)
    assert "กล้อง".encode() in data
    small_office.send(f"กองคลัง/ภาพ/1 ภาพ.{kind.lower()}", data, "2024-01-04 09:00")
    done = publish(small_office.office, small_office.plan, moment("2024-04-10 09:00"))
    (picture,) = (done.index.parent / "pictures").iterdir()
    assert picture.read_bytes().startswith(b"\xff\xd8\xff")
    assert "กล้อง".encode() not in picture.read_bytes()
    with Image.open(picture) as opened:
        assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    "data", [b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", b"\0\0\0\x18ftypheic", b"%PDF-1.4"]
)
def test_what_is_no_picture_of_ours_is_not_published(small_office: SmallOffice, data: bytes) -> None:
    small_office.send("กองคลัง/ภาพ/1 ภาพ.jpg", data, "2024-01-04 09:00")
    done = publish(small_office.office, small_office.plan, moment("2024-04-10 09:00"))
    assert not (done.index.parent / "pictures").exists()
    # A file that is known to be something else is told at the intake, by what it is.
    pictures = {finding.code for finding in done.findings if finding.code.startswith("picture-")}
    assert pictures == ({"picture-unreadable"} if data.startswith(b"<svg") else set())


def test_photographs(small_office: SmallOffice) -> None:
    """A picture keeps nothing of its camera; one that is none is told, and leaves the page whole."""
    # Windows takes no such sign in a name.
    marked = "1 bประชุม.jpg" if sys.platform == "win32" else "1 <b>ประชุม.jpg"
    small_office.send(f"กองคลัง/ภาพ/{marked}", jpeg_with_place(), "2024-01-04 09:00")
    small_office.send("กองคลัง/ภาพ/1 ไม่ใช่ภาพ.jpg", b"<html>not a picture</html>", "2024-01-04 09:00")
    small_office.send("กองคลัง/ภาพ/9 ไม่มีมาตรการ.jpg", jpeg_with_place() + b" ", "2024-01-04 09:00")
    done = publish(small_office.office, small_office.plan, moment("2024-04-10 09:00"))
    (picture,) = (done.index.parent / "pictures").iterdir()
    image = Image.open(io.BytesIO(picture.read_bytes()))
    assert not dict(image.getexif())
    assert "กล้อง".encode() not in picture.read_bytes()
    page = (done.index.parent / "measures" / "1.html").read_text("utf-8")
    assert f'src="../pictures/{picture.name}" width="{image.width}" height="{image.height}"' in page
    assert html.escape(Path(marked).stem[2:]) in page
    codes = {finding.code for finding in done.findings}
    assert {"picture-unreadable", "photo-measure-unknown"} <= codes
