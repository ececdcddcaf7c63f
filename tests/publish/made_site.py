"""A copy of the worked example's office and the site made of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from small_office import SmallOffice

from toolkit.example.demo import Demo
from toolkit.model.plan import Plan
from toolkit.office.folder import OfficeFolder
from toolkit.publish.publish import Published, publish

BASE_URL = "https://www.thungtuayang.example/ita/2567"


@dataclass(frozen=True)
class Made:
    """An office of one's own, its plan as published and what publishing said."""

    office: OfficeFolder
    plan: Plan
    done: Published

    @property
    def site(self) -> Path:
        return self.office.site

    def text(self, name: str) -> str:
        return (self.site / name).read_text("utf-8-sig")


def make_site(demo: Demo, folder: Path, *, progress: bool) -> Made:
    """Publish a copy of the demo up to March."""
    office = OfficeFolder(Path(shutil.copytree(demo.office.root, folder / "office")))
    plan = demo.roll_up.plan
    plan = replace(plan, agency=replace(plan.agency, publish_status=progress))
    done = publish(office, plan, demo.roll_up.figures.as_of, "six-month", base_url=BASE_URL)
    return Made(office, plan, done)


def open_plan(office: SmallOffice) -> Plan:
    """The plan of an office that shows its progress to the public."""
    return replace(office.plan, agency=replace(office.plan.agency, publish_status=True))
