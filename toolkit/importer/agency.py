"""The office and the fiscal year that a document is about, from its headings and its letterhead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.importer.document import SourceDocument
from toolkit.importer.words import words
from toolkit.thai.text import clean_text, squash, to_arabic

_TYPES = (
    "องค์การบริหารส่วนตำบล",
    "องค์การบริหารส่วนจังหวัด",
    "เทศบาลตำบล",
    "เทศบาลเมือง",
    "เทศบาลนคร",
)
_SHORT = {"อบต.": _TYPES[0], "อบจ.": _TYPES[1], "ทต.": _TYPES[2], "ทม.": _TYPES[3], "ทน.": _TYPES[4]}
_NAME = re.compile(rf"(?:{'|'.join((*_TYPES, *map(re.escape, _SHORT)))})\s?[ก-๎]{{2,30}}?(?=\s|$|[),\"”])")
# "ผอ." (director) ends in "อ." too.
_DISTRICT = re.compile(r"(?:อำเภอ|(?<![ก-๎])อ\.)\s?([ก-๎]{2,24})(?=\s|$|จังหวัด)")
_PROVINCE = re.compile(r"(?:จังหวัด|(?<![ก-๎])จ\.)\s?([ก-๎]{2,20})(?=\s|$|[\d๐-๙])")
_NUMBER = re.compile(r"^\s*ที่\s+([ก-ฮ]{1,3}\s?[0-9๐-๙]{4,6}(?:\.[0-9๐-๙]+)?/)")
_LETTERHEAD = re.compile(r"^\s*ส่วนราชการ\s*(.+)")
_FISCAL = re.compile(r"(?:ปีงบประมาณ|ปีงบ)\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*([2๒][5๕][0-9๐-๙]{2})")
_SOME_YEAR = re.compile(
    r"(?:ประจำปี|ปี|พ\s*\.?\s*ศ\s*\.?)\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*([2๒][5๕][0-9๐-๙]{2})(?![0-9๐-๙])"
)
_ANY_YEAR = re.compile(r"(?<![0-9๐-๙])([2๒][5๕][0-9๐-๙]{2})(?![0-9๐-๙])")
_YEAR_SPAN = re.compile(
    r"(?<![0-9๐-๙])([2๒][5๕][0-9๐-๙]{2})\s*(?:[-–—]|ถึง)\s*(?:พ\s*\.?\s*ศ\s*\.?\s*)?([2๒][5๕][0-9๐-๙]{2})(?![0-9๐-๙])"
)
_YEAR_ALONE = re.compile(r"(?:ปี)?(?:งบประมาณ)?(?:พ\.?ศ\.?)?(25\d\d)")
_SENTENCE = re.compile(r"ได้|ขอ|ตาม|เพื่อ|จัดทำ|ดำเนินการ")
_TITLED = re.compile(r"แผน|มาตรการ|รายงาน|ปฏิทิน|แบบ")
_HEADS = 6  # rows at the top of a table in which headings name years
_DOING = re.compile(r"มาตรการ|ดำเนินการ|ขับเคลื่อน|ดีขึ้น|รายงานผล|แผน")
_JUDGED = re.compile(r"วิเคราะห์|ผลการประเมิน|ผลคะแนน|ประกาศผล")
_HEADING_WORTH, _MENTION_WORTH = 3, 1
_HEADING_LENGTH = 60
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class SourceAgency:
    """The office as the document names it, other spellings of its name, and its letterhead's division."""

    name: str = ""
    agency_type: str = ""
    district: str = ""
    province: str = ""
    document_number: str = ""
    division: str = ""
    other_names: tuple[str, ...] = ()


def read_agency(document: SourceDocument) -> SourceAgency:
    """The office of a document; blank where its paragraphs and titles do not name one."""
    lines = list(_lines(document))
    names: Counter[str] = Counter()
    for line in lines:
        for match in _NAME.finditer(line):
            name = _full(match[0])
            own = squash(line).startswith(squash(match[0])) or line.lstrip().startswith("ส่วนราชการ")
            names[name] += _HEADING_WORTH if own and len(line) < _HEADING_LENGTH * 2 else _MENTION_WORTH
    name = max(names, key=lambda each: (names[each], -len(each)), default="") or _other_agency(lines)
    text = "\n".join(lines)
    district, province = _DISTRICT.search(text), _PROVINCE.search(text)
    number = next(filter(None, map(_NUMBER.match, lines)), None)
    letterhead = next(filter(None, map(_LETTERHEAD.match, lines)), None)
    return SourceAgency(
        name,
        next((each for each in _TYPES if name.startswith(each)), "หน่วยงานอื่น" if name else ""),
        district[1] if district else "",
        province[1] if province else "",
        to_arabic(number[1]) if number else "",
        letterhead[1] if letterhead else "",
        tuple(each for each in names if each != name and _alike(each, name) and not _runs_on(each, names)),
    )


def _other_agency(lines: Iterable[str]) -> str:
    """The name of an agency that is none of local government: what stands alone on a line, or behind the
    title of a plan ("แผนปฏิบัติการ สำนักหอสมุด ปีงบประมาณ…")."""
    names = "|".join(map(re.escape, sorted(words().written["agency.names"], key=len, reverse=True)))
    before = "|".join(map(re.escape, sorted(words().written["agency.before"], key=len, reverse=True)))
    found: list[tuple[bool, str]] = []
    for line in lines:
        text = re.sub(rf"^(?:{before})\s*[:：]?\s*(?={names})", "", line.strip())
        alone = re.match(rf"(?:{names})[ก-๎]{{2,}}", text) is not None
        match = re.search(
            rf"(?:^|(?<=\s)|(?<=ของ))(?P<name>(?:{names})[ก-๎]{{2,60}}(?:\s[ก-๎]{{2,40}})?)", text
        )
        if match is None or len(text) > _LONGEST_TITLE or (alone and _SENTENCE.search(text)):
            continue
        name = re.split(r"\s+(?=จังหวัด|อำเภอ|ปี|ประจำ|พ\.|สังกัด|โครงการ)|ประจำปี|ปีงบประมาณ", match["name"])[0]
        if alone or _TITLED.search(text[: match.start("name")]):
            found.append((not alone, " ".join(name.split())))
    return min(found, key=lambda each: each[0])[1] if found else ""


def read_years(document: SourceDocument) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """The fiscal year of which headings and sentences speak as the measures' own, 0 where none is; all years
    named; and the years of a plan that says it covers several."""
    year, named = read_year(document)
    spans = [match for line in _all_lines(document) for match in _YEAR_SPAN.finditer(line)]
    several = {int(to_arabic(text)) for match in spans for text in match.groups()}
    for table in document.tables:
        for row in table.rows[:_HEADS]:
            years = {
                int(to_arabic(match[1])) for text in row if (match := _YEAR_ALONE.fullmatch(squash(text)))
            }
            several |= years if len(years) > 1 else set()
            if len(years) == 1 and not year:
                year = max(years)
    if not year and not several:
        heads = (text for table in document.tables for row in table.rows[:_HEADS] for text in row)
        year = max((int(to_arabic(found)) for text in heads for found in _FISCAL.findall(text)), default=0)
    return year, named, tuple(sorted(several)) if len(several) > 1 and year not in named else ()


def _all_lines(document: SourceDocument) -> Iterator[str]:
    yield from _lines(document)
    yield document.name
    yield from (table.sheet for table in document.tables)


def read_year(document: SourceDocument) -> tuple[int, tuple[int, ...]]:
    """The fiscal year of which headings and sentences speak as the measures' own, and all years named;
    0 where none is. A year of which only the result is told counts less."""
    worth: Counter[int] = Counter()
    for line in _lines(document):
        for match in _FISCAL.finditer(line):
            year = int(to_arabic(match[1]))
            before = line[: match.start()]
            doing, judged = _last(_DOING, before), _last(_JUDGED, before)
            worth[year] += 1 if judged > doing else _HEADING_WORTH
    if not worth:
        return _year_of_titles(document), ()
    return max(worth, key=lambda each: (worth[each], each)), tuple(sorted(worth))


def _year_of_titles(document: SourceDocument) -> int:
    """The last year that a short line names ("ประจำปี 2567"), else that of a sheet's or the file's name; 0
    where none does."""
    lines = [each for each in _lines(document) if len(each) <= _LONGEST_TITLE]
    names = [*(each.sheet for each in document.tables), document.name]
    found = [each for line in lines for each in _SOME_YEAR.findall(line)]
    found = found or [each for name in names for each in _ANY_YEAR.findall(name)]
    return max((int(to_arabic(each)) for each in found), default=0)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _lines(document: SourceDocument) -> Iterator[str]:
    """Paragraphs, and the first cells above a table's header, line by line."""
    for paragraph in document.paragraphs:
        yield from clean_text(paragraph.text).split("\n")
    for table in document.tables:
        for row in table.rows[:3]:
            texts: Sequence[str] = list(dict.fromkeys(each for each in row if each.strip()))
            if len(texts) == 1:
                yield from clean_text(texts[0]).split("\n")


def _full(name: str) -> str:
    text = "".join(name.split())
    for short, full in _SHORT.items():
        if text.startswith(short):
            return full + text.removeprefix(short)
    return text


def _runs_on(name: str, names: Iterable[str]) -> bool:
    """Whether a name is another one with the beginning of a sentence behind it."""
    return any(name != each and name.startswith(each) for each in names)


def _alike(name: str, other: str) -> bool:
    kind = next((each for each in _TYPES if other.startswith(each)), "")
    return bool(kind) and name.startswith(kind)
