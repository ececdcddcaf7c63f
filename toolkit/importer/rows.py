"""What each row of a table of measures does: it begins a measure, adds a step, goes on with the row above, is
a section's heading, or nothing of these (notes, totals, signatures)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from toolkit.importer.document import SourceTable
from toolkit.importer.headers import Header
from toolkit.importer.headings import is_whole, names_measure
from toolkit.importer.items import split_items
from toolkit.importer.people import is_person_line
from toolkit.importer.proposal import RowRole, SourceRow, source_row
from toolkit.importer.source_measure import SourceMeasure
from toolkit.importer.words import words_of
from toolkit.thai.text import squash, to_arabic

MONEY = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{5,}|\d+(?:\.\d+)?บาท)(?:\.\d+)?(?:บาท)?(?:\.?-)?")
_DATA = ("measure", "steps", "responsible", "period")
_OF_THE_ROW = ("responsible", "period")
_ASIDE = (*_OF_THE_ROW, "steps", "monitoring", "expected", "result", "status")
_LONGEST_SECTION = 250
_SIGNING = re.compile(r"[(.…_\-]|ตำแหน่ง|วันที่")
_DOTTED = re.compile(r"\(?\d{1,2}\.\d{1,2}(?!\d)")
_BULLET = re.compile(r"\s*[-–•*]\s*[^\d\s\-–]")
_TOTAL = re.compile(r"รวม(?:ทั้งสิ้น|ทั้งหมด|มาตรการ|เงิน|\d|$)")
_COLUMN_NUMBER = re.compile(r"[(\[]?(\d{1,2})[)\]]?(?:=[\d+\-*/x×()\[\]]+)?")
_CONTINUED = re.compile(r"\(\s*ต่อ\s*\)|-\s*ต่อ\s*-|(?<=\s)ต่อ\s*$|^\s*ต่อ(?=\s|$)")
_GOES_ON = ("ต่อ", "(ต่อ)", "-ต่อ-")
_STRATEGY = re.compile(r"(?:ประเด็นยุทธศาสตร์|ยุทธศาสตร์|กลยุทธ์|มิติ|เป้าประสงค์)(?:ที่?\d|ด้าน|:)|ตัวชี้วัดที่?\d(?!.*คะแนน)")
_NUMBERED_ROW = re.compile(r"(?:ข้อที่|ข้อ|มาตรการที่|ลำดับที่|หน้า)?\d{0,2}\.?(?:\(?ต่อ\)?)?")
_DOTTED_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){1,2})[.)]?\s*(?<!\.)(?=[ก-๎“\"(])")
_OWN_NUMBER = re.compile(
    r"\s*(?P<word>มาตรการที่|มาตรการลำดับที่|ลำดับที่|กิจกรรมที่|โครงการที่|ข้อที่|ข้อ)?\s*"
    r"(?:\(\s?(?P<round>[1-9]\d{0,2})\s?\)|(?P<number>[1-9]\d{0,2})(?P<close>\s?[.):])?)(?!\d)(?P<rest>.*)",
    re.S,
)


def row_roles(
    table: SourceTable, header: Header, body: Sequence[int], take: Callable[[SourceRow], SourceMeasure | None]
) -> Iterator[tuple[int, RowRole, bool]]:
    """Propose what each row of a table's body does, and whether that is sure. `take` takes a row for what it
    does and returns the measure that it leaves above the next one."""
    below = False
    heads = measure_heads(table, header, body)
    above = take(SourceRow("skip", table.number, (), "", ""))
    for number in body:
        row = source_row(table, header, number)
        texts = [text for text in table.rows[number] if text.strip()]
        first = row.text.split("\n")[0]
        spans = len(set(texts)) == 1 and len(texts) == table.width > 2 and not row.cells[0].merged
        section = spans or _is_section(row, texts)
        sure = True
        role: RowRole
        if not texts or is_column_numbers(texts):
            yield number, "header" if texts else "skip", True
            continue
        # Signatures and notes end a table, unless rows of data follow: then they stood in its middle.
        below = _ends_table(texts) or (below and not section and not _is_data(row))
        bare = squash(first)
        only = bare in _GOES_ON or ((len(texts) > 1 or bare.endswith("(ต่อ)")) and only_numbers(first))
        if only and len(set(texts)) == 1:
            role = "continue"
        elif below or _is_total(texts):
            role = "skip"
        elif number in heads:
            # A heading that stands alone and has no number may be one of a section.
            beside = any(cell.text for cell in row.cells if cell.column.field in ("number", *_ASIDE))
            role, sure = "measure", beside or names_measure(row.text) or bool(measure_number(row.text)[0])
        elif section:
            role, sure = "section", section_issue(row.text) is not None
        elif heads:
            role = "step"
        else:
            role, sure = _data_role(row, above)
        above = take(replace(row, role=role))
        yield number, role, sure


def _is_section(row: SourceRow, texts: Sequence[str]) -> bool:
    """Whether the one text of a row is the heading of a section. Some offices type it into the column of
    numbers and merge nothing."""
    filled = [cell for cell in row.cells if cell.text]
    if len({squash(text) for text in texts}) > 1 or not filled:
        return False
    bare = squash(filled[0].text)
    if filled[0].column.field == "number":
        return not (re.fullmatch(r"[\d().]+", bare) or _signed(bare) or _TOTAL.match(bare))
    return section_issue(filled[0].text) is not None


def _data_role(row: SourceRow, above: SourceMeasure | None) -> tuple[RowRole, bool]:
    """What a row does, by what its cells say, and whether that is sure."""
    cell, number = row.cell("measure"), row.cell("number")
    merged = cell is not None and cell.merged
    text = cell.text if cell is not None and not merged else ""
    # Where all else is blank, it may be the heading of what follows.
    alone = not any(other.text for other in row.cells if other.column.field in _ASIDE)
    if above is None:
        return ("skip" if says_nothing(text) else "measure"), not alone
    wraps = bool(text) and _wraps(above, row, text)
    if text and not wraps and not _named_again(above, row, text):
        if says_nothing(text):
            return "skip", True
        own = measure_number(label_above(text)[1], next_number(above.number))[0]
        numbered = bool(own or (number and number.text))
        return "measure", not alone and (numbered or not above.number)
    again = any(without_continued(other.text)[1] for other in (cell, number) if other is not None)
    torn = not merged and not any(other.text for other in row.cells if other.column.field in _OF_THE_ROW)
    marked = any(step.marked for step in above.steps)
    return ("continue" if again or wraps or (torn and marked) else "step"), not wraps


def _wraps(above: SourceMeasure, row: SourceRow, text: str) -> bool:
    """Whether a row holds nothing but the rest of a sentence: no number though the measure above has one, and
    nothing beside it, or nobody named where there is a column for that (results go on overleaf too)."""
    if not above.number or split_items(text)[0].marker or names_measure(text):
        return False
    beside = {cell.column.field for cell in row.cells if cell.text and not cell.merged} - {"measure"}
    return not beside or (bool(row.all("responsible")) and not beside & {"number", "steps", *_OF_THE_ROW})


def _named_again(above: SourceMeasure, row: SourceRow, text: str) -> bool:
    """Whether a filled measure cell only says again which measure goes on."""
    text, again = without_continued(text)
    number, rest = measure_number(text, next_number(above.number))
    bare, known = squash(rest), squash(above.text)
    if bare in ("", *words_of("rows.same")):
        return number in ("", above.number)
    column = row.cell("number")
    own = measure_number(f"{without_continued(column.text)[0].strip()}.")[0] if column is not None else ""
    same = bare == known or (again and (bool(number or own) or known.startswith(bare)))
    return same and {number, own} <= {"", above.number}


def _ends_table(texts: Sequence[str]) -> bool:
    """Whether a row begins what stands below a table: signatures ("ลงชื่อ ....", "(นาย ก ข)"), or a note with
    nothing beside it."""
    notes = words_of("rows.notes")
    note = len(set(texts)) == 1 and (squash(texts[0]).startswith(notes) or is_person_line(texts[0]))
    return note or _signed(texts[0])


def _is_total(texts: Sequence[str]) -> bool:
    """Whether a row sums up those above it: nothing but numbers stands behind its first text."""
    bare, others = squash(texts[0]), [text for text in texts if text != texts[0]]
    sums = bare.startswith("รวม") and bool(others) and all(map(says_nothing, others))
    return sums or _TOTAL.match(bare) is not None


def _signed(text: str) -> bool:
    bare = squash(text)
    named = bare.startswith("(") and bare.endswith(")") and is_person_line(text)
    return named or bare.startswith(words_of("rows.signatures"))


def _is_data(row: SourceRow) -> bool:
    """Whether a row below signatures or notes is one of data again: two of its columns are filled with what
    names no person or post."""
    posts = words_of("responsible.posts")
    own = {cell.column.field: cell.text for cell in row.cells if cell.column.field in _DATA and cell.text}
    named = [text for text in own.values() if not _SIGNING.match(squash(text)) and not text.startswith(posts)]
    return len(named) > 1 and not any(map(is_person_line, own.values()))


def measure_heads(table: SourceTable, header: Header, body: Sequence[int]) -> frozenset[int]:
    """Return the rows that name a measure where the others are rows of steps; none where each is a measure.

    A row names a measure by its words ("มาตรการที่ ๑ …") where other rows have none, or by the want of
    a dotted number (1.1) or of a dash where others have one. In a table of steps alone it does so across all
    columns.
    """
    if not header.of("measure"):
        return frozenset(row for row in body if names_measure(table.lone_text(row)))
    if header.of("steps"):
        return frozenset()
    place = header.of("measure")[0].place
    texts = {
        row: text
        for row in body
        if any(map(str.isalpha, text := table.rows[row][place]))
        and not (_signed(text) or _TOTAL.match(squash(text)))
        and section_issue(table.lone_text(row)) is None
    }
    columns = (*header.of("number"), *header.of("measure"))
    # A number stands in a column of its own, or before the text.
    signs = {row: next(filter(str.strip, (table.rows[row][own.place] for own in columns))) for row in texts}
    named = {row for row, text in texts.items() if names_measure(text)}
    below = {row for row, sign in signs.items() if _DOTTED.match(squash(sign))}
    below = below or {row for row, text in texts.items() if _BULLET.match(text)}
    for heads in (named, set(texts) - below if below else set()):
        if heads and min(texts) in heads and len(heads) < len(texts):
            return frozenset(heads)
    return frozenset()


def measure_number(text: str, expected: str = "") -> tuple[str, str]:
    """Return a measure's own number, in Arabic digits, and its text: "๑) การ…" -> ("1", "การ…"), "1.2 การ…"
    -> ("1.2", "การ…"); no number: "".

    A number behind ข้อ ("ข้อ 11 …") or without a sign counts only where it is the `expected` one, since those
    may be question codes or part of the sentence.
    """
    arabic = to_arabic(text)
    if dotted := _DOTTED_NUMBER.match(arabic):
        return dotted[1], text[dotted.end() :].strip()
    match = _OWN_NUMBER.match(arabic)
    if match is None:
        return "", text.strip()
    number, rest = match["round"] or match["number"], text[match.start("rest") :]
    point = match["word"] is not None and match["word"].startswith("ข้อ")
    sure = not point and (match["round"] or match["close"] or match["word"])
    if not sure and not (number == expected and (match["word"] or rest[:1].isspace())):
        return "", text.strip()
    return number, rest.lstrip(" .:-–").strip()


def label_above(text: str) -> tuple[str, str]:
    """Return the label that stands above a measure in its cell ("กิจกรรมหลัก"; "" for none), and its text."""
    first, _, rest = text.partition("\n")
    return (first, rest.strip()) if rest.strip() and is_whole(first.rstrip(" :：")) else ("", text)


def next_number(number: str) -> str:
    """Return the number that follows a measure's number; "1" where that is none."""
    return str(int(number) + 1) if number.isdecimal() else "1"


def section_issue(text: str) -> str | None:
    """Return the issue number of a section heading ("" where it has none); None for what is no heading."""
    squashed = squash(text)
    if not squashed or len(squashed) > _LONGEST_SECTION:
        return None
    bare = re.sub(r"^[(\[\d.)\]\-•]+", "", squashed)
    for index, name in enumerate(words_of("rows.issue_names"), 1):
        if bare.startswith(name) or re.match(rf"(?:ประเด็น|ด้าน)(?:ที่)?\d*[.:)]*{re.escape(name)}", bare):
            return str(index)
    if _STRATEGY.match(bare) or any(name in squashed for name in words_of("rows.sections")):
        return ""
    numbered = re.match(r"(?:ประเด็นที่|ประเด็นการประเมิน|ประเด็น|ด้านที่)(\d)", bare)
    return numbered[1] if numbered else None


def is_column_numbers(texts: Sequence[str]) -> bool:
    """Tell whether a row's filled cells number the columns: (1) (2) (3), or 1, 2, 3=1+2."""
    matches = [_COLUMN_NUMBER.fullmatch(squash(text)) for text in texts]
    numbers = [int(match[1]) for match in matches if match]
    if len(numbers) < 3 or len(numbers) < len(texts):
        return False
    if all(squash(text).startswith(("(", "[")) for text in texts):  # some forms leave columns out
        return numbers == sorted(set(numbers))
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def says_nothing(text: str) -> bool:
    """Tell whether a cell says nothing that could be done: a dash, a number, money, "ข้อ ๑", "ไม่มี"."""
    bare = squash(text)
    lone = not any(map(str.isalpha, bare)) or only_numbers(text)
    return lone or MONEY.fullmatch(bare) is not None or bare in words_of("rows.nothing")


def only_numbers(text: str) -> bool:
    """Tell whether a text only says which measure goes on: "ข้อ ๑", "(ต่อ)"."""
    return "\n" not in text and _NUMBERED_ROW.fullmatch(squash(text)) is not None


def without_continued(text: str) -> tuple[str, bool]:
    """Return a text without the "(ต่อ)" that it holds, wherever that stands, and whether it held one: what was
    shortened for it ("การเปิดเผย… (ต่อ)") loses its dots as well."""
    left = _CONTINUED.sub(" ", text).strip()
    if squash(left) == squash(text):
        return text, False
    return re.sub(r"(?:…|\.{2,})$", "", left).strip(), True
