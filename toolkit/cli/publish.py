"""`ita publish`: the pages and the open data for the office's website."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from toolkit.cli.app import EXIT_USER, Option, _
from toolkit.cli.options import as_of_option, command, office_option, open_plan
from toolkit.cli.show import say, say_files, say_findings
from toolkit.office.folder import OfficeFolder

if TYPE_CHECKING:
    from typing import Literal


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
    as_of_option(),
    office_option(),
)
@click.pass_context
def publish(
    ctx: click.Context,
    office: OfficeFolder,
    through: Literal["six-month", "annual"] | None,
    base_url: str,
    check_links: bool,
    as_of: dt.datetime,
) -> None:
    from toolkit.messages.catalogue import has_errors
    from toolkit.publish.publish import publish as make

    _check_address(base_url)
    checked = open_plan(ctx, office)
    made = make(office, checked.usable, as_of, through, base_url=base_url, check_links=check_links)
    say_findings(made.findings, err=True)
    say(_("Written: {file}").format(file=office.relative(made.index)))
    say(_("Files of the site: {files}; changed: {changed}").format(files=made.files, changed=made.changed))
    if checked.result.verdict == "rejected":
        say_files((checked.result,), err=True, rejected_only=True)
    if checked.result.verdict == "rejected" or has_errors(made.findings):
        ctx.exit(EXIT_USER)


def _check_address(base_url: str) -> None:
    """Refuse what is no web address of a folder."""
    from toolkit.publish.public_text import is_folder_address

    if base_url and not is_folder_address(base_url):
        raise click.BadParameter(
            _("{value} is no web address; write it like https://www.example.go.th/ita/2567").format(
                value=base_url
            ),
            param_hint="--base-url",
        )
