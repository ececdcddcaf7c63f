"""The pages of the site, made with Jinja2, and the charts in them: inline SVG drawn by leather, whose colours
and letters come from the style sheet of the pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import leather
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from toolkit.model.figures import rounded
from toolkit.publish.content import SiteContent
from toolkit.publish.documents import Download
from toolkit.publish.open_data import LICENCE, DataTable
from toolkit.publish.public_text import find_links, public
from toolkit.report.kinds import KINDS, numerals_of, with_numerals
from toolkit.report.memo import report_agency
from toolkit.report.progress_text import division_texts, overall_text
from toolkit.thai.dates import Numerals, format_date, format_month
from toolkit.thai.labels import NOTHING_LEFT, STATE_LABELS
from toolkit.typeset.line_breaks import break_places

_SVG_ROOT = re.compile(
    r'^<svg width="(\d+)" height="(\d+)" version="1\.1" xmlns="http://www\.w3\.org/2000/svg">'
)
_WIDTH = 360
"""Close to a telephone's, so that letters keep their size there."""
_FEW = 12
_LONGEST_LABEL = 20  # letters; longer ones leave no room for the bars
_FILL = "#14566b"
_TICKS = [0, 25, 50, 75, 100]
Points = Sequence[tuple[str, float | None]]


def _chart(id_: str, title: str, points: Points, numerals: Numerals, *, columns: bool = False) -> Markup:
    """Draw values from 0 to 100 as bars, the first on top, or as columns; None draws nothing. Needs at least
    one point."""
    chart = leather.Chart()
    labelled = _labelled(points)

    def tick(value: float, _index: int, _count: int) -> str:
        return with_numerals(str(value), numerals)

    if columns:
        chart.add_columns([(label, value or 0.0) for label, value in labelled], fill_color=_FILL)
        chart.add_y_scale(0, 100)
        chart.add_y_axis(ticks=_TICKS, tick_formatter=tick)
        height = 230
    else:
        chart.add_bars([(value or 0.0, label) for label, value in labelled], fill_color=_FILL)
        chart.add_x_scale(0, 100)
        chart.add_x_axis(ticks=_TICKS, tick_formatter=tick)
        # Thinner bars where there are many: else the chart of a large office is screens high.
        height = 60 + (34 if len(labelled) <= _FEW else 22) * len(labelled)
    return _inline(chart.to_svg(width=_WIDTH, height=height), id_, title)


def _labelled(points: Points) -> list[tuple[str, float | None]]:
    """Return short public labels, no two the same: leather draws equal ones in one place."""
    labelled: dict[str, float | None] = {}
    for label, value in ((public(label), value) for label, value in points):
        short = label
        if len(label) > _LONGEST_LABEL:
            # Behind a word: half of one misleads ("กองสาธารณสุขและสิ่ง").
            ends = (*break_places(label), *(match.start() for match in re.finditer(" ", label)))
            end = max((place for place in ends if place < _LONGEST_LABEL), default=_LONGEST_LABEL - 1)
            short = label[:end].rstrip() + "…"
        while short in labelled:
            short += "\u200b"  # a zero-width space
        labelled[short] = value
    return list(labelled.items())


def _inline(svg: str, id_: str, title: str) -> Markup:
    """Return the drawing as an image that scales with its page, with a title for those who hear it."""
    # leather writes a fixed size, which no page on a telephone could shrink.
    match = _SVG_ROOT.match(svg)
    if match is None:
        raise ValueError(f"leather draws another root than expected: {svg[:80]!r}")
    head = Markup(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}" '
        'xmlns="http://www.w3.org/2000/svg"><title id="{}">{}</title>'
    ).format(int(match[1]), int(match[2]), id_, id_, escape(title))
    return head + Markup(svg[match.end() :])  # leather escapes what it writes


_ASSETS = resources.files("toolkit.publish") / "assets"


def make_pages(
    content: SiteContent, documents: Sequence[Download], tables: Sequence[DataTable], base_url: str = ""
) -> dict[str, bytes]:
    """Return every page by its path on the site; `base_url` is the address of the site's folder, if known."""
    numerals = numerals_of(content.plan.agency)
    templates = _templates(numerals)
    shared = _shared(content, numerals)
    pages: dict[str, bytes] = {}

    def add(path: str, template: str, **more: Any) -> None:
        address = f"{base_url.rstrip('/')}/{path}" if base_url else ""
        # Relative: the folder may be copied to any path of the office's website.
        root = "../" * path.count("/")
        page = templates.get_template(template).render(shared, path=path, root=root, address=address, **more)
        pages[path] = page.encode("utf-8", "replace")

    add("index.html", "index.html", **_overview(content, numerals))
    for filing, template in ((content.plan_filing, "plan.html"), (content.result_filing, "result.html")):
        add(filing.path, template, filing=filing)
    add("downloads.html", "downloads.html", documents=documents, tables=tables, licence=LICENCE)
    measures = content.measures
    for before, page, after in zip((None, *measures), measures, (*measures[1:], None), strict=False):
        add(page.path, "measure.html", page=page, before=before, after=after)
    return pages


def assets() -> dict[str, bytes]:
    """Return the style sheet and the letters, with their licence."""
    return {
        f"assets/{asset.name}": asset.read_bytes()
        for asset in sorted(_ASSETS.iterdir(), key=lambda asset: asset.name)
        if asset.is_file()
    }


@cache
def _templates(numerals: Numerals) -> Environment:
    environment = Environment(
        loader=PackageLoader("toolkit.publish"),
        autoescape=True,
        # A misspelt name stops a test instead of printing nothing on a public page.
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        # The last gate, past which no text gets that is not public.
        finalize=lambda value: (
            public(value) if isinstance(value, str) and not isinstance(value, Markup) else value
        ),
    )
    environment.filters |= {
        "n": lambda value: with_numerals(str(value), numerals),
        "month": lambda day: f"{day:%Y-%m}",
        "day": lambda day: with_numerals(format_date(day, "short"), numerals),
        "percent": _percent,
        "shortened": _shortened,
        "state_id": lambda label: _STATE_IDS.get(label, "none"),
    }
    return environment


_STATE_IDS = {label: id_ for id_, label in STATE_LABELS["th"].items()}


def _percent(value: str) -> str:
    """Return a figure with its word, which no line end parts from it."""
    return value if value == NOTHING_LEFT else Markup('<span class="whole">ร้อยละ {}</span>').format(value)


def _shortened(text: str, most: int = 300) -> str:
    """Cut a text that stands in full elsewhere; public before it is cut, lest half an address remain."""
    shown = public(text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def _shared(content: SiteContent, numerals: Numerals) -> Mapping[str, Any]:
    """Return what every template may use."""
    agency = report_agency(content.plan)
    day = content.day
    website = next((link for link, sound in find_links(agency.website) if sound), "")
    return {
        "content": content,
        "pages": content.measures,
        "progress": content.progress,
        "agency": content.plan.agency,
        "place": " ".join(filter(None, (agency.district, agency.province))),
        "website": website,
        "year": with_numerals(str(content.plan.fiscal_year), numerals),
        "month_end": Markup('<time datetime="{}">{}</time>').format(day, format_date(day, "full", numerals))
        if day
        else "",
        "period_title": with_numerals(KINDS[content.through].th, numerals),
    }


def _overview(content: SiteContent, numerals: Numerals) -> dict[str, Any]:
    """Return the figures of the first page and their charts."""
    charts: dict[str, Markup] = {}

    def add(name: str, title: str, points: Points, *, columns: bool = False) -> None:
        if points:
            charts[name] = _chart(f"chart-{name}", title, points, numerals, columns=columns)

    years = [(result.year, result.score) for result in content.scores.years]
    add("scores", "คะแนนรวม ITA รายปี", years, columns=True)
    progress, word = content.progress, content.plan.division_word
    if progress is None:
        return {"charts": charts}
    figures = progress.figures
    of_measures = [
        (with_numerals(f"มาตรการ {measure.label}", numerals), rounded(measure.completion))
        for measure in figures.measures
    ]
    add("measures", "ความคืบหน้ารายมาตรการ", of_measures)
    divisions = division_texts(content.plan, figures)
    shown = {division.name for division in divisions}
    of_divisions = [
        (division.division_name, rounded(division.completion))
        for division in figures.divisions
        if division.division_name in shown
    ]
    add("divisions", f"ความคืบหน้าราย{word}", of_divisions)
    in_time = [
        (
            # The names of twelve months run into each other; the table beside the chart has them all.
            "" if place % 2 and len(progress.reporting) > _FEW / 2 else format_month(month).partition(" ")[0],
            # No column where nobody was expected: 0 would say that all were late.
            100 * counts.on_time / counts.expected if counts.expected else None,
        )
        for place, (month, counts) in enumerate(progress.reporting)
    ]
    add("timeliness", f"{word}ที่ส่งรายงานทันกำหนด", in_time, columns=True)
    return {
        "charts": charts,
        "overall": overall_text(content.plan, figures),
        "divisions": divisions,
        "reporting": [
            (f"{month.first_day:%Y-%m}", format_month(month, "full", numerals), counts)
            for month, counts in progress.reporting
        ],
    }
