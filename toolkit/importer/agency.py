"""The office and the fiscal year that a document is about, from its headings and its letterhead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.importer.document import SourceDocument
from toolkit.importer.periods import year_of_periods
from toolkit.importer.words import import_words
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
_SOME_YEAR = re.compile(rf"(?:ประจำปี|ปี|พ\s*\.?\s*ศ\s*\.?)\s*{_ERA}{_YEAR}")
_YEAR_SPAN = re.compile(rf"{_YEAR}\s*(?:[-–—]|ถึง)\s*{_ERA}{_YEAR}")
_YEAR_ALONE = re.compile(r"(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?)?25\d\d")
_DOING = re.compile(r"มาตรการ|ดำเนินการ|ขับเคลื่อน|ดีขึ้น|รายงานผล|แผน")
_JUDGED = re.compile(r"วิเคราะห์|ผลการประเมิน|ผลคะแนน|ประกาศผล")
_SPAN = re.compile(r"\(([^()]*)\)")
_TOP = 3  # rows at the top of a table in which a heading names a period
_HEADS = 6  # rows at the top of a table in which headings name years
_HEADING_WORTH, _MENTION_WORTH = 3, 1
_HEADING_LENGTH, _LONGEST_TITLE = 120, 200


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
            own = squash(line).startswith((squash(match[0]), "ส่วนราชการ"))
            heading = own and len(line) < _HEADING_LENGTH
            text = "".join(match[0].split())
            short = next((short for short in _TYPES if text.startswith(short)), "")
            name = _TYPES[short] + text.removeprefix(short) if short else text
            names[name] += _HEADING_WORTH if heading else _MENTION_WORTH
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
    names, before = (
        "|".join(map(re.escape, import_words().written[f"agency.{key}"])) for key in ("names", "before")
    )
    behind_title = ""
    for line in lines:
        text = re.sub(rf"^(?:{before})\s*[:：]?\s*(?={names})", "", line.strip())
        match = re.search(rf"(?:^|(?<=\s)|(?<=ของ))(?:{names})[ก-๎]{{2,60}}(?:\s[ก-๎]{{2,40}})?", text)
        if match is None or len(text) > _LONGEST_TITLE:
            continue
        name = " ".join(_BEHIND_NAME.split(match[0])[0].split())
        if match.start() == 0 and not _SENTENCE.search(text):
            return name
        if match.start() and _TITLED.search(text[: match.start()]):
            behind_title = behind_title or name
    return behind_title


def read_years(document: SourceDocument) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Read the fiscal year of which headings and sentences speak as the measures' own, 0 where none is; all
    years named; and the years of a plan that says it covers several."""
    worth: Counter[int] = Counter()
    lines = list(map(to_arabic, _lines(document)))
    names = [to_arabic(name) for name in (*(table.sheet for table in document.tables), document.name)]
    for line in lines:
        for match in _FISCAL.finditer(line):
            before = line[: match.start()]
            # A year of which only the result is told counts less.
            judged = _last(_JUDGED, before) > _last(_DOING, before)
            worth[int(match[1])] += _MENTION_WORTH if judged else _HEADING_WORTH
    titles = (line for line in lines if len(line) <= _LONGEST_TITLE)
    years = [year for title in titles for year in _SOME_YEAR.findall(title)]
    years = years or [year for name in names for year in _ANY_YEAR.findall(name)]
    year = max(worth, key=lambda year: (worth[year], year), default=max(map(int, years), default=0))
    spans = (match.groups() for line in (*lines, *names) for match in _YEAR_SPAN.finditer(line))
    several = {int(text) for span in spans for text in span}
    for row in (row for table in document.tables for row in table.rows[:_HEADS]):
        alone = {int(squash(text)[-4:]) for text in row if _YEAR_ALONE.fullmatch(squash(text))}
        fiscal = {int(text) for cell in row for text in _FISCAL.findall(to_arabic(cell))}
        several |= alone if len(alone) > 1 else set()
        year = year or max(alone | fiscal, default=0)
    covers = tuple(sorted(several)) if len(several) > 1 and year not in worth else ()
    return year, tuple(sorted(worth)), covers


def fiscal_year(
    document: SourceDocument, periods: Sequence[str], *, chart: bool
) -> tuple[int, tuple[int, ...]]:
    """Return the document's fiscal year: that of its periods, else of its headings, the last of several; and
    the years that it may be instead. `chart` tells whether a table has columns of months."""
    headings = (text for table in document.tables for row in table.rows[:_TOP] for text in row)
    spans = dict.fromkeys(span for text in headings for span in _SPAN.findall(text))
    by_period = year_of_periods(periods) or year_of_periods(spans)
    by_heading, named, several = read_years(document)
    # Periods first: headings name the year of the last result as well.
    if by_period:
        return by_period, () if not named or by_period in named else named
    # The months of a fiscal year stand below two calendar years.
    if several and chart and several[-1] - several[0] == 1:
        return several[-1], ()
    return (several[-1], several[:-1]) if several else (by_heading, ())


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _lines(document: SourceDocument) -> Iterator[str]:
    """Paragraphs, and the rows of one text at the top of a table, line by line."""
    for paragraph in document.paragraphs:
        yield from clean_text(paragraph.text).split("\n")
    for table in document.tables:
        for row in table.rows[:3]:
            texts = {text for text in row if text.strip()}
            if len(texts) == 1:
                yield from clean_text(texts.pop()).split("\n")
