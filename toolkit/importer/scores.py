"""Assessment scores and weaknesses in a document: tables by indicator, sentences, pairs of years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from toolkit.assessment.facts import Facts, facts_of, file_years
from toolkit.assessment.scoring import Result, not_reproduced, show_score
from toolkit.importer.document import SourceDocument, place_of
from toolkit.importer.doubts import Doubt
from toolkit.importer.uses import TableUse
from toolkit.importer.words import words
from toolkit.thai.text import clean_text, squash, to_arabic

# Scores go to 100, with two decimals at most.
_SCORE = r"(?P<score>100(?:\.0{1,2})?|[0-9]{1,2}(?:\.[0-9]{1,2})?)"
# "85 คะแนนขึ้นไป" is the target, not the result.
_POINTS = re.compile(rf"(?<![\d.]){_SCORE}\s*คะแนน(?!\s*ขึ้นไป)")
_BARE = re.compile(rf"{_SCORE}\s*(?:คะแนน|%)?")
_YEAR = re.compile(r"(?<!\d)(25\d\d)(?!\d)")
_OVERALL = re.compile(
    rf"(?:คะแนนรวม|ผลคะแนน|คะแนนเฉลี่ย|ภาพรวม|คะแนน)(?P<between>[^0-9]{{0,60}}|[^0-9]{{0,120}}25\d\d[^0-9]{{0,30}})(?<![\d.]){_SCORE}\s*คะแนน(?!\s*ขึ้นไป|\s*เต็ม)"
)
_LEVEL = re.compile(
    # The longer words first: "ผ่าน" begins "ผ่านดี" and "ผ่านดีเยี่ยม".
    r"ระดับ\s*(?:ผลการประเมิน)?\s*[:\"“]?\s*(?P<level>AA|[A-F](?![A-Za-z])|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)"
)
_INSTRUMENT = re.compile(
    rf"(?<![A-Za-z])(?P<item>IIT|EIT|OIT)(?P<part>\s*\)?\s*(?:ส่วนที่|part)\s*[12])?[^0-9\n]{{0,40}}?(?<![\d.]){_SCORE}\s*คะแนน(?!\s*ขึ้นไป)",
    re.I,
)
_PAIR = re.compile(
    rf"ตัวชี้วัดที่\s*(?P<no>10|[1-9])(?!\d)(?P<name>[^()]{{0,80}}?)(?:ใน)?ปี\D{{0,20}}(?P<year>25\d\d)\s*\(\s*{_SCORE}\s*คะแนน\s*\)"
    rf"\s*(?P<turn>เพิ่มขึ้น|ลดลง|เท่าเดิม|เท่ากับ|คงที่)?\s*(?:จาก|(?<=เท่ากับ))(?:ใน)?ปี\D{{0,20}}(?P<before>25\d\d)\s*\(\s*(?P<old>[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?)\s*คะแนน\s*\)"
    rf"(?:\s*จำนวน\s*(?P<change>-?[0-9]{{1,2}}(?:\.[0-9]{{1,2}})?))?"
)
_NEAR = 4
_TITLE = 200


@dataclass(frozen=True, slots=True)
class SourceScore:
    """One score: the year, the plan's item ("1" to "10", overall, iit, …), the text of the number, the level
    (overall only), the name the document gives the indicator, its place, and what is doubtful."""

    year: int
    item: str
    score: str
    level: str = ""
    name: str = ""
    place: str = ""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceWeakness:
    """A point to mend, develop or keep, of one indicator."""

    indicator: str
    text: str
    place: str


def read_scores(document: SourceDocument, uses: Iterable[TableUse]) -> list[SourceScore]:
    """All scores, sorted by year and item; the first found wins where two differ, with a doubt."""
    found: dict[tuple[int, str], SourceScore] = {}
    for score in (*_from_tables(document, uses), *_from_texts(document)):
        key = score.year, score.item
        known = found.get(key)
        if known is None:
            found[key] = score
        elif Decimal(known.score) != Decimal(score.score):
            doubt = Doubt("import-score-differs", "score", score.score, known.score, score.place)
            found[key] = _with(known, doubt)
    for score, doubt in list(_not_reproduced(found)):
        found[score.year, score.item] = _with(score, doubt)
    order = [*map(str, range(1, 11)), "iit", "eit", "eit1", "eit2", "oit", "overall"]
    return sorted(found.values(), key=lambda each: (each.year, order.index(each.item)))


def _not_reproduced(found: Mapping[tuple[int, str], SourceScore]) -> Iterator[tuple[SourceScore, Doubt]]:
    """The scores of instruments and overall that do not follow from the document's own indicators."""
    for year in sorted({year for year, _ in found}):
        facts = facts_of(year)
        scores = {item: Fraction(each.score) for (own, item), each in found.items() if own == year}
        if facts is None:
            continue
        for item, computed in not_reproduced(Result(year, scores), facts).items():
            score, exact = found[year, item], show_score(computed)
            yield score, Doubt("import-score-computed", "score", score.score, exact, score.place)


def read_weaknesses(uses: Iterable[TableUse]) -> list[SourceWeakness]:
    """The rows of tables of indicators that say what is to be mended, with scores beside it or without."""
    found = []
    for use in uses:
        if use.header.kind == "measures" or not use.header.has("issue"):
            continue
        column = use.header.of("issue")[0].place
        for row, indicator, _ in _indicator_rows(use):
            text = clean_text(use.table.rows[row][column])
            if indicator.isdecimal() and text:
                bare = re.sub(r"^[-–•]\s*", "", text)
                found.append(SourceWeakness(indicator, bare, place_of(use.table, row, column)))
    return found


def _with(score: SourceScore, doubt: Doubt) -> SourceScore:
    return SourceScore(
        score.year, score.item, score.score, score.level, score.name, score.place, (*score.doubts, doubt)
    )


def _from_tables(document: SourceDocument, uses: Iterable[TableUse]) -> Iterator[SourceScore]:
    for use in uses:
        if use.header.kind == "measures":
            continue
        year, sure = _year_of(document, use)
        columns = use.header.of("score")
        for row, item, name in _indicator_rows(use):
            cells = [(each, clean_text(use.table.rows[row][each.place])) for each in columns]
            if not cells:
                own = use.header.of("indicator")[0]
                cells = [(own, clean_text(use.table.rows[row][own.place]))]
            for column, text in cells:
                match = (_BARE.fullmatch if columns else _POINTS.search)(to_arabic(text).strip())
                if match is None or not item:
                    continue
                named = _YEAR.search(to_arabic(column.heading))
                own_year = int(named[1]) if named else year
                place = place_of(use.table, row, column.place)
                doubts = list(_name_doubts(item, name, place))
                # A year that is named far above may be that of another table.
                if not (named or sure):
                    doubts.append(Doubt("import-score-year", "year", str(own_year), place=place))
                if own_year:
                    yield SourceScore(own_year, item, match["score"], "", name, place, tuple(doubts))


def _year_of(document: SourceDocument, use: TableUse) -> tuple[int, bool]:
    """The year a table of scores is about: the last year named above it, and whether one was named near. On a
    sheet that is the last one above the table's header, else in the sheet's name."""
    head = [text for row in use.table.rows[: use.header.first_row] for text in row if len(text) < _TITLE]
    for text in (*reversed(head), use.table.sheet):
        years = [int(each) for each in _YEAR.findall(to_arabic(text))]
        if years:
            return max(years), True
    above = [each for each in document.paragraphs if each.block < use.table.block]
    for distance, paragraph in enumerate(reversed(above)):
        years = [int(each) for each in _YEAR.findall(to_arabic(paragraph.text))]
        if years:
            return max(years), distance < _NEAR
    return 0, False


def _indicator_rows(use: TableUse) -> Iterator[tuple[int, str, str]]:
    """Each row that names an indicator or an instrument: its number, the plan's item, and the name written.

    Under the heading of an instrument numbers may begin again at 1; they count on from that instrument's
    first indicator.
    """
    columns = [*use.header.of("number"), *use.header.of("indicator")]
    instrument = ""
    for row in use.body:
        texts = [clean_text(use.table.rows[row][each.place]) for each in columns]
        text = to_arabic(" ".join(dict.fromkeys(filter(None, texts))))
        text = _POINTS.sub("", text).strip()
        named = re.search(r"(?<![A-Za-z])(IIT|EIT|OIT)(?![A-Za-z])", text, re.I)
        number = re.match(r"(?:ตัวชี้วัดที่\s*)?(10|[1-9])(?:[.):]|\s|$)\s*", text)
        name = text[number.end() :] if number else text
        # Reports write "(IIT)" behind an indicator's name: such a row is that of the indicator.
        if named and not (number and len(squash(name)) > 4 and _facts().indicator_named(name)):
            instrument = named[1].lower()
            yield row, instrument, ""
        elif number:
            yield row, _item(int(number[1]), instrument), _tidy(name)
        elif squash(text).startswith(words().lists["scores.overall"]):
            yield row, "overall", ""
        else:
            # Only without a number: reports misname indicators, so that a number is surer than a name.
            yield row, _facts().indicator_named(name), _tidy(name)


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip(" :")


def _item(number: int, instrument: str) -> str:
    """The indicator that a row's number means; under an instrument numbers may begin again at 1."""
    by_no = _facts().indicator_by_no
    if instrument and instrument != (by_no[str(number)].instrument if str(number) in by_no else ""):
        own = [each.no for each in _facts().indicators if each.instrument == instrument]
        return own[number - 1] if number <= len(own) else str(number)
    return str(number)


@cache
def _facts() -> Facts:
    """The newest facts: names and numbers of indicators are looked up in these."""
    facts = facts_of(file_years()[-1])
    assert facts is not None
    return facts


def _name_doubts(item: str, name: str, place: str) -> Iterator[Doubt]:
    if item in _facts().indicator_by_no and name and _facts().indicator_named(name) != item:
        yield Doubt(
            "import-indicator-name", "item", name, f"{item} {_facts().indicator_by_no[item].name}", place
        )


def _from_texts(document: SourceDocument) -> Iterator[SourceScore]:
    for paragraph in document.paragraphs:
        yield from _sentences(clean_text(paragraph.text), "", overall=True)
    for table in document.tables:
        for row, cells in enumerate(table.rows):
            for column, text in enumerate(cells):
                if "คะแนน" in text and text not in cells[:column]:
                    yield from _sentences(clean_text(text), place_of(table, row, column), overall=False)


def _sentences(text: str, place: str, *, overall: bool) -> Iterator[SourceScore]:
    text = to_arabic(" ".join(text.split()))
    for pair in _PAIR.finditer(text):
        yield from _pair(pair, place)
    years = _YEAR.findall(text)
    match = _OVERALL.search(text) if overall and years else None
    # "คะแนนเต็ม" is the full mark, and behind "ตัวชี้วัด" stands the score of one indicator.
    if match is not None and not re.search(r"ตัวชี้วัด|เต็ม", match["between"]):
        # A sentence that compares years names each year in front of its score.
        before = _YEAR.findall(text[: match.start("score")])
        year = int(before[-1] if before else years[0])
        level = _LEVEL.search(text, match.end())
        word = level["level"] if level else ""
        yield SourceScore(year, "overall", match["score"], word, "", place, tuple(_level_doubts(year, word)))
        for part in _INSTRUMENT.finditer(text):
            item = part["item"].lower() + (part["part"].strip()[-1] if part["part"] else "")
            if item in ("iit", "eit", "eit1", "eit2", "oit"):
                yield SourceScore(year, item, part["score"], place=place)


def _level_doubts(year: int, level: str) -> Iterator[Doubt]:
    facts = facts_of(year)
    if level and facts is not None and facts.level_named(level) is None:
        yield Doubt("import-level-vocabulary", "level", level, str(year))


def _pair(match: re.Match[str], place: str) -> Iterator[SourceScore]:
    now, old = Decimal(match["score"]), Decimal(match["old"])
    doubts = list(_name_doubts(match["no"], _tidy(match["name"]), place))
    # Half of the last decimal printed, so that rounding alone raises no doubt.
    if match["change"] and abs(abs(now - old) - abs(Decimal(match["change"]))) > Decimal("0.005"):
        doubts.append(Doubt("import-score-change", "score", match["change"], str(now - old), place))
    yield SourceScore(int(match["year"]), match["no"], match["score"], place=place, doubts=tuple(doubts))
    yield SourceScore(int(match["before"]), match["no"], match["old"], place=place)
