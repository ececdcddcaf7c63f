"""`ita publish`: the pages and the open data for the office's website."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import click

from toolkit.api import Office
from toolkit.cli.app import Option, _
from toolkit.cli.options import AS_OF, OFFICE, command, end, open_plan
from toolkit.cli.show import say, say_findings


@command(
    "publish",
    "Make the pages and open data for the website.\n\n"
    "They go to site/: plain files that can be copied into any folder of the website. Progress is shown only "
    "where the plan says so.",
    Option(
        ["--through"],
        type=click.Choice(["six-month", "annual"]),
        help="How far the results go (default: the last half year that has ended).",
    ),
    Option(
        ["--base-url"],
        metavar="URL",
        default="",
        show_default=False,
        help="The address that the site's folder will have, for the addresses to paste into the form.",
    ),
    Option(["--check-links"], is_flag=True, help="Ask the web whether the evidence links open."),
    AS_OF,
    OFFICE,
)
def publish(
    office: Office,
    through: Literal["six-month", "annual"] | None,
    base_url: str,
    check_links: bool,
    as_of: dt.datetime,
) -> None:
    from toolkit.excel.engine import engines_here
    from toolkit.messages.catalogue import has_errors
    from toolkit.publish.public_text import folder_address

    try:
        base_url = base_url and folder_address(base_url)
    except ValueError as error:
        message = _("{value} is no web address; write it like https://www.example.go.th/ita/2570")
        raise click.BadParameter(message.format(value=base_url), param_hint="--base-url") from error
    # What the public reads is never made of a plan with an error.
    open_plan(office, sound=True)
    made = office.publish(
        through=through,
        as_of=as_of,
        base_url=base_url,
        check_links=check_links,
        engines=engines_here(),
    )
    say_findings(made.findings, err=True, files=True)
    say(_("Written: {file}").format(file=office.relative(made.index)))
    say(_("Files of the site: {files}; changed: {changed}").format(files=made.files, changed=made.changed))
    end(to_mend=has_errors(made.findings))
