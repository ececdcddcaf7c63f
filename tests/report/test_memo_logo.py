"""The office's emblem for its memos."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from toolkit.model.finding import Finding
from toolkit.office.folder import OfficeFolder
from toolkit.report.photo_rows import LOGO_HEIGHT, LOGO_WIDTH, Picture, blank_garuda, office_picture


def _image(format_: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(buffer, format_)
    return buffer.getvalue()


def _logo(folder: Path, name: str) -> Picture | Finding | None:
    return office_picture(OfficeFolder(folder), name)


@pytest.mark.parametrize("name", ["", "  "])
def test_an_office_without_one(tmp_path: Path, name: str) -> None:
    assert _logo(tmp_path, name) is None


@pytest.mark.parametrize("format_", ["PNG", "JPEG"])
@pytest.mark.parametrize("name", ["ตรา.img", " ตรา.img ", "./ตรา.img", "ภาพ/ตรา.img", "ภาพ\\ตรา.img"])
def test_a_picture_in_the_office_folder(tmp_path: Path, format_: str, name: str) -> None:
    (tmp_path / "ภาพ").mkdir()
    for folder in (tmp_path, tmp_path / "ภาพ"):
        (folder / "ตรา.img").write_bytes(_image(format_))
    found = _logo(tmp_path, name)
    assert isinstance(found, Picture) and (found.width, found.height) == (40, 20)


@pytest.mark.parametrize("name", ["ไม่มี.png", "../ตรา.png", "/etc/hostname", "C:\\ตรา.png", ".", "a\0b"])
def test_what_is_not_there_or_outside_is_missing(tmp_path: Path, name: str) -> None:
    office = tmp_path / "office"
    office.mkdir()
    (tmp_path / "ตรา.png").write_bytes(_image("PNG"))
    found = _logo(office, name)
    assert isinstance(found, Finding) and found.found == name
    assert found.code == ("logo-unreadable" if name == "." else "logo-missing")


@pytest.mark.parametrize("data", [b"", b"no picture", _image("PNG")[:60]])
def test_a_broken_picture_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "ตรา.png").write_bytes(data)
    assert _logo(tmp_path, "ตรา.png") == Finding("logo-unreadable", found="ตรา.png")


@pytest.mark.skipif(sys.platform == "win32", reason="links ask for rights")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "จริง.png").write_bytes(_image("PNG"))
    (tmp_path / "ตรา.png").symlink_to("จริง.png")
    assert _logo(tmp_path, "ตรา.png") == Finding("logo-unreadable", found="ตรา.png")


def test_the_place_of_the_garuda_is_kept_clear_at_its_size() -> None:
    """A memo without one gets a white picture, and `garuda-blank` says so once."""
    assert blank_garuda().fitted(LOGO_WIDTH, LOGO_HEIGHT) == (LOGO_HEIGHT, LOGO_HEIGHT)
    assert Image.open(io.BytesIO(blank_garuda().data)).getpixel((5, 5)) == (255, 255, 255)
