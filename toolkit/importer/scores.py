"""Assessment scores and weaknesses in a document: tables by indicator, sentences, pairs of years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

from toolkit.assessment.facts import Facts, facts_of, file_years
from toolkit.assessment.scoring import Result, not_reproduced, show_score
from toolkit.importer.document import SourceDocument
from toolkit.importer.doubts import Doubt
from toolkit.importer.proposal import TableProposal
from toolkit.importer.words import import_words
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
    rf"\s*(?:เพิ่มขึ้น|ลดลง|เท่าเดิม|เท่ากับ|คงที่)?\s*(?:จาก|(?<=เท่ากับ))(?:ใน)?ปี\D{{0,20}}(?P<before>25\d\d)\s*\(\s*(?P<old>[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?)\s*คะแนน\s*\)"
    rf"(?:\s*จำนวน\s*(?P<change>-?[0-9]{{1,2}}(?:\.[0-9]{{1,2}})?))?"
)
_NEAR = 4
_TITLE = 200
_ITEMS = (*map(str, range(1, 11)), "iit", "eit", "eit1", "eit2", "oit", "overall")


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

    def doubted(self, code: str, field: str, found: str, expected: str = "") -> SourceScore:
        return replace(self, doubts=(*self.doubts, Doubt(code, field, found, expected, self.place)))


def read_scores(document: SourceDocument, tables: Iterable[TableProposal]) -> list[SourceScore]:
    """Return all scores, sorted by year and item; the first found wins where two differ, with a doubt."""
    scores: dict[tuple[int, str], SourceScore] = {}
    for score in (*_of_tables(document, tables), *_of_texts(document)):
        key = score.year, score.item
        known = scores.setdefault(key, score)
        if Decimal(known.score) != Decimal(score.score):
            scores[key] = known.doubted("import-score-differs", "score", score.score, known.score)
    for year in sorted({year for year, _ in scores}):
        facts = facts_of(year)
        items = {item: Fraction(score.score) for (own, item), score in scores.items() if own == year}
        # Scores of instruments and overall that do not follow from the document's own indicators.
        for item, exact in (not_reproduced(Result(year, items), facts) if facts else {}).items():
            score = scores[year, item]
            scores[year, item] = score.doubted(
                "import-score-differs", "score", show_score(exact), score.score
            )
    return sorted(scores.values(), key=lambda score: (score.year, _ITEMS.index(score.item)))


def read_weaknesses(tables: Iterable[TableProposal]) -> list[dict[str, str]]:
    """Return the rows of tables of indicators that say what is to be mended, beside scores or without."""
    rows = []
    for proposal in tables:
        for column in proposal.header.of("issue")[:1]:
            for row, indicator, _ in _indicator_rows(proposal):
                text = re.sub(r"^[-–•]\s*", "", clean_text(proposal.table.rows[row][column.place]))
                if indicator.isdecimal() and text:
                    rows.append({"indicator": indicator, "weakness": text})
    return rows


def _of_tables(document: SourceDocument, tables: Iterable[TableProposal]) -> Iterator[SourceScore]:
    for proposal in tables:
        table, header = proposal.table, proposal.header
        year, sure = _year_of(document, proposal)
        columns = header.of("score")
        for row, item, name in _indicator_rows(proposal):
            for column in columns or header.of("indicator")[:1]:
                text = to_arabic(clean_text(table.rows[row][column.place])).strip()
                match = (_BARE.fullmatch if columns else _POINTS.search)(text)
                named = _YEAR.search(to_arabic(column.heading))
                own_year = int(named[1]) if named else year
                if match is None or not item or not own_year:
                    continue
                score = SourceScore(
                    own_year, item, match["score"], name=name, place=table.place(row, column.place)
                )
                score = _with_name(score)
                # A year that is named far above may be that of another table.
                unsure = not (named or sure)
                yield score.doubted("import-score-year", "year", str(own_year)) if unsure else score


def _year_of(document: SourceDocument, proposal: TableProposal) -> tuple[int, bool]:
    """The year a table of scores is about: the last year named above it, and whether one was named near. On a
    sheet that is the last one above the table's header, else in the sheet's name."""
    table = proposal.table
    head = [text for row in table.rows[: proposal.header.first_row] for text in row if len(text) < _TITLE]
    above = [line.text for line in reversed(document.paragraphs) if line.block < table.block]
    near = [*reversed(head), table.sheet]
    for distance, text in enumerate((*near, *above)):
        years = [int(year) for year in _YEAR.findall(to_arabic(text))]
        if years:
            return max(years), distance < len(near) + _NEAR
    return 0, False


def _indicator_rows(proposal: TableProposal) -> Iterator[tuple[int, str, str]]:
    """Each row that names an indicator or an instrument: its number, the plan's item, and the name written.

    Under the heading of an instrument numbers may begin again at 1; they count on from that instrument's
    first indicator.
    """
    columns = [*proposal.header.of("number"), *proposal.header.of("indicator")]
    instrument = ""
    for row in proposal.body:
        texts = [clean_text(proposal.table.rows[row][column.place]) for column in columns]
        text = to_arabic(" ".join(dict.fromkeys(filter(None, texts))))
        text = _POINTS.sub("", text).strip()
        named = re.search(r"(?<![A-Za-z])(IIT|EIT|OIT)(?![A-Za-z])", text, re.I)
        number = re.match(r"(?:ตัวชี้วัดที่\s*)?(10|[1-9])(?:[.):]|\s|$)\s*", text)
        name = " ".join((text[number.end() :] if number else text).split()).strip(" :")
        # Reports write "(IIT)" behind an indicator's name: such a row is that of the indicator.
        if named and not (number and len(squash(name)) > 4 and _facts().indicator_named(name)):
            instrument = named[1].lower()
            yield row, instrument, ""
        elif number:
            yield row, _item(int(number[1]), instrument), name
        elif squash(text).startswith(import_words().lists["scores.overall"]):
            yield row, "overall", ""
        else:
            # Only without a number: reports misname indicators, so that a number is surer than a name.
            yield row, _facts().indicator_named(name), name


def _item(number: int, instrument: str) -> str:
    """The indicator that a row's number means; under an instrument numbers may begin again at 1."""
    own = [indicator.no for indicator in _facts().indicators if indicator.instrument == instrument]
    return own[number - 1] if str(number) not in own and number <= len(own) else str(number)


@cache
def _facts() -> Facts:
    """The newest facts: names and numbers of indicators are looked up in these."""
    facts = facts_of(file_years()[-1])
    assert facts is not None
    return facts


def _with_name(score: SourceScore) -> SourceScore:
    """The score, with a doubt where the document calls its indicator by another name."""
    known = _facts().indicator_by_no.get(score.item)
    if known is None or not score.name or _facts().indicator_named(score.name) == score.item:
        return score
    return score.doubted("import-indicator-name", "item", score.name, f"{score.item} {known.name}")


def _of_texts(document: SourceDocument) -> Iterator[SourceScore]:
    for paragraph in document.paragraphs:
        yield from _of_sentence(clean_text(paragraph.text), "", overall=True)
    for table in document.tables:
        for row, cells in enumerate(table.rows):
            for column, text in enumerate(cells):
                if "คะแนน" in text and text not in cells[:column]:
                    yield from _of_sentence(clean_text(text), table.place(row, column), overall=False)


def _of_sentence(text: str, place: str, *, overall: bool) -> Iterator[SourceScore]:
    text = to_arabic(" ".join(text.split()))
    for pair in _PAIR.finditer(text):
        yield from _of_pair(pair, place)
    years = _YEAR.findall(text)
    match = _OVERALL.search(text) if overall and years else None
    # "คะแนนเต็ม" is the full mark, and behind "ตัวชี้วัด" stands the score of one indicator.
    if match is None or re.search(r"ตัวชี้วัด|เต็ม", match["between"]):
        return
    # A sentence that compares years names each year in front of its score.
    before = _YEAR.findall(text[: match.start("score")])
    year = int(before[-1] if before else years[0])
    level = _LEVEL.search(text, match.end())
    score = SourceScore(year, "overall", match["score"], level["level"] if level else "", place=place)
    facts = facts_of(year)
    unknown = score.level and facts is not None and facts.level_named(score.level) is None
    yield score.doubted("import-level-vocabulary", "level", score.level, str(year)) if unknown else score
    for part in _INSTRUMENT.finditer(text):
        item = part["item"].lower() + (part["part"].strip()[-1] if part["part"] else "")
        if item in _ITEMS:
            yield SourceScore(year, item, part["score"], place=place)


def _of_pair(match: re.Match[str], place: str) -> Iterator[SourceScore]:
    now, old = Decimal(match["score"]), Decimal(match["old"])
    name = " ".join(match["name"].split()).strip(" :")
    score = replace(
        _with_name(SourceScore(int(match["year"]), match["no"], match["score"], "", name, place)), name=""
    )
    # Half of the last decimal printed, so that rounding alone raises no doubt.
    if match["change"] and abs(abs(now - old) - abs(Decimal(match["change"]))) > Decimal("0.005"):
        score = score.doubted("import-score-differs", "score", match["change"], str(now - old))
    yield score
    yield SourceScore(int(match["before"]), match["no"], match["old"], place=place)
