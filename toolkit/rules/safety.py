"""Safety rules: what a workbook carries besides values that could run, reach out, or escape the eye.

A workbook issued to divisions holds no macros, connections or links to programs, so these are errors.
What comes by copying and pasting (links to other files, pictures of documents) is a warning: nothing of it
is ever opened or followed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from toolkit.model.cells import cell_name
from toolkit.model.finding import Finding, listed
from toolkit.rules.month_head import MonthSheet
from toolkit.xlsx.sheet_data import BookData, Burden
from toolkit.xlsx.tables import FoundTable, TableRow

LONGEST_TEXT = 5_000
"""Letters in a cell: some three printed pages."""

_BURDENS: Mapping[Burden, str] = {
    "macros": "file-macros",
    "macro-format": "file-macro-format",
    "connection": "file-connections",
    "dde": "file-program-links",
    "external-link": "file-external-links",
    "embedded": "file-embedded",
}
_MOST_NAMED = 3
_SHOWN = 80

_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_REACHING_OUT = (
    r"WEBSERVICE|IMPORT(?:DATA|XML|HTML|FEED|RANGE)|IMAGE|RTD|DDE|CALL|REGISTER(?:\.ID)?|EXEC(?:UTE)?"
    r"|SQL\.REQUEST|FOPEN|FWRITELN?|INITIATE"
)
_CALLS_OUT = re.compile(rf"(?<![A-Z0-9_])(?:{_REACHING_OUT})\s*\(", re.IGNORECASE)
_HYPERLINK = re.compile(r"""\bHYPERLINK\s*\(\s*"([^"]*)\"""", re.IGNORECASE)

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_USUAL_SCHEMES = frozenset(("http:", "https:", "mailto:", "tel:", "ftp:"))
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u202a-\u202e]")

_SIGNS = ("=", "+", "-", "@")
# Possessive or bounded: people paste pages into a cell, which would be read again from each letter.
_COMMAND = re.compile(
    rf"[=+\-@][=+\-@\d.,*/() ]*+(?:HYPERLINK|{_REACHING_OUT})\("
    r"|(?<![A-Za-z0-9_.])[A-Za-z][A-Za-z0-9_.]{0,60}+\|(?:'[^']{0,500}+'|[^\s'!]{1,100}+)![$A-Za-z]",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"=[-+@( ]{0,9}"
    r"(?:[A-Za-z][A-Za-z0-9.]{0,40}\(|\$?[A-Za-z]{1,3}\$?[0-9]{1,7}\b|[0-9.]{1,20} ?[-+*/^] ?[0-9])"
)
"""A text that a clerk meant to be computed: "=SUM(H12:H14)", "=H12+1", "=20+30". A line that begins with
"-", "+" or "@" is a list, a telephone or an account; "=>", "====" and "= 50%" compute nothing."""


def check_burdens(book: BookData) -> Iterator[Finding]:
    """Make one finding of each kind of thing that the file carries besides its sheets."""
    for kind, code in _BURDENS.items():
        parts = [part for burden, part in book.burdens if burden == kind]
        # The format for macros says nothing new where the macros themselves were found.
        if parts and (kind != "macro-format" or not any(burden == "macros" for burden, _ in book.burdens)):
            yield Finding(code, found=listed(parts, _MOST_NAMED))


def check_month_safety(sheet: MonthSheet) -> Iterator[Finding]:
    """Find what a month sheet carries besides its values."""
    yield from _formulas(sheet.status)
    for cells, target in sheet.status.sheet.links:
        yield from _link(sheet.status.sheet.name, cells.partition(":")[0], target)
    for record, field in sheet.typed:
        yield from _text(record, field)
    if (reporter := sheet.head.by_key.get("reporter")) is not None:
        yield from _text(reporter, "value")
    yield from _hidden(sheet)


def _formulas(table: FoundTable) -> Iterator[Finding]:
    """Find formulas that start a program or fetch something, and links in formulas."""
    sheet = table.sheet
    for position in sheet.formulas:
        text, cell = sheet.formula(position), cell_name(*position)
        # Quoted text runs nothing; an address is quoted too, so links are looked for in the whole formula.
        bare = _QUOTED.sub("''", text)
        # "|" is no operator: outside of quotes it parts a program from its topic (DDE).
        if "|" in bare or _CALLS_OUT.search(bare):
            yield Finding("formula-unsafe", sheet.name, cell, "=" + text[:_SHOWN])
        for target in _HYPERLINK.findall(text):
            yield from _link(sheet.name, cell, target)


def _link(sheet: str, cell: str, target: str) -> Iterator[Finding]:
    """Find links to files of one computer, and those of a scheme that no browser opens."""
    # Blanks and marks that nobody sees would hide a scheme from this check, not from a browser.
    bare = _UNSEEN.sub("", target).casefold()
    scheme = _SCHEME.match(bare)
    if not bare or bare.startswith(("#", "www.")) or (scheme and scheme[0] in _USUAL_SCHEMES):
        return
    # A scheme of one letter is the drive of a path on Windows.
    local = scheme is None or scheme[0] == "file:" or len(scheme[0]) == len("d:")
    yield Finding("link-local" if local else "link-odd", sheet, cell, target[:_SHOWN])


def _text(record: TableRow, field: str) -> Iterator[Finding]:
    """Find a text that other programs would compute, and one that no page holds."""
    raw = record.raw(field)
    if not isinstance(raw, str):
        return
    if len(raw) > LONGEST_TEXT:
        yield record.location.finding("text-long", field, f"{len(raw):,}", f"{LONGEST_TEXT:,}")
    text = record.text(field)
    # Only what begins with one of these is computed by a spreadsheet that opens it from a CSV file.
    if text.startswith(_SIGNS):
        if _COMMAND.search(text):
            yield record.location.finding("text-command", field, text[:_SHOWN])
        elif _FORMULA.match(text):
            yield record.location.finding("text-formula", field, text[:_SHOWN])


def _hidden(sheet: MonthSheet) -> Iterator[Finding]:
    """Find rows with typed data that are not shown: they are read all the same."""
    hidden = sheet.status.sheet.hidden_rows
    rows = [record for record, field in sheet.typed if record.row in hidden and record.text(field)]
    if rows:
        code = "row-filtered" if sheet.status.sheet.filtered else "row-hidden"
        field = "status" if rows[0].cell("status") else "result"
        keys = ", ".join(dict.fromkeys(record.key for record in rows))
        yield rows[0].location.finding(code, field, keys)
