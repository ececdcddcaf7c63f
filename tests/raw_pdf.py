"""PDFs written by hand: pages of Latin text in a font that is not embedded, and clips."""

from __future__ import annotations

from collections.abc import Iterable

A4 = (595.3, 841.9)
Words = tuple[float, float, str]
"""Where a text begins (points from the lower left corner), and the text."""


def drawn(*words: Words, clip: tuple[float, float, float, float] | None = None) -> str:
    """The operators that draw texts at 20 points, within a clip (left, bottom, width, height) if given."""
    texts = " ".join(f"BT /F1 20 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in words)
    return f"q {'{} {} {} {} re W n '.format(*clip) if clip else ''}{texts} Q"


def raw_pdf(pages: Iterable[str], size: tuple[float, float] = A4, font: str = "Helvetica") -> bytes:
    """A PDF of one page for each content stream."""
    contents = list(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} >>",
    ]
    for number, content in enumerate(contents):
        resources = "<< /Font << /F1 3 0 R >> >>"
        bodies += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Resources {resources} "
            f"/Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    made, places = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(bodies) + 1
    trailer = f"trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return (made + f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}").encode("latin-1")
