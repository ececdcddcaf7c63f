"""What a program does with an office folder: `Office` has a method for each `ita` command that works on one.

Modules load when a method needs them, so that `import toolkit` and the start of a command stay quick.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.model.month import BANGKOK, Month
from toolkit.office.folder import OfficeFolder

if TYPE_CHECKING:
    from toolkit.intake.check import Checked
    from toolkit.intake.plan_file import CheckedPlan
    from toolkit.intake.verify import Verified
    from toolkit.model.finding import Finding, Lang
    from toolkit.office.ledger import LedgerLine
    from toolkit.planning.distribution import Distribution
    from toolkit.printing.engine import Engine
    from toolkit.publish.content import Through
    from toolkit.publish.publish import Published
    from toolkit.report.kinds import ReportKind
    from toolkit.report.write import WrittenReport
    from toolkit.rollup.roll_up import RollUp

Progress = Callable[[Iterable[Any]], Iterable[Any]]


class Office(OfficeFolder):
    """An office folder: the paths in it, and the work of a fiscal year as methods.

    `month` is a Month or a text such as "2567-03"; `as_of` is the moment at which things are judged
    (default: now; without a time zone: Bangkok's). `progress` wraps what is worked through, to show how far
    it is. Methods return what was found as plain attributes, and raise UserError for what has to be mended
    before they can do their work.
    """

    def __init__(self, path: str | Path = ".") -> None:
        super().__init__(Path(path).absolute())
        self._checked: tuple[object, CheckedPlan] | None = None

    @classmethod
    def new(cls, path: str | Path, *, example: str | None = None, as_of: dt.datetime | None = None) -> Office:
        """Make an office folder with the blank standard plan, or that of a worked example.

        The blank plan gives examples of the fiscal year at `as_of` (default: now). Raises UserError for a
        folder that has a plan already, ValueError for an unknown example.
        """
        from toolkit.books.plan_book import PlanContent
        from toolkit.example.worked_example import load_example
        from toolkit.planning.new_office import new_office

        today = (as_of or dt.datetime.now(BANGKOK)).astimezone(BANGKOK).date()
        blank = PlanContent({}, {}, example_year=Month.of(today).fiscal_year)
        content = load_example(example).plan if example else blank
        return cls(new_office(Path(path), content=content).root)

    def carry_over(self, path: str | Path) -> CarriedOver:
        """Make the office folder of the next fiscal year from this one. Raises UserError where it exists."""
        from toolkit.planning.new_office import copy_pictures, new_office, next_year

        plan = self.check_plan().usable
        content, findings = next_year(plan)
        made = Office(new_office(Path(path), content=content).root)
        copy_pictures(self, made, plan)
        return CarriedOver(made, findings)

    def check_plan(self) -> CheckedPlan:
        """Read and check plan.xlsx. Raises UserError where there is none."""
        from toolkit.intake.plan_file import check_plan_file

        # The plan is read again only when its file, or the ledger that names the plans issued, has changed.
        state = [
            (path.stat().st_mtime_ns, path.stat().st_size)
            for path in (self.plan, self.ledger)
            if path.exists()
        ]
        if self._checked is None or self._checked[0] != state:
            self._checked = state, check_plan_file(self)
        return self._checked[1]

    def division_names(self) -> dict[str, str]:
        """Return division names by code; none where the plan is missing or cannot be understood."""
        from toolkit.model.finding import UserError

        try:
            plan = self.check_plan().plan
        except UserError:
            plan = None
        return {division.division_code: division.division_name for division in plan.divisions} if plan else {}

    def check(
        self,
        *files: str | Path,
        as_of: dt.datetime | None = None,
        progress: Progress = list,
    ) -> Checked:
        """Check the plan and the inbox, or the files named; nothing is moved or accepted."""
        from toolkit.intake.check import check_office

        paths = tuple(Path(file).absolute() for file in files)
        return check_office(self, paths, as_of=moment_of(as_of), progress=progress)

    def distribute(
        self,
        *,
        division: str | None = None,
        as_of: dt.datetime | None = None,
        progress: Progress = list,
    ) -> Distribution:
        """Write a workbook for each division to outbox/, or for the one with this code, name or alias."""
        from toolkit.planning.distribution import distribute_workbooks

        return distribute_workbooks(
            self, self.check_plan(), division=division, as_of=moment_of(as_of), progress=progress
        )

    def roll_up(
        self,
        *,
        month: Month | str | None = None,
        as_of: dt.datetime | None = None,
        lang: Lang = "th",
        progress: Progress = list,
    ) -> RollUp:
        """Take in the inbox, compute a month (default: the last one ended) and write it to reports/."""
        from toolkit.rollup.roll_up import month_findings, roll_up
        from toolkit.rollup.write import write_roll_up

        checked = self.check_plan()
        done = roll_up(self, checked.usable, month=_month(month), as_of=moment_of(as_of), progress=progress)
        done = write_roll_up(self, replace(done, files=(checked.result, *done.files)), lang)
        return done if month else replace(done, findings=(*done.findings, *month_findings(done.figures)))

    def status(self, *, month: Month | str | None = None, as_of: dt.datetime | None = None) -> RollUp:
        """Compute a month from the archive alone; nothing is taken in or written."""
        from toolkit.rollup.roll_up import month_findings, status_of

        checked = self.check_plan()
        done = status_of(self, checked.usable, month=_month(month), as_of=moment_of(as_of))
        more = () if month else month_findings(done.figures)
        return replace(done, files=(checked.result, *done.files), findings=(*done.findings, *more))

    def report(
        self,
        kind: ReportKind,
        *,
        month: Month | str | None = None,
        as_of: dt.datetime | None = None,
        template: str | Path = "",
        memo_template: Path | None = None,
        date: dt.date | None = None,
        number: str | None = None,
        interim: bool = False,
        write: bool = True,
    ) -> WrittenReport:
        """Fill the "plan", "monthly", "six-month" or "annual" report and its memo into reports/.

        A blank `date` or `number` leaves a dotted line for the pen. An `interim` report may be made before
        its period ends; without it UserError is raised then. With `write` false nothing is written: the
        findings say what is missing before it can be signed. Raises TemplateError for a template that cannot
        be filled, UserError for a plan with errors.
        """
        from toolkit.report.write import write_report

        return write_report(
            self,
            self.check_plan().sound,
            kind,
            month=_month(month),
            as_of=moment_of(as_of),
            template=template,
            memo_template=memo_template,
            date=date,
            number=number,
            interim=interim,
            write=write,
        )

    def publish(
        self,
        *,
        through: Through | None = None,
        as_of: dt.datetime | None = None,
        base_url: str = "",
        check_links: bool = False,
        engines: Sequence[Engine] = (),
    ) -> Published:
        """Write the pages and the open data to site/, with results `through` "six-month" or "annual".

        `engines` (`find_engines`) print the reports of which there is no signed copy. Raises UserError for a
        plan with errors.
        """
        from toolkit.publish.publish import publish

        return publish(
            self,
            self.check_plan().sound,
            as_of=moment_of(as_of),
            through=through,
            base_url=base_url,
            check_links=check_links,
            engines=engines,
        )

    def events(self) -> list[LedgerLine]:
        """Return the lines of the ledger. Raises UserError where its chain is broken."""
        from toolkit.office.ledger import Ledger

        return Ledger(self.ledger, keep=False).lines

    def repair(self, *, as_of: dt.datetime | None = None) -> tuple[Finding, ...]:
        """Mend a damaged ledger from its sound lines and the archive; return what was wrong and was done."""
        from toolkit.intake.verify import repair

        return repair(self, as_of=moment_of(as_of))

    def verify(self) -> Verified:
        """Compare the ledger's chain of hashes and every archived file with what the ledger says."""
        from toolkit.intake.verify import verify

        return verify(self)


@dataclass(frozen=True)
class CarriedOver:
    """The office folder of the next fiscal year, and a note for each thing that changed in its plan."""

    office: Office
    findings: tuple[Finding, ...]


def moment_of(as_of: dt.datetime | None = None) -> dt.datetime:
    """Return a moment with its zone; None stands for now. A moment without a zone is Bangkok's."""
    if as_of is None:
        return dt.datetime.now(BANGKOK)
    return as_of.replace(tzinfo=BANGKOK) if as_of.tzinfo is None else as_of


def _month(month: Month | str | None) -> Month | None:
    return Month.parse(month) if isinstance(month, str) else month
