"""The content of the plan workbook, table by table, with a note on every cell that needs a person's eye."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.books.plan_book import PlanContent
from toolkit.importer.agency import SourceAgency
from toolkit.importer.divisions import ALL, UNKNOWN_NAME, Register
from toolkit.importer.document import SourceDocument, SourceParagraph, place_of
from toolkit.importer.doubts import NOTE_LIMIT, Doubt, Kept, Remarks, left_over, unique
from toolkit.importer.people import Person, signatories, without_names
from toolkit.importer.periods import plan_period, read_period, recurs
from toolkit.importer.row_kinds import section_of
from toolkit.importer.rows import SourceRow, columns_below
from toolkit.importer.scores import SourceScore, SourceWeakness
from toolkit.importer.source_measure import SourceMeasure, SourceStep
from toolkit.importer.uses import Proposal, TableUse
from toolkit.importer.words import joined, references, words
from toolkit.model.month import Month
from toolkit.thai.dates import format_month
from toolkit.thai.text import clean_text, squash
from toolkit.thai.words import is_all_divisions
from toolkit.xlsx.layouts import AGENCY, DIVISIONS, MEASURES, SCORES, SIGNATORIES, STEPS, WEAKNESSES

MONITORING = "ตรวจสอบความครบถ้วนของการดำเนินการ รายงานความก้าวหน้ารอบ 6 เดือน และรายงานผลสิ้นปีงบประมาณ"
"""What stands for monitoring where a document has none; always with a doubt."""

_FEW_DIVISIONS = 3
_TWELVE = 12
_AFTER = ("ปัญหา", "อุปสรรค", "ข้อเสนอแนะ")
_HEADING = 40  # characters of a heading that stands alone on its line

Row = dict[str, str]


class PlanMaker:
    """Makes the rows of a plan; `years` are the document's fiscal year and the plan's."""

    def __init__(self, proposal: Proposal, years: tuple[int, int]) -> None:
        self.remarks = Remarks()
        self._document = proposal.document
        self._uses = proposal.uses
        self._years = years
        # A proposal that nobody has gone through is read by the rules alone.
        choices = {squash(unit.text): unit.choice for unit in proposal.units} if proposal.decided else {}
        self._register = Register(choices=choices, office=proposal.agency.name)
        self._everyone = False
        self._people: list[Person] = []
        self._agency: Row = {"fiscal_year": str(years[1])}
        self._tables: dict[str, list[Row]] = {
            table.name: [] for table in (DIVISIONS, SCORES, WEAKNESSES, MEASURES, STEPS, SIGNATORIES)
        }

    def content(self) -> PlanContent:
        return PlanContent(self._agency, dict(self._tables), self.remarks.notes())

    def agency_doubt(self, key: str, doubt: Doubt) -> None:
        self.remarks.add(doubt, AGENCY.name, _agency_row(key))

    def tell_columns(self) -> None:
        """How each column was read, and what stands above the headings."""
        for doubt in _column_doubts(self._uses):
            self.remarks.add(doubt)

    def add_measures(self, measures: Iterable[SourceMeasure]) -> None:
        for index, measure in enumerate(measures):
            # Before any row is made, so that no person's name is left in a cell of the plan.
            self._without_names(index, measure)
            number = str(index + 1)
            # The number is an identity and counts from 1; what the document prints is the label.
            label = measure.number if measure.number != number else ""
            own = references(measure.text, measure=True)
            parts = [own, *(references(step.text) for step in measure.steps)]
            row: Row = {
                "measure_no": number,
                "label": label,
                "section": measure.section,
                "issue_no": measure.issue_no,
                "measure": measure.text,
                "refs": joined(parts),
                "responsible": measure.fields.get("responsible", ""),
                "monitoring": measure.fields.get("monitoring", ""),
                "expected": measure.fields.get("expected", ""),
            }
            self._tables[MEASURES.name].append(row)
            end = self._period(index, measure, row)
            for found, code in own.asked:
                place = measure.places.get("measure", "")
                self._doubt(index, Doubt("import-reference-asked", "refs", found, code, place))
            if not row["monitoring"]:
                row["monitoring"] = MONITORING
                self._doubt(index, Doubt("import-monitoring-assumed", "monitoring"))
            for heading, text in measure.kept:
                self.remarks.note((MEASURES.name, index, "measure"), f"{' '.join(heading.split())}: {text}")
            for doubt in unique(measure.doubts):
                self._doubt(index, doubt)
            for step_no, step in enumerate(measure.steps, 1):
                self._step(measure, (number, str(step_no)), step, end)

    def _doubt(self, index: int, doubt: Doubt) -> None:
        self.remarks.add(doubt, MEASURES.name, index)

    def _without_names(self, index: int, measure: SourceMeasure) -> None:
        """Names of persons go to the signatories, out of all that is responsible."""
        role = words().label("responsible")
        found = without_names(measure.fields.get("responsible", ""), role)
        if found.people:
            measure.fields["responsible"] = found.text
            self._people += found.people
            self._doubt(index, Doubt("import-name-moved", "responsible"))
        for step in measure.steps:
            step.responsible = without_names(step.responsible, role).text

    def _period(self, index: int, measure: SourceMeasure, row: Row) -> Month | None:
        """Fill in start, end and the printed period; gives the end."""
        text = measure.fields.get("period", "")
        place = measure.places.get("period", "")
        period = plan_period(text, measure.marks, self._years, place)
        own = {squash(step.period) for step in measure.steps if step.period}
        printed = " ".join(period.text.split()) if len(own) < 2 else ""  # several: made from the dates
        row |= {"start": _month(period.start), "end": _month(period.end), "period": printed}
        if text and not printed:
            self.remarks.note((MEASURES.name, index, "period"), f"{words().label('period')}: {text}")
        if not text and not measure.marks:
            self._doubt(index, Doubt("import-period-assumed", "start"))
        for doubt in period.doubts:
            self._doubt(index, doubt)
        return period.end

    def _step(
        self, measure: SourceMeasure, numbers: tuple[str, str], step: SourceStep, end: Month | None
    ) -> None:
        index = len(self._tables[STEPS.name])
        source = step.responsible or measure.fields.get("responsible", "")
        place = measure.places.get("responsible", step.place)
        names, units = self._divisions(index, source, place)
        period = step.period or measure.fields.get("period", "")
        every = recurs(period)[0]
        self._tables[STEPS.name].append(
            {
                "measure_no": numbers[0],
                "step_no": numbers[1],
                "label": step.label,
                "step": step.text,
                "divisions": names,
                "unit": units,
                "due": self._due(measure, step, end),
                "every": every,
            }
        )
        if every:
            self.remarks.add(
                Doubt("import-step-recurs", "every", period, every, measure.places.get("period", "")),
                STEPS.name,
                index,
            )
        for doubt in unique(step.doubts):
            self.remarks.add(doubt, STEPS.name, index)

    def _due(self, measure: SourceMeasure, step: SourceStep, end: Month | None) -> str:
        """A step's own due month, where its row gives a period that ends before the measure's."""
        if not step.period or squash(step.period) == squash(measure.fields.get("period", "")) or end is None:
            return ""
        found = read_period(step.period, self._years[0])
        # A plan for another year takes over the document's months, moved by as many years.
        due = found[1] + (self._years[1] - self._years[0]) * _TWELVE if found is not None else None
        return _month(due) if due is not None and due < end else ""

    def _divisions(self, index: int, source: str, place: str) -> tuple[str, str]:
        """The names for a step's cell, and the units; the register grows."""
        found = self._register.read(source)
        for name in found.new:
            self.remarks.add(Doubt("import-division-new", "divisions", name, place=place), STEPS.name, index)
        keys = found.divisions
        self._everyone = self._everyone or found.everyone
        if not keys and not found.everyone:
            # A plan with a placeholder is not distributed: nobody can overlook a step that no division has.
            keys = (self._register.add_unknown(),)
            self.remarks.add(Doubt("import-division-missing", "divisions", UNKNOWN_NAME), STEPS.name, index)
        names = [self._register.name(key) for key in keys]
        if found.everyone:
            everyone = " ".join(source.split())
            names.insert(0, everyone if is_all_divisions(everyone) else ALL)
        return ", ".join(names), ", ".join(" ".join(each.split()) for each in found.units)

    def add_scores(self, scores: Iterable[SourceScore], weaknesses: Iterable[SourceWeakness]) -> None:
        for index, score in enumerate(scores):
            row = {"year": str(score.year), "item": score.item, "score": score.score, "level": score.level}
            self._tables[SCORES.name].append(row)
            if score.name:
                self.remarks.note((SCORES.name, index, "item"), f"{words().label('indicator')}: {score.name}")
            for doubt in unique(score.doubts):
                self.remarks.add(doubt, SCORES.name, index)
        self._tables[WEAKNESSES.name] += [
            {"indicator": each.indicator, "weakness": each.text} for each in weaknesses
        ]

    def add_agency(self, agency: SourceAgency) -> None:
        """The office, and its divisions now that all are known."""
        name = agency.name or UNKNOWN_NAME
        self._agency = {
            "agency_code": UNKNOWN_NAME,
            "agency_name": name,
            "agency_type": agency.agency_type,
            "district": agency.district,
            "province": agency.province,
            **self._agency,
            "document_number": agency.document_number,
        }
        self.agency_doubt("agency_code", Doubt("import-agency-code", "value", UNKNOWN_NAME))
        if not agency.name:
            self.agency_doubt("agency_name", Doubt("import-agency-name", "value", UNKNOWN_NAME))
        elif agency.other_names:
            others = ", ".join(agency.other_names)
            self.agency_doubt("agency_name", Doubt("import-agency-spelling", "value", others, agency.name))
        if agency.division:
            self._register.read(agency.division)
        if self._everyone and not self._register.forms:
            self._register.add_unknown()
        self._tables[DIVISIONS.name] = self._register.rows()
        # "Every division" means those of the table: with one or two in it, the others are left out.
        if self._everyone and len(self._register.forms) < _FEW_DIVISIONS:
            named = ", ".join(each["division_name"] for each in self._tables[DIVISIONS.name])
            self.remarks.add(Doubt("import-divisions-few", "division_name", named), DIVISIONS.name, 0)

    def add_people(self, others: Iterable[SourceRow]) -> None:
        """The signatories: of the paragraphs, of rows below the tables, and who was named responsible."""
        ended = tuple(others)
        more: list[Person] = []
        for column in columns_below(ended):
            more += signatories(SourceParagraph(line, 0) for line in column)
        for row in ended:
            more += without_names(row.text, "ผู้รายงาน").people
        used = {use.table.number for use in self._uses}
        for table in self._document.tables:
            if table.number not in used:
                lines = dict.fromkeys(text for row in table.rows for text in row if text.strip())
                more += without_names("\n".join(lines), "ผู้ลงนาม").people
        found = signatories(self._document.paragraphs, (*more, *self._people))
        self._tables[SIGNATORIES.name] = [
            {"order": str(n), "role": each.role, "name": each.name, "title": each.title}
            for n, each in enumerate(found, 1)
        ]

    def keep_the_rest(self) -> None:
        """Remarks at the end of the document, tables that were not used, and any word not yet in the plan."""
        for doubt in _texts_after(self._document, self._uses):
            self.agency_doubt("agency_name", doubt)
        used = {use.table.number for use in self._uses}
        for left in left_over(self._document, Kept(self._said())):
            code = "import-text-left" if left.table in used else "import-table-skipped"
            text = without_names(left.text, "").text
            self.remarks.add(Doubt(code, found=text, place=left.place))
            key = (AGENCY.name, _agency_row("agency_name"), "value")
            self.remarks.note(key, f"{left.place}: {text}"[:NOTE_LIMIT])

    def _said(self) -> Iterable[str]:
        """All that the plan, its notes and its findings say so far."""
        yield from self._agency.values()
        for rows in self._tables.values():
            for row in rows:
                yield from row.values()
        yield from self.remarks.notes().values()
        for finding in self.remarks.findings:
            yield from (finding.found, finding.expected)


def _agency_row(key: str) -> int:
    return next(index for index, each in enumerate(AGENCY.keys) if each.id == key)


def _month(month: Month | None) -> str:
    return format_month(month) if month is not None else ""


def _column_doubts(uses: Sequence[TableUse]) -> Iterator[Doubt]:
    """How each column was read, once for each heading, and what stands above the headings of a table."""
    told: set[str] = set()
    for use in uses:
        if not use.own:
            yield Doubt("import-header-carried", found=str(use.table.number))
        yield from _titles(use)
        for column in use.header.columns:
            heading = " ".join(column.heading.split())
            if not heading or squash(heading) in told:
                continue
            told.add(squash(heading))
            kept = use.header.kind == "measures" and column.field in {
                *words().kept,
                "remark",
                "evidence",
                "",
            }
            code = "import-column-kept" if kept else "import-column-read"
            yield Doubt(code, found=heading, expected=words().label(column.field))


def _titles(use: TableUse) -> Iterator[Doubt]:
    for row in range(use.top, use.header.first_row if use.own else 0):
        for text in dict.fromkeys(each for each in use.table.rows[row] if each.strip()):
            title = without_names(clean_text(text), "").text
            if section_of(title):
                continue
            yield Doubt("import-table-title", found=title, place=place_of(use.table, row, 0))


def _texts_after(document: SourceDocument, uses: Sequence[TableUse]) -> Iterator[Doubt]:
    """Problems and suggestions that are told in paragraphs behind the last table."""
    last = max((use.table.block for use in uses), default=0)
    after = [clean_text(each.text) for each in document.paragraphs if each.block > last]
    for index, text in enumerate(after):
        if not text.startswith(_AFTER):
            continue
        bare = text.rstrip(" :")
        more = after[index + 1] if len(bare) < _HEADING and after[index + 1 :] else ""
        yield Doubt("import-text-after", "value", f"{bare}: {more}" if more else text)
