"""The office and the fiscal year that a document is about, from its headings and its letterhead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from toolkit.importer.document import SourceDocument
from toolkit.importer.periods import year_of_periods
from toolkit.importer.words import alternatives
from toolkit.thai.text import clean_text, squash, to_arabic
from toolkit.xlsx.layouts import CHOICES

_TYPES = {
    "อบต.": "องค์การบริหารส่วนตำบล",
    "อบจ.": "องค์การบริหารส่วนจังหวัด",
    "ทต.": "เทศบาลตำบล",
    "ทม.": "เทศบาลเมือง",
    "ทน.": "เทศบาลนคร",
}
_NAME = re.compile(
    rf"(?:{'|'.join(map(re.escape, (*_TYPES.values(), *_TYPES)))})\s?[ก-๎]{{2,30}}?(?=\s|$|[),\"”])"
)
# "ผอ." (director) ends in "อ." too.
_DISTRICT = re.compile(r"(?:อำเภอ|(?<![ก-๎])อ\.)\s?([ก-๎]{2,24})(?=\s|$|จังหวัด)")
_PROVINCE = re.compile(r"(?:จังหวัด|(?<![ก-๎])จ\.)\s?([ก-๎]{2,20})(?=\s|$|\d)")
_NUMBER = re.compile(r"^\s*ที่\s+([ก-ฮ]{1,3}\s?\d{4,6}(?:\.\d+)?/)", re.M)
_LETTERHEAD = re.compile(r"^\s*ส่วนราชการ[ \t]*(.+?)(?=\s+(?:อำเภอ|จังหวัด|อ\.|จ\.|โทร)|$)", re.M)
_BEHIND_NAME = re.compile(r"\s+(?=จังหวัด|อำเภอ|ปี|ประจำ|พ\.|สังกัด|โครงการ)|ประจำปี|ปีงบประมาณ")
_SENTENCE = re.compile(r"ได้|ขอ|ตาม|เพื่อ|จัดทำ|ดำเนินการ")
_TITLED = re.compile(r"แผน|มาตรการ|รายงาน|ปฏิทิน|แบบ")

_ERA = r"(?:พ\s*\.?\s*ศ\s*\.?)?\s*"
_YEAR = r"(?<!\d)(25\d\d)(?!\d)"
_ANY_YEAR = re.compile(_YEAR)
_FISCAL = re.compile(rf"(?:ปีงบประมาณ|ปีงบ)\s*{_ERA}{_YEAR}")
_SOME_YEAR = re.compile(rf"(?:ปี|พ\s*\.?\s*ศ\s*\.?|[-–—]|ถึง)\s*{_ERA}{_YEAR}")
_HEADED = re.compile(rf"(?:^|ปี|ปีงบประมาณ)(?:พ\.?ศ\.?)?{_YEAR}")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_TOP = 3  # rows at the top of a table in which a title stands, or a heading names a period
_HEADS = 6  # rows at the top of a table in which headings name years
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class SourceAgency:
    """The office as the document names it and its letterhead's division; blank what it does not say."""

    name: str = ""
    agency_type: str = ""
    district: str = ""
    province: str = ""
    document_number: str = ""
    division: str = ""


def read_agency(document: SourceDocument) -> SourceAgency:
    """Read the office of a document; blank where its paragraphs and titles do not name one."""
    lines = list(_lines(document))
    names: Counter[str] = Counter()
    for line in lines:
        for match in _NAME.finditer(line):
            text = "".join(match[0].split())
            short = next((short for short in _TYPES if text.startswith(short)), "")
            names[_TYPES[short] + text.removeprefix(short) if short else text] += 1
    name = max(names, key=lambda name: (names[name], -len(name)), default="") or _other_agency(lines)
    *kinds, other = CHOICES["agency_type"]
    kind = next((kind for kind in kinds if name.startswith(kind)), other if name else "")
    text = "\n".join(lines)
    found = (pattern.search(text) for pattern in (_DISTRICT, _PROVINCE, _NUMBER, _LETTERHEAD))
    district, province, number, division = (match[1] if match else "" for match in found)
    return SourceAgency(name, kind, district, province, to_arabic(number), division)


def _other_agency(lines: Iterable[str]) -> str:
    """The name of an agency that is none of local government: what stands alone on a line, or behind the
    title of a plan ("แผนปฏิบัติการ สำนักหอสมุด ปีงบประมาณ…")."""
    names, before = alternatives("agency.names"), alternatives("agency.before")
    found: list[tuple[bool, str]] = []
    for line in lines:
        text = re.sub(rf"^(?:{before})\s*[:：]?\s*(?={names})", "", line.strip())
        match = re.search(rf"(?:^|(?<=\s)|(?<=ของ))(?:{names})[ก-๎]{{2,60}}(?:\s[ก-๎]{{2,40}})?", text)
        if match is None or len(text) > _LONGEST_TITLE:
            continue
        ahead = text[: match.start()]
        if _TITLED.search(ahead) if ahead else not _SENTENCE.search(text):
            found.append((bool(ahead), " ".join(_BEHIND_NAME.split(match[0])[0].split())))
    return min(found, key=itemgetter(0), default=(False, ""))[1]


def fiscal_year(
    document: SourceDocument, periods: Sequence[str], *, chart: bool
) -> tuple[int, tuple[int, ...]]:
    """Return the document's fiscal year, 0 where it names none, and those that it may be instead.

    Periods go first: headings name the year of the last result as well. Then the fiscal year that is named
    most often, the last of those that a plan covers, and any year of a title, a name or a heading. `chart`
    tells whether a table has columns of months.
    """
    lines = list(map(to_arabic, _lines(document)))
    tables = document.tables
    top = (text for table in tables for row in table.rows[:_TOP] for text in row)
    bracketed = dict.fromkeys(span for text in top for span in _BRACKETED.findall(text))
    by_period = year_of_periods(periods) or year_of_periods(bracketed)
    named = Counter(year for line in lines for year in _FISCAL.findall(line))
    if by_period:
        return by_period, () if not named or str(by_period) in named else tuple(sorted(map(int, named)))
    names = (to_arabic(name) for name in (*(table.sheet for table in tables), document.name))
    heads = [text for table in tables for row in table.rows[:_HEADS] for text in map(squash, row)]
    titles = (line for line in lines if len(line) <= _LONGEST_TITLE)
    found = named or Counter(
        year
        for pattern, texts in ((_SOME_YEAR, titles), (_ANY_YEAR, names), (_HEADED, heads))
        for text in texts
        for year in pattern.findall(text)
    )
    year = max(found, key=lambda year: (named[year], year), default="0")
    others = sorted(int(other) for other in found if other != year)
    # The months of a fiscal year stand below two calendar years.
    calendar = chart and not named and others == [int(year) - 1]
    return int(year), () if calendar else tuple(others)


def _lines(document: SourceDocument) -> Iterator[str]:
    """Paragraphs, and the rows of one text at the top of a table, line by line."""
    for paragraph in document.paragraphs:
        yield from clean_text(paragraph.text).split("\n")
    for table in document.tables:
        for row in range(min(_TOP, len(table.rows))):
            yield from table.lone_text(row).split("\n")
