"""The page of workbook fields, from the layout specification and a sentence on each field."""

from __future__ import annotations

from markdown import code, page, quoted, table
from meanings import FIELDS, KEYS, TABLES

from toolkit.xlsx.layouts import (
    CHOICE_IDS,
    CHOICES,
    META,
    MONTH,
    OUTCOMES,
    PHOTOS,
    PLAN_TABLES,
    STATUS,
    Field,
    Key,
    Table,
)

_INTRO = """Every table that the toolkit reads opens with a marker `ita:<table>` in column A, which is hidden. The rest
of that row, hidden too, holds the **field ids**; the row below holds the Thai headings, and data follows until the next
marker. A table is found by its marker and a field by its id: headings may be reworded, columns moved, rows and columns
added. In key-value tables the key stands in column A and what people type in the column `value`.

Dates and months take any form that Thai offices use (`ต.ค. 66`, `1 ตุลาคม 2566`, `10/2566`)."""
_SHEETS = {MONTH: "each month sheet", STATUS: "each month sheet", OUTCOMES: "each month sheet"}
_KINDS = {"text": "", "number": "a number", "percent": "a percent, 0 to 100", "choice": "", "date": "a date"}


def fields_page() -> str:
    """All tables of the plan and of a division's workbook."""
    plan = (_section(plan_table) for plan_table in PLAN_TABLES)
    division = (_section(layout) for layout in (MONTH, STATUS, OUTCOMES, PHOTOS))
    return page(
        "Workbook fields",
        _INTRO,
        "## plan.xlsx",
        *plan,
        "## A division's workbook",
        *division,
        "## Every workbook",
        _section(META),
    )


def _section(layout: Table) -> str:
    sheet = _SHEETS.get(layout, f"sheet `{layout.sheet}`")
    rows = (
        [_key(layout, key) for key in layout.keys]
        if layout.keys
        else [_field(layout, own) for own in layout.fields]
    )
    heading = "key" if layout.keys else "field id"
    return "\n\n".join(
        (
            f"### {layout.marker}",
            f"{TABLES[layout.name]} ({sheet})",
            table((heading, "Thai heading", "what it means", "what may stand there"), rows),
        )
    )


def _field(layout: Table, own: Field) -> tuple[str, str, str, str]:
    allowed = _allowed(own.choices) or _KINDS[own.kind]
    return (
        code(own.id),
        quoted(own.heading),
        FIELDS[layout.name, own.id],
        _marks(allowed, own.required, own.locked),
    )


def _key(layout: Table, key: Key) -> tuple[str, str, str, str]:
    label = "" if layout is META else quoted(key.label)
    return code(key.id), label, KEYS[layout.name, key.id], _marks(_allowed(key.choices), key.required, False)


def _allowed(choices: str) -> str:
    ids = CHOICE_IDS.get(choices, {})
    words = (
        f"{code(choice)} ({code(ids[choice])})" if choice in ids else code(choice)
        for choice in CHOICES.get(choices, ())
    )
    return ", ".join(words)


def _marks(allowed: str, required: bool, locked: bool) -> str:
    marks = ("**required**" if required else "", "locked" if locked else "")
    return "; ".join(filter(None, (allowed, *marks)))
