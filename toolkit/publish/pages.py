"""The pages of the site, made with Jinja2; their charts are inline SVG, drawn by a macro of the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from toolkit.model.figures import rounded
from toolkit.publish.content import SiteContent
from toolkit.publish.documents import Download
from toolkit.publish.filing import Filing
from toolkit.publish.open_data import LICENCE, DataTable
from toolkit.publish.public_text import find_links, public
from toolkit.report.kinds import KINDS, numerals_of, with_numerals
from toolkit.report.memo import report_agency
from toolkit.report.progress_text import division_texts, overall_text
from toolkit.thai.dates import Numerals, format_date, format_month
from toolkit.thai.labels import NOTHING_LEFT, STATE_LABELS

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
        add(filing_path(filing), template, filing=filing)
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


def filing_path(filing: Filing) -> str:
    """Return the page of an item: its address stays the same whatever becomes of the item's code."""
    return f"ita-{filing.year}-{filing.paper}.html"


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
        "menu": (
            ("index.html", "ภาพรวม"),
            (filing_path(content.plan_filing), "แผนมาตรการ"),
            (filing_path(content.result_filing), "ผลการดำเนินการ"),
            ("downloads.html", "ดาวน์โหลด"),
        ),
    }


def _overview(content: SiteContent, numerals: Numerals) -> dict[str, Any]:
    """Return the figures of the first page, and the (label, value) pairs of its charts."""
    years = [(result.year, result.score) for result in content.scores.years]
    progress = content.progress
    if progress is None:
        return {"years": years}
    figures = progress.figures
    return {
        "years": years,
        "measure_bars": [
            (with_numerals(f"มาตรการ {measure.label}", numerals), rounded(measure.completion))
            for measure in figures.measures
        ],
        "division_bars": [
            (division.division_name, rounded(division.completion)) for division in figures.divisions
        ],
        "in_time": [
            (
                format_month(month, "short").partition(" ")[0],
                # No column where nobody was expected: 0 would say that all were late.
                100 * counts.on_time / counts.expected if counts.expected else None,
            )
            for month, counts in progress.reporting
        ],
        "overall": overall_text(content.plan, figures),
        "divisions": division_texts(content.plan, figures),
        "reporting": [
            (f"{month.first_day:%Y-%m}", format_month(month, "full", numerals), counts)
            for month, counts in progress.reporting
        ],
    }
