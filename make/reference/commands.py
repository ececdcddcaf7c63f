"""The page of commands, from click's own words: usage, what it does, arguments and options, an example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import click
from command_examples import EXAMPLES
from markdown import code, page, quoted, table

from toolkit.cli import load_commands
from toolkit.cli.app import set_language

Lang = Literal["en", "th"]

_TITLE = {"en": "Commands", "th": "คำสั่ง"}
_INTRO = {
    "en": """A command with `--office DIR` works on that office folder, by default the one it is run in. All speak Thai, or
English with `--lang en` (or `ITA_LANG=en`). Commands with `--json` print JSON alone on standard output; its keys stand
in [JSON](json.md). A month is written `YYYY-MM` in the Buddhist era: March of fiscal year 2570 is `2570-03`.""",
    "th": """คำสั่งที่มี `--office` ทำงานกับโฟลเดอร์ที่ระบุ ถ้าไม่ระบุคือโฟลเดอร์หน่วยงานที่เปิดอยู่ เดือนเขียนเป็น `ปี-เดือน` พ.ศ. เช่น
มีนาคม 2570 คือ `2570-03` คำสั่งที่มี `--json` แสดงผลเป็น JSON ให้โปรแกรมอื่นใช้ต่อ ความหมายของแต่ละคีย์อยู่ใน [JSON](json.md)""",
}
_EXIT = {
    "en": """| exit code | |
| --- | --- |
| 0 | done; there may be warnings |
| 1 | there is something to mend: an error in the plan, a returned workbook, a missing file; the rest is done |
| 2 | the command was typed wrongly |
| 70 | a fault of the program itself; the log file that it names says more |""",
    "th": """| รหัสจบการทำงาน | ความหมาย |
| --- | --- |
| 0 | ทำเสร็จ อาจมีข้อควรตรวจสอบ |
| 1 | มีสิ่งที่ต้องแก้ไข เช่น แผนมีข้อผิดพลาด มีไฟล์ที่ส่งคืน หรือไม่พบไฟล์ งานส่วนที่เหลือทำเสร็จแล้ว |
| 2 | พิมพ์คำสั่งไม่ถูกต้อง |
| 70 | โปรแกรมขัดข้องเอง รายละเอียดอยู่ในไฟล์บันทึกที่โปรแกรมบอก |""",
}
_HEADINGS = {"en": ("Option", "What it does"), "th": ("ตัวเลือก", "ความหมาย")}
_EXAMPLE = {"en": "Example", "th": "ตัวอย่าง"}
_COMPLETION = {
    "en": """## Completion in the shell

The Tab key completes commands and options after one of these lines, for Bash, Zsh and fish, stands in the start
file of the shell (`~/.bashrc`, `~/.zshrc`, `~/.config/fish/completions/ita.fish`):

```sh
eval "$(_ITA_COMPLETE=bash_source ita)"
eval "$(_ITA_COMPLETE=zsh_source ita)"
_ITA_COMPLETE=fish_source ita | source
```""",
    "th": """## เติมคำสั่งด้วยปุ่ม Tab

เพิ่มบรรทัดใดบรรทัดหนึ่งต่อไปนี้ในไฟล์เริ่มต้นของเชลล์ที่ใช้ (Bash, Zsh หรือ fish) แล้วกดปุ่ม Tab เพื่อเติมคำสั่งและตัวเลือก

```sh
eval "$(_ITA_COMPLETE=bash_source ita)"
eval "$(_ITA_COMPLETE=zsh_source ita)"
_ITA_COMPLETE=fish_source ita | source
```""",
}


def commands_page(lang: Lang) -> str:
    """All commands in one language."""
    set_language(lang)
    group = load_commands()
    parent = click.Context(group, info_name="ita")
    sections = (_section(name, command, parent, lang) for name, command in group.commands.items())
    return page(_TITLE[lang], _INTRO[lang], _EXIT[lang], *sections, _COMPLETION[lang])


def _section(name: str, command: click.Command, parent: click.Context, lang: Lang) -> str:
    ctx = command.make_context(name, [], parent=parent, resilient_parsing=True)
    usage = " ".join(("ita", name, *command.collect_usage_pieces(ctx)))
    parts = [f"## ita {name}", _prose(command.help or ""), f"```text\n{usage}\n```"]
    parts += [table(_HEADINGS[lang], _options(command, ctx)), f"{_EXAMPLE[lang]}:", _example(name, lang)]
    return "\n\n".join(parts)


def _options(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, str]]:
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record is not None and isinstance(parameter, click.Option):
            yield code(record[0]), _prose(record[1])


def _prose(text: str) -> str:
    """A help text, its options as code."""
    return re.sub(r"(?<!\S)(\(?)(--[a-z-]+)", r"\1`\2`", quoted(text))


def _example(name: str, lang: Lang) -> str:
    example = EXAMPLES[name]
    output = example.en if lang == "en" else example.th
    return f"<!-- run: {example.run} -->\n```console\n$ {example.command}\n{output}\n```"
