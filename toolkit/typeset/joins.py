"""Pieces of a text inside which no line ends: names, dates, levels, units, numbers and their nouns.

"ผ่านดี" that is printed as "ผ่าน" and "ดี" reads as a lower level. Programs know words and no pieces, so word
joiners stand between the words of a piece, and no-break blanks for its blanks, in what is printed alone;
`toolkit.thai.text.clean` takes them off again whatever is read. Of a piece that is too wide for its column
the parts between blanks are kept; one that is too wide itself is left as it is, since programs would break it
inside a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from toolkit.assessment.facts import facts_of, file_years
from toolkit.model.plan import Plan
from toolkit.thai.date_words import MONTH_NAMES
from toolkit.typeset.line_breaks import NO_BREAK, WORD_JOINER, break_places

_DIGIT, _LETTER = "[0-9๐-๙]", "[ก-ฺเ-๎]"
_NUMBER = rf"{_DIGIT}+(?:[.,:]{_DIGIT}+)*"
_YEAR = rf"(?:2[4-6]|๒[๔-๖]){_DIGIT}{{2}}"
_MONTHS = "|".join(re.escape(name) for names in MONTH_NAMES for name in names[:2])
_DATE = rf"(?:{_DIGIT}{{1,2}} ?)?(?:{_MONTHS})(?: ?(?:พ\.ศ\. ?)?(?:{_YEAR}|{_DIGIT}{{2}})(?!{_DIGIT}))?"
_BEFORE_NUMBER = r"""
    ข้อ(?:ที่)?|มาตรการ(?:ที่)?|ขั้นตอน(?:ที่)?|ประเด็น(?:ที่)?|ตัวชี้วัด(?:ที่)?|ไตรมาส(?:ที่)?|ลำดับ(?:ที่)?|อันดับ(?:ที่)?
    |หมวด(?:ที่)?|ส่วนที่|ตอนที่|บทที่|หน้า|มาตรา|วรรค|ภาพที่|ตารางที่|รุ่นที่|ระยะที่|รอบที่|ชั้นที่|ครั้งที่|เดือนที่|ปีที่|เลขที่
    |โทร\.|งบประมาณ|ปี|พ\.ศ\.|ค\.ศ\.|ร้อยละ|เวลา|OIT|EIT|IIT
    """
_BEHIND_NUMBER = r"""
    ขั้นตอน|ข้อ|คน|คะแนน|คู่|ครั้ง|ครัวเรือน|เครื่อง|โครงการ|ช่องทาง|ชั่วโมง|ชุด|ฉบับ|ด้าน|เดือน|ตัวชี้วัด|ตำบล|แห่ง|นาที|น\.
    |บาท|ประเด็น|ประเภท|ปี(?![ ]?[0-9๐-๙พง])|แผ่น|ภาพ|มาตรการ|ระดับ|รายการ|รายงาน|ราย|รุ่น|เรื่อง|เล่ม|วัน|เว็บไซต์
    |หน่วยงาน|ส่วนราชการ|หน้า|หมวด|หมู่บ้าน|หลักสูตร|องค์กร|กลุ่ม|กอง|กิจกรรม|กระบวนงาน|%
    """
_RANK = r"""
    นางสาว|น\.ส\.|นาง|นาย(?!ก|ช่าง|อำเภอ|ทะเบียน|แพทย์|ตรวจ|จ้าง|หน้า|ประกัน|ด่าน|ท้าย)|ดาบตำรวจ|ด\.ต\.|จ่าเอก
    |(?:ว่าที่[ ]?)?(?:พล|พัน|ร้อย|จ่าสิบ|สิบ)(?:ตำรวจ)?(?:ตรี|โท|เอก)(?:หญิง)?
    |(?:ว่าที่[ ]?)?[พรจส]\.(?:ต\.|ส\.)?[ตทอ]\.(?:หญิง)?
    |(?:ผศ\.|รศ\.|ศ\.)?[ ]?ดร\.|ผศ\.|รศ\.|นพ\.|พญ\.|ม\.[ลร]\.
    """
_BEFORE_NAME = rf"(?:(?<!{_LETTER})|(?<=และ)|(?<=โดย)|(?<=ให้)|(?<=กับ)|(?<=ของ)|(?<=คือ)|(?<=แก่)|(?<=เป็น))"
# A longer run of letters is no surname alone.
_NAME = rf"{_BEFORE_NAME}(?:{_RANK}) [ ]? {_LETTER}{{2,20}} [ ]{{1,2}} {_LETTER}{{2,20}} (?!{_LETTER})"
_KINDS = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        # A period breaks behind its dash, so the blank before that belongs to its beginning.
        rf"(?<!{_DIGIT})(?:{_DATE.replace(' ', '[ ]')})(?:[ ][-–—](?=[ ]))?",
        rf"{_NUMBER}[ ][-–—](?=[ ]{_DIGIT})",
        rf"(?:{_BEFORE_NUMBER})[ ]?{_NUMBER}",
        rf"(?<!{_DIGIT})(?!{_YEAR}[ ]){_NUMBER}[ ]?(?:{_BEHIND_NUMBER})",
        _NAME,
    )
)


def plan_names(plan: Plan) -> tuple[str, ...]:
    """Return the names in a plan that lines do not break: of the office, its place, its divisions and
    signatories."""
    district, province = plan.agency.district, plan.agency.province
    # With the word in front and without: a district of Bangkok has another.
    places = (f"อำเภอ{district}", district) if district else ()
    office = (plan.agency.agency_name, *places, *((f"จังหวัด{province}", province) if province else ()))
    divisions = (division.division_name for division in plan.divisions)
    return (*office, *divisions, *(signatory.name for signatory in plan.signatories))


def joined(text: str, fits: Callable[[str], bool], names: tuple[str, ...] = ()) -> str:
    """Return a text whose pieces are kept together, those of `names` too.

    `fits` says what surely stands on one line: such a paragraph needs no joints, and a piece that does not
    fit gets none.
    """
    return "\n".join(line if fits(line) else _joined(line, fits, names) for line in text.split("\n"))


def _joined(line: str, fits: Callable[[str], bool], names: tuple[str, ...]) -> str:
    pieces = list(_fitting(line, fits, names))
    if not pieces:
        return line
    letters = list(line)
    for start, end in pieces:
        letters[start:end] = [NO_BREAK if letter == " " else letter for letter in letters[start:end]]
    inner = {place for start, end in pieces for place in range(start + 1, end)}
    joints: set[int] = set()
    # A joiner parts a run of letters in two, which may be cut into other words than the whole.
    while True:
        shown = "".join(
            [WORD_JOINER + letter if at in joints else letter for at, letter in enumerate(letters)]
        )
        # Where the joiners stand in what is shown: each moves the letters behind it by one.
        joiners = [at + before for before, at in enumerate(sorted(joints))]
        breaks = (place - bisect_left(joiners, place) for place in break_places(shown))
        more = inner.intersection(breaks) - joints
        if not more:
            return shown
        joints |= more


def _fitting(line: str, fits: Callable[[str], bool], names: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield the pieces that stand on one line; of a longer one its parts between blanks."""
    for start, end in _pieces(line, names):
        piece = line[start:end]
        parts = [(0, len(piece))] if fits(piece) else [match.span() for match in re.finditer(r"\S+", piece)]
        yield from (
            (start + first, start + last) for first, last in parts if fits(line[start + first : start + last])
        )


@lru_cache(maxsize=4096)
def _pieces(line: str, names: tuple[str, ...]) -> Sequence[tuple[int, int]]:
    """Return the pieces of a line as offsets from and to; what overlaps is one piece."""
    spans = sorted(
        match.span() for pattern in (_known(names), *_KINDS) if pattern for match in pattern.finditer(line)
    )
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


@lru_cache(maxsize=16)
def _known(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds names and the levels of all years, the longest that stands at a place."""
    levels = (level.name for year in file_years() if (facts := facts_of(year)) for level in facts.levels)
    known = sorted({name.strip() for name in (*names, *levels)} - {""}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known)))
