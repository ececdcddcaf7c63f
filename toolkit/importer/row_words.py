"""What the words of one row or cell say: a measure's number, "continued", a section's heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.importer.words import import_words
from toolkit.thai.text import squash, to_arabic

MONEY = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{5,}|\d+(?:\.\d+)?บาท)(?:\.\d+)?(?:บาท)?(?:\.?-)?")
_LONGEST_SECTION = 250
_COLUMN_NUMBER = re.compile(r"[(\[]?(\d{1,2})[)\]]?(?:=[\d+\-*/x×()\[\]]+)?")
_CONTINUED = re.compile(r"\(\s*ต่อ\s*\)|-\s*ต่อ\s*-|(?<=\s)ต่อ\s*$|^\s*ต่อ(?=\s|$)")
_STRATEGY = re.compile(r"(?:ประเด็นยุทธศาสตร์|ยุทธศาสตร์|กลยุทธ์|มิติ|เป้าประสงค์)(?:ที่?\d|ด้าน|:)|ตัวชี้วัดที่?\d(?!.*คะแนน)")
_NUMBERED_ROW = re.compile(r"(?:ข้อที่|ข้อ|มาตรการที่|ลำดับที่|หน้า)?\d{0,2}\.?(?:\(?ต่อ\)?)?")
_MEASURE_NAMED = re.compile(r"[(\[]?(?:มาตรการที่|มาตรการลำดับที่|มาตรการ|โครงการที่)\d")
_DOTTED_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){1,2})[.)]?\s*(?<!\.)(?=[ก-๎“\"(])")
_OWN_NUMBER = re.compile(
    r"\s*(?P<word>มาตรการที่|มาตรการลำดับที่|ลำดับที่|กิจกรรมที่|โครงการที่|ข้อที่|ข้อ)?\s*"
    r"(?:\(\s?(?P<round>[1-9]\d{0,2})\s?\)|(?P<number>[1-9]\d{0,2})(?P<close>\s?[.):])?)(?!\d)(?P<rest>.*)",
    re.S,
)


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


def next_number(number: str) -> str:
    """Return the number that follows a measure's number; "1" where that is none."""
    return str(int(number) + 1) if number.isdecimal() else "1"


def section_issue(text: str) -> str | None:
    """Return the issue number of a section heading ("" where it has none); None for what is no heading."""
    squashed = squash(text)
    if not squashed or len(squashed) > _LONGEST_SECTION:
        return None
    bare = re.sub(r"^[(\[\d.)\]\-•]+", "", squashed)
    lists = import_words().lists
    for index, name in enumerate(lists["rows.issue_names"], 1):
        if bare.startswith(name) or re.match(rf"(?:ประเด็น|ด้าน)(?:ที่)?\d*[.:)]*{re.escape(name)}", bare):
            return str(index)
    if _STRATEGY.match(bare) or any(name in squashed for name in lists["rows.sections"]):
        return ""
    numbered = re.match(r"(?:ประเด็นที่|ประเด็นการประเมิน|ประเด็น|ด้านที่)(\d)", bare)
    numbered = numbered or (re.match(r"\(?(\d)[.)]", squashed) if bare.startswith("ประเด็น") else None)
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
    return lone or MONEY.fullmatch(bare) is not None or bare in import_words().lists["rows.nothing"]


def only_numbers(text: str) -> bool:
    """Tell whether a text only says which measure goes on: "ข้อ ๑", "(ต่อ)"."""
    return "\n" not in text and _NUMBERED_ROW.fullmatch(squash(text)) is not None


def only_continues(text: str, filled: int) -> bool:
    """Tell whether the one text of a row only says that the row before goes on; `filled` counts its cells."""
    bare = squash(text)
    if bare in ("ต่อ", "(ต่อ)", "-ต่อ-"):
        return True
    return (filled > 1 or bare.endswith("(ต่อ)")) and only_numbers(text)


def names_measure(text: str) -> bool:
    """Tell whether a heading names a measure in words and number: "มาตรการที่ ๑ …"."""
    return _MEASURE_NAMED.match(squash(text)) is not None


def without_continued(text: str) -> tuple[str, bool]:
    """Return a text without the "(ต่อ)" that it holds, wherever that stands, and whether it held one: what was
    shortened for it ("การเปิดเผย… (ต่อ)") loses its dots as well."""
    left = _CONTINUED.sub(" ", text).strip()
    if squash(left) == squash(text):
        return text, False
    return re.sub(r"(?:…|\.{2,})$", "", left).strip(), True
