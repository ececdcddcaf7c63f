"""The page of JSON keys, from the JSON Schemas beside it, with which the tests validate what commands print."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from markdown import code, page, quoted, table

PAGES = ("check", "rollup", "rollup-file", "import", "log", "consolidate", "doctor")
"""The schemas in the order of the work; parts.schema.json holds what they share."""
_INTRO = """Commands with `--json` print JSON alone on standard output, in UTF-8. Words are the English ids below in both
languages (messages and advice are in the language chosen); numbers of measures and steps, codes and months are
strings; percents are numbers with at most two decimals or null, where nothing is left to count; times are ISO 8601 with
`+07:00`. The tables are made from the JSON Schemas (draft 2020-12) named above each, against which the tests validate
real output: a key that does not stand here fails them."""

Schema = Mapping[str, Any]


def json_page(folder: Path) -> str:
    """All schemas as tables of their keys."""
    parts = json.loads((folder / "parts.schema.json").read_text(encoding="utf-8"))["$defs"]
    sections: list[str] = []
    for name in PAGES:
        file = f"{name}.schema.json"
        schema = json.loads((folder / file).read_text(encoding="utf-8"))
        rows = table(("key", "type", "what it says"), _rows(schema, parts, ""))
        link = f"Schema: [{file}](schemas/{file})"
        sections += [f"## {schema['title']}", schema["description"], link, rows]
    return page("JSON", _INTRO, *sections)


def _rows(schema: Schema, parts: Schema, before: str) -> Iterator[tuple[str, str, str]]:
    """Each key below a schema with its path: `files[].findings[].code`."""
    schema = _resolved(schema, parts)
    if "items" in schema:
        yield from _rows(schema["items"], parts, f"{before}[]")
        return
    required = schema.get("required", ())
    for name, part in schema.get("properties", {}).items():
        path = f"{before}.{name}" if before else name
        whole = _resolved(part, parts)
        optional = "" if name in required else " (not always)"
        yield code(path), _type(whole, parts), quoted(whole.get("description", "")) + optional
        yield from _rows(part, parts, path)


def _resolved(schema: Schema, parts: Schema) -> dict[str, Any]:
    """A schema with what it refers to in it; its own words win."""
    refers = schema.get("$ref")
    if refers is None:
        return dict(schema)
    below = _resolved(parts[refers.rpartition("/")[2]], parts)
    properties = {**schema.get("properties", {}), **below.get("properties", {})}
    merged = {**below, **schema, "required": [*schema.get("required", ()), *below.get("required", ())]}
    return {**merged, "properties": properties} if properties else merged


def _type(schema: Schema, parts: Schema) -> str:
    if "enum" in schema:
        return ", ".join("null" if value is None else code(str(value)) for value in schema["enum"])
    if "items" in schema:
        return f"array of {_type(_resolved(schema['items'], parts), parts)}"
    types = schema.get("type", "any")
    return types if isinstance(types, str) else " or ".join(types)
