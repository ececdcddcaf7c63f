"""`ita publish` as it is typed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from small_office import SmallOffice

from toolkit.cli import load_commands

AS_OF = ("--as-of", "2567-04-10T09:00")


def run(office: SmallOffice, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(
        load_commands(), ["--lang", "en", "publish", "--office", str(office.office.root), *arguments]
    )
    return done.exit_code, done.output


def test_it_says_what_was_made_and_what_to_mend(small_office: SmallOffice) -> None:
    code, said = run(small_office, *AS_OF)
    assert code == 0, said
    assert "Written: site/index.html" in said
    assert "Publish again with --base-url" in said


def test_a_second_run_changes_nothing(small_office: SmallOffice) -> None:
    run(small_office, *AS_OF)
    assert "changed: 0" in run(small_office, *AS_OF)[1]


def test_annual_results_on_request(small_office: SmallOffice) -> None:
    code, _ = run(small_office, *AS_OF, "--through", "annual")
    page = (small_office.office.site / "ita-2568-result.html").read_text("utf-8")
    assert code == 0
    assert "๓๐ กันยายน ๒๕๖๗" in page


@pytest.mark.parametrize(
    "address", ["ftp://a.example/", "www.a.example", "https://", "https://[x", "https://a.example/?x=1"]
)
def test_what_is_no_address_is_wrong_usage(small_office: SmallOffice, address: str) -> None:
    code, said = run(small_office, *AS_OF, "--base-url", address)
    assert code == 2
    assert "is no web address" in said
    assert not (small_office.office.site / "index.html").exists()
