"""What `--help` shows: complete in both languages, in 80 columns, nothing left in the other language."""

from __future__ import annotations

import re

import click
import pytest
from runs import Ita

from toolkit.cli import load_commands
from toolkit.cli.app import HelpFormatter, columns, lines_of

GROUP = load_commands()
COMMANDS = sorted(GROUP.commands)
PAGES = [(), *((command,) for command in COMMANDS)]

# What stays in Latin letters in a Thai page: names that one types, folders, and names of things.
KEPT = {
    *("ita", "ITA", "Windows", "Mac", "Excel", "LibreOffice"),
    *("Word", "JSON", "PDF", "CSV", "Dask", "th", "en"),
    *("docx", "xlsx", "xls", "ods", "csv", "tsv"),
    *("inbox", "outbox", "reports", "archive", "site", "templates"),
    *("plan", "six", "month", "thetsaban", "tambon"),
    *("Parquet", "summary", "json", "tcp", "host", "s"),  # of a folder elsewhere: s3://…, tcp://host:8786
}


def latin_words(text: str) -> set[str]:
    """Words in Latin letters, options such as --as-of left out."""
    return set(re.findall(r"[A-Za-z]+", re.sub(r"--?[a-z-]+", "", text)))


@pytest.mark.parametrize("page", PAGES)
def test_thai_help_is_thai_throughout(ita: Ita, page: tuple[str, ...]) -> None:
    shown = ita(*page, "--help")
    assert shown.exit_code == 0
    choices = {word for command in GROUP.commands.values() for word in choices_of(command)}
    assert latin_words(shown.output) - KEPT - set(COMMANDS) - choices == set()


@pytest.mark.parametrize("page", PAGES)
def test_english_help_is_english_throughout(ita: Ita, page: tuple[str, ...]) -> None:
    shown = ita("--lang", "en", *page, "--help")
    assert shown.exit_code == 0
    assert re.findall("[ก-๙]+", shown.output) == []
    assert "Usage: ita" in shown.output


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_help_fits_80_columns(ita: Ita, page: tuple[str, ...], lang: str) -> None:
    lines = ita("--lang", lang, *page, "--help").output.splitlines()
    assert [line for line in lines if columns(line) > 80] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_explains_itself(name: str) -> None:
    command = GROUP.commands[name]
    assert command.help
    assert [
        parameter.name
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.help
    ] == []


def choices_of(command: click.Command) -> set[str]:
    """The words that a command's choices are typed in."""
    types = (parameter.type for parameter in command.params)
    return {
        word for type_ in types if isinstance(type_, click.Choice) for word in latin_words(str(type_.choices))
    }


def test_help_lists_the_commands_in_the_order_of_the_work(ita: Ita) -> None:
    alone = ita("--help")
    assert "คำสั่ง:" in alone.output
    assert [line.split()[0] for line in alone.output.partition("คำสั่ง:")[2].strip().splitlines()] == list(
        GROUP.commands
    )


@pytest.mark.parametrize(
    ("text", "wide"), [("", 0), ("ita", 3), ("ที่", 1), ("ผู้ลงนาม", 6), ("น้ำหนัก", 5), ("–", 1)]
)
def test_columns(text: str, wide: int) -> None:
    assert columns(text) == wide


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 9, ["one two", "three"]),
        ("ตรวจแผน และไฟล์ ที่ส่งมา", 14, ["ตรวจแผน และไฟล์", "ที่ส่งมา"]),
        ("วลีที่ยาวกว่าหนึ่งบรรทัดไม่ถูกตัด สั้น", 5, ["วลีที่ยาวกว่าหนึ่งบรรทัดไม่ถูกตัด", "สั้น"]),
    ],
)
def test_lines_break_at_spaces_only(text: str, width: int, lines: list[str]) -> None:
    assert lines_of(text, width) == lines


def test_second_column_is_straight_under_thai_marks() -> None:
    formatter = HelpFormatter(width=40)
    formatter.write_dl([("--ที่ ผู้", "a"), ("--abcd", "b"), ("--" + "x" * 40, "c")])
    shown = formatter.getvalue().splitlines()
    assert [columns(line[: line.rindex(letter)]) for line, letter in zip(shown[:2], "ab", strict=True)] == [
        32,
        32,
    ]
    assert shown[2:] == ["--" + "x" * 40, " " * 32 + "c"]


@pytest.mark.parametrize(("lang", "said"), [("th", "ห้าคำสั่งของแต่ละเดือน"), ("en", "Five commands a month")])
def test_without_a_command_the_month_is_shown(ita: Ita, lang: str, said: str) -> None:
    shown = ita("--lang", lang)
    assert shown.exit_code == 0
    assert said in shown.output and "ita open" in shown.output and "ita --help" in shown.output
    typed = re.findall(r"^  ita (\w+)", shown.output, re.MULTILINE)
    assert len(typed) == 5 and set(typed) <= set(COMMANDS)
    assert "consolidate" not in shown.output
