"""The rows of the plan's tables, with a note on every cell that needs a person's eye."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from toolkit.assessment.facts import last_question_of_any_year
from toolkit.assessment.item_codes import find_item_codes, is_question
from toolkit.books.plan_book import PlanContent
from toolkit.importer.divisions import ALL, Register
from toolkit.importer.document import Doubt
from toolkit.importer.doubts import NOTE_LIMIT, Kept, Remarks, left_over
from toolkit.importer.people import Person, signatories, without_names
from toolkit.importer.periods import PlanPeriod, plan_period, recurs, step_months
from toolkit.importer.proposal import Proposal, SourceRow
from toolkit.importer.review_book import NOT_USED
from toolkit.importer.scores import read_scores, read_weaknesses
from toolkit.importer.source_measure import SourceMeasure, SourceStep
from toolkit.importer.words import label_of
from toolkit.model.month import Month
from toolkit.thai.dates import format_month
from toolkit.thai.text import clean_text, squash
from toolkit.thai.words import BLANK_MARKS, PLACEHOLDER, is_all_divisions
from toolkit.xlsx.layouts import AGENCY, DIVISIONS, MEASURES, SCORES, SIGNATORIES, STEPS, WEAKNESSES

_MONITORING = "ตรวจสอบความครบถ้วนของการดำเนินการ รายงานความก้าวหน้ารอบ 6 เดือน และรายงานผลสิ้นปีงบประมาณ"
"""What stands for monitoring where a document has none; always with a doubt."""
_FEW_DIVISIONS = 3
_AFTER = ("ปัญหา", "อุปสรรค", "ข้อเสนอแนะ")
_HEADING = 40  # characters of a heading that stands alone on its line

Row = dict[str, str]


class PlanMaker:
    """Makes the rows of a plan; `years` are the document's fiscal year and the plan's."""

    def __init__(self, proposal: Proposal, years: tuple[int, int]) -> None:
        self.remarks = Remarks()
        self._proposal = proposal
        self._years = years
        choices = {squash(unit.text): unit.choice for unit in proposal.units}
        self._register = Register(choices=choices, office=proposal.agency.name)
        self._everyone = False
        self._people: list[Person] = []
        self._agency: Row = {}
        self._tables: dict[str, list[Row]] = {
            table.name: [] for table in (DIVISIONS, SCORES, WEAKNESSES, MEASURES, STEPS, SIGNATORIES)
        }

    def content(self, measures: Iterable[SourceMeasure], others: Sequence[SourceRow]) -> PlanContent:
        """Return the content of the plan of some measures; `others` are the rows that belong to none."""
        self.remarks.add(*(Doubt(code, found=found) for code, found in self._proposal.document.notes))
        captions = self._proposal.document.captions()
        for index, measure in enumerate(measures):
            self._measure(index, measure)
            for line in captions.pop(measure.table, ()):  # at the first measure of its table
                if squash(line) not in squash(f"{measure.section} {measure.text}"):
                    self.remarks.note((MEASURES.name, index, "measure"), line)
        self._scores()
        self._office()
        self._signatories(others)
        self._keep_the_rest()
        return PlanContent(self._agency, dict(self._tables), self.remarks.notes())

    def _measure(self, index: int, measure: SourceMeasure) -> None:
        # Before any row is made, so that no person's name is left in a cell of the plan.
        self._move_names(index, measure)
        number = str(index + 1)
        texts = (measure.code, measure.text, *(step.text for step in measure.steps))
        # The number is an identity and counts from 1; what the document prints is the label.
        label = measure.number if measure.number != number else ""
        row: Row = {
            "measure_no": number,
            "label": label,
            "section": measure.section,
            "issue_no": measure.issue_no,
            "measure": measure.text,
            "refs": ", ".join(dict.fromkeys(code for text in texts for code in references(text))),
            **{name: measure.fields.get(name, "") for name in ("responsible", "monitoring", "expected")},
        }
        self._tables[MEASURES.name].append(row)
        period = self._period(index, measure, row)
        if not row["monitoring"]:
            row["monitoring"] = _MONITORING
            self._doubt(index, Doubt("import-monitoring-assumed", "monitoring"))
        code = [(label_of("number"), measure.code)] if measure.code else []
        for heading, text in (*code, *measure.kept):
            if text.strip() not in BLANK_MARKS:
                words = f"{' '.join(heading.split())}: {text}"
                self.remarks.note((MEASURES.name, index, "measure"), words)
        self._doubt(index, *measure.doubts)
        for step_no, step in enumerate(measure.steps, 1):
            self._step(measure, {"measure_no": number, "step_no": str(step_no)}, step, period)

    def _doubt(self, index: int, *doubts: Doubt) -> None:
        self.remarks.add(*doubts, table=MEASURES.name, row=index)

    def _move_names(self, index: int, measure: SourceMeasure) -> None:
        """Names of persons go to the signatories, out of all that is responsible."""
        role = label_of("responsible")
        text, people = without_names(measure.fields.get("responsible", ""), role)
        if people:
            measure.fields["responsible"] = text
            self._people += people
            self._doubt(index, Doubt("import-name-moved", "responsible"))
        for step in measure.steps:
            step.responsible = without_names(step.responsible, role)[0]

    def _period(self, index: int, measure: SourceMeasure, row: Row) -> PlanPeriod:
        """Fill in start, end and the printed period; gives the months."""
        text, place = measure.fields.get("period", ""), measure.places.get("period", "")
        period = plan_period(text, measure.marks, self._years, place)
        own = {squash(step.period) for step in measure.steps if step.period}
        printed = " ".join(period.text.split()) if len(own) < 2 else ""  # several: made from the dates
        row |= {"start": _month(period.start), "end": _month(period.end), "period": printed}
        if text and not printed:
            self.remarks.note((MEASURES.name, index, "period"), f"{label_of('period')}: {text}")
        if not text and not measure.marks:
            self._doubt(index, Doubt("import-period-assumed", "start"))
        self._doubt(index, *period.doubts)
        return period

    def _step(self, measure: SourceMeasure, row: Row, step: SourceStep, months: PlanPeriod) -> None:
        index = len(self._tables[STEPS.name])
        source = step.responsible or measure.fields.get("responsible", "")
        place = measure.places.get("responsible", step.place)
        row |= self._responsible(index, source, place)
        period = step.period or measure.fields.get("period", "")
        (start, due), every = step_months(step.period, self._years, months), recurs(period)[0]
        row |= {"label": step.label, "step": step.text, "due": _month(due), "every": every}
        row |= {"from": _month(start)} if start else {}
        self._tables[STEPS.name].append(row)
        again = Doubt("import-step-recurs", "every", period, every, measure.places.get("period", ""))
        self.remarks.add(*([again] if every else []), *step.doubts, table=STEPS.name, row=index)

    def _responsible(self, index: int, source: str, place: str) -> Row:
        """Who does a step, by division and unit; the register grows."""
        found = self._register.read(source)
        doubts = [Doubt("import-division-new", "divisions", name, place=place) for name in found.new]
        keys = found.divisions
        self._everyone = self._everyone or found.everyone
        if not keys and not found.everyone:
            # A plan with a placeholder is not distributed: nobody can overlook a step that no division has.
            keys = (self._register.add_unknown(),)
            doubts.append(Doubt("import-division-missing", "divisions", PLACEHOLDER))
        self.remarks.add(*doubts, table=STEPS.name, row=index)
        names = [self._register.name(key) for key in keys]
        if found.everyone:
            everyone = " ".join(source.split())
            names.insert(0, everyone if is_all_divisions(everyone) else ALL)
        units = (" ".join(unit.split()) for unit in found.units)
        return {"divisions": ", ".join(names), "unit": ", ".join(units)}

    def _scores(self) -> None:
        tables = self._proposal.of("scores")
        for index, score in enumerate(read_scores(self._proposal.document, tables)):
            row = {"year": str(score.year), "item": score.item, "score": score.score, "level": score.level}
            question = is_question(score.item)
            self._tables[SCORES.name].append(row | ({"text": score.name} if question else {}))
            if score.name and not question:
                name = f"{label_of('indicator')}: {score.name}"
                self.remarks.note((SCORES.name, index, "item"), name)
            self.remarks.add(*score.doubts, table=SCORES.name, row=index)
        self._tables[WEAKNESSES.name] += read_weaknesses(tables)

    def _office(self) -> None:
        """The office, and its divisions now that all are known."""
        agency, years = self._proposal.agency, ", ".join(map(str, self._proposal.other_years))
        said = ("agency_type", "district", "province", "document_number")
        self._agency = {
            "agency_code": PLACEHOLDER,
            "agency_name": agency.name or PLACEHOLDER,
            "fiscal_year": str(self._years[1]),
            **{key: getattr(agency, key) for key in said},
        }
        self._register.read(agency.division)
        if years:
            doubt = Doubt("import-year-asked", "value", str(self._proposal.year), years)
            self.remarks.add(doubt, table=AGENCY.name, row=_agency_row("fiscal_year"))
        for key in ("agency_code", "agency_name"):
            if self._agency[key] == PLACEHOLDER:
                doubt = Doubt("import-agency-missing", "value", PLACEHOLDER)
                self.remarks.add(doubt, table=AGENCY.name, row=_agency_row(key))
        if self._everyone and not self._register.forms:
            self._register.add_unknown()
        self._tables[DIVISIONS.name] = self._register.rows()
        # "Every division" means those of the table: with one or two in it, the others are left out.
        if self._everyone and len(self._register.forms) < _FEW_DIVISIONS:
            named = ", ".join(row["division_name"] for row in self._tables[DIVISIONS.name])
            self.remarks.add(Doubt("import-divisions-few", "division_name", named), table=DIVISIONS.name)

    def _signatories(self, others: Sequence[SourceRow]) -> None:
        """The signatories: of the paragraphs, of rows below the tables, and who was named responsible."""
        lines = [line.text for line in self._proposal.document.paragraphs]
        columns: dict[tuple[int, int], list[str]] = {}
        for cell, table in ((cell, row.table) for row in others for cell in row.cells):
            columns.setdefault((table, cell.column.place), ["-"]).append(cell.text)
        unread = [table.table.rows for table in self._proposal.of("skip", "scores")]
        # Blocks of signatures are read column by column: name, then post.
        blocks = (("-", *column) for rows in unread for column in zip(*rows, strict=True))
        lines += (text for block in (*columns.values(), *blocks) for text in block)
        texts = [*(row.text for row in others), *("\n".join(row) for rows in unread for row in rows)]
        named = (person for text in texts for person in without_names(text, "ผู้รายงาน")[1])
        signed = signatories("\n".join(map(clean_text, lines)).split("\n"), (*named, *self._people))
        self._tables[SIGNATORIES.name] = [
            {"order": str(order), **asdict(person)} for order, person in enumerate(signed, 1)
        ]

    def _keep_the_rest(self) -> None:
        """Remarks at the end of the document, and any word of a table that is not yet in the plan."""
        used = self._proposal.of("plan", "scores")
        heads = (column for table in used for column in table.header.columns if column.heading)
        # How each column was read: "วิธีดำเนินการ = ขั้นตอน/วิธีการ".
        columns = dict.fromkeys(
            f"{column.heading} = {label_of(column.field) or NOT_USED}" for column in heads
        )
        if columns:
            self.remarks.add(Doubt("import-columns-read", found="; ".join(columns)))
        for place, text in (*self._after(), *left_over(self._proposal.document, Kept(self._said()))):
            text = without_names(text)[0]
            self.remarks.add(Doubt("import-text-left", found=text, place=place))
            key = (AGENCY.name, _agency_row("agency_name"), "value")
            self.remarks.note(key, f"{place}: {text}"[:NOTE_LIMIT])

    def _after(self) -> Iterator[tuple[str, str]]:
        """Problems and suggestions that are told in paragraphs behind the last table."""
        last = max(table.table.block for table in self._proposal.of("plan", "scores"))
        paragraphs = self._proposal.document.paragraphs
        lines = [clean_text(line.text) for line in paragraphs if line.block > last]
        for text, following in zip(lines, [*lines[1:], ""], strict=False):
            if text.startswith(_AFTER):
                yield "หลังตารางสุดท้าย", f"{text}\n{following}" if len(text) < _HEADING else text

    def _said(self) -> Iterable[str]:
        """All that the plan, its notes and its findings say so far."""
        yield from self._agency.values()
        for rows in self._tables.values():
            for row in rows:
                yield from row.values()
        yield from self.remarks.notes().values()
        for finding in self.remarks.every:
            yield from (finding.found, finding.expected)


def references(text: str) -> tuple[str, ...]:
    """Return the codes of questions in a text in reading order, those that some year had."""
    codes = dict.fromkeys(code for _, code in sorted(find_item_codes(text)))
    return tuple(code for code in codes if int(code[1:]) <= last_question_of_any_year(code[0]))


def _agency_row(key: str) -> int:
    return [entry.id for entry in AGENCY.keys].index(key)


def _month(month: Month | None) -> str:
    return format_month(month) if month is not None else ""
