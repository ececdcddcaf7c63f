"""Pictures made ready for print: upright, no larger than print needs, and free of what a camera noted."""

from __future__ import annotations

import io
import struct
import warnings
from typing import TYPE_CHECKING

from toolkit.model.finding import Finding
from toolkit.model.photo import Picture

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
