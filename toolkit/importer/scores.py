"""Assessment scores and weaknesses: tables by indicator or question, sentences, pairs of years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from toolkit.assessment.facts import facts_of, file_years
from toolkit.assessment.item_codes import find_item_codes
from toolkit.importer.document import Doubt, SourceDocument
from toolkit.importer.proposal import TableProposal
from toolkit.importer.words import words_of
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
_INDICATOR = re.compile(r"ตัวชี้วัดที่\s*(10|[1-9])(?!\d)")
_IN_YEAR = re.compile(rf"(?P<year>25\d\d)\s*\(\s*{_SCORE}\s*คะแนน\s*\)")
_CODED = re.compile(r"\(?(?:ข้อ\s*)?[IEOieo]\s?\d{1,2}(?!\d)")
_NEAR = 4
_BEHIND = 99  # the place of all that is no indicator


@dataclass(slots=True)
class SourceScore:
    """One score: the year, the plan's item ("1" to "10", overall, iit, …, or a question's code), the text of
    the number, its place, the name the document gives the indicator or question, the level (overall only),
    and what is doubtful."""

    year: int
    item: str
    score: str
    place: str
    name: str = ""
    level: str = ""
    doubts: list[Doubt] = field(default_factory=list)


def read_scores(document: SourceDocument, tables: Iterable[TableProposal]) -> list[SourceScore]:
    """Return all scores by year, indicators first; the first found wins where two differ, with a doubt."""
    scores: dict[tuple[int, str], SourceScore] = {}
    for score in (*_of_tables(document, tables), *_of_texts(document)):
        known = scores.setdefault((score.year, score.item), score)
        if Decimal(known.score) != Decimal(score.score):
            known.doubts.append(Doubt("import-score-differs", "score", score.score, known.score, known.place))
    return sorted(
        scores.values(), key=lambda own: (own.year, int(own.item) if own.item.isdecimal() else _BEHIND)
    )


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
                own = int(named[1]) if named else year
                if match is None or not item or not own:
                    continue
                place = table.place(row, column.place)
                # Named far above, the year may be that of another table.
                doubts = [] if named or sure else [Doubt("import-score-year", "year", str(own), place=place)]
                yield SourceScore(own, item, match["score"], place, name, doubts=doubts)


def _year_of(document: SourceDocument, proposal: TableProposal) -> tuple[int, bool]:
    """The year a table of scores is about: the last year named above it, and whether one was named near. On a
    sheet that is the last one above the table's header, else in the sheet's name."""
    table = proposal.table
    head = [text for row in table.rows[: proposal.header.first_row] for text in row]
    above = [line.text for line in reversed(document.paragraphs) if line.block < table.block]
    near = [*reversed(head), table.sheet]
    for distance, text in enumerate((*near, *above)):
        years = [int(year) for year in _YEAR.findall(to_arabic(text))]
        if years:
            return max(years), distance < len(near) + _NEAR
    return 0, False


def _indicator_rows(proposal: TableProposal) -> Iterator[tuple[int, str, str]]:
    """Each row that names an indicator, an instrument or a question: its number, the plan's item, its name.

    Under the heading of an instrument numbers may begin again at 1; they count on from that instrument's
    first indicator.
    """
    fields = ("number", "indicator") if proposal.header.of("indicator") else ("number", "code", "issue")
    columns = [column for field in fields for column in proposal.header.of(field)]
    instrument, facts = "", facts_of(file_years()[-1])
    assert facts is not None
    for row in proposal.body:
        texts = [clean_text(proposal.table.rows[row][column.place]) for column in columns]
        text = to_arabic(" ".join(dict.fromkeys(filter(None, texts))))
        text = _POINTS.sub("", text).strip()
        coded = _CODED.match(text)
        named = re.search(r"(?<![A-Za-z])(IIT|EIT|OIT)(?![A-Za-z])", text, re.I)
        number = re.match(r"(?:ตัวชี้วัดที่\s*)?(10|[1-9])(?:[.):]|\s|$)\s*", text)
        name = " ".join((text[number.end() :] if number else text).split()).strip(" :")
        if coded:
            code = next((code for _, code in find_item_codes(coded[0])), "")
            yield row, code, text[coded.end() :].strip(" .:)-")
        elif "indicator" not in fields:
            continue  # numbers of other lists are none of indicators
        # Reports write "(IIT)" behind an indicator's name: such a row is that of the indicator.
        elif named and not (number and facts.indicator_named(name)):
            instrument = named[1].lower()
            yield row, instrument, ""
        elif number:
            # Under an instrument numbers may begin again at 1.
            own = [indicator.no for indicator in facts.indicators if indicator.instrument == instrument]
            again = number[1] not in own and int(number[1]) <= len(own)
            yield row, own[int(number[1]) - 1] if again else number[1], name
        elif squash(text).startswith(words_of("scores.overall")):
            yield row, "overall", ""
        else:
            # Only without a number: reports misname indicators, so that a number is surer than a name.
            yield row, facts.indicator_named(name), name


def _of_texts(document: SourceDocument) -> Iterator[SourceScore]:
    for paragraph in document.paragraphs:
        yield from _of_sentence(paragraph.text, "")
    for table in document.tables:
        for row, cells in enumerate(table.rows):
            for column, text in enumerate(cells):
                if "คะแนน" in text and text not in cells[:column]:
                    yield from _of_sentence(text, table.place(row, column))


def _of_sentence(text: str, place: str) -> Iterator[SourceScore]:
    """The scores of two years behind an indicator; in a paragraph, which has no place, the overall too."""
    text = to_arabic(" ".join(clean_text(text).split()))
    pieces = _INDICATOR.split(text)
    for indicator, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        for found in _IN_YEAR.finditer(piece):
            yield SourceScore(int(found["year"]), indicator, found["score"], place)
    match = None if place else _OVERALL.search(text)
    # "คะแนนเต็ม" is the full mark, and behind "ตัวชี้วัด" stands the score of one indicator.
    if match is None or re.search(r"ตัวชี้วัด|เต็ม", match["between"]):
        return
    # A sentence that compares years names each year in front of its score.
    years = _YEAR.findall(text[: match.start("score")])[-1:] or _YEAR.findall(text)[:1]
    level = _LEVEL.search(text, match.end())
    for year in years:
        yield SourceScore(int(year), "overall", match["score"], "", level=level["level"] if level else "")
