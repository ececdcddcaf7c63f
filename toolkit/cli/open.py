"""`ita open`: the front page in the browser, for everything without a terminal."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.app import Argument, Option, _
from toolkit.cli.options import WholeNumber, command
from toolkit.cli.show import say


@command(
    "open",
    "Open the front page in the browser.\n\n"
    "The year of an office without a terminal, on this machine alone. DIR is an office folder or "
    "a folder of offices (default: this folder where it is an office, else ITA in your own folder).",
    Argument(["directory"], metavar="DIR", required=False, type=click.Path(file_okay=False, path_type=Path)),
    Option(
        ["--port"],
        metavar="PORT",
        type=WholeNumber(0, 65535),
        # The system chooses a free port, so that no other program is in the way.
        default=0,
        show_default=False,
        help="The port to listen at (default: a free one).",
    ),
    Option(["--no-browser"], is_flag=True, help="Print the address and open no browser."),
)
def open_(directory: Path | None, port: int, no_browser: bool) -> None:
    from toolkit.web.server import serve

    def say_address(address: str) -> None:
        say(_("The front page is open at {address}").format(address=address))
        say(_("Close it with the button ปิดโปรแกรม on the page, or with Ctrl-C here."))

    serve(directory, port=port, browser=not no_browser, say=say_address)
