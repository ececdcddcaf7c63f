"""The Thai words of the command line: complete, nothing stale, compiled."""

from __future__ import annotations

import io
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from msgids import our_msgids

from toolkit.cli.app import language, set_language

FOLDER = Path(__file__).parents[2] / "toolkit" / "locale" / "th" / "LC_MESSAGES"


@pytest.fixture(scope="module")
def thai_words() -> Catalog:
    with (FOLDER / "ita.po").open("rb") as stream:
        return read_po(stream, locale="th")


def messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def texts(of: object) -> tuple[str, ...]:
    """A message id or translation with its plural forms, if it has any."""
    return (of,) if isinstance(of, str) else tuple(of)  # type: ignore[arg-type]


def is_clicks(message: Message) -> bool:
    return "click" in message.auto_comments


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def test_every_text_of_ours_has_its_thai_words(thai_words: Catalog) -> None:
    there = {message.id for message in messages(thai_words) if message.string}
    assert [msgid for msgid in our_msgids() if msgid not in there] == []


def test_no_thai_words_are_left_for_a_text_that_is_gone(thai_words: Catalog) -> None:
    ours = our_msgids()
    assert [
        message.id for message in messages(thai_words) if not is_clicks(message) and message.id not in ours
    ] == []


def test_translations_are_complete_and_certain(thai_words: Catalog) -> None:
    assert [
        message.id for message in messages(thai_words) if message.fuzzy or not all(texts(message.string))
    ] == []
    assert thai_words.num_plurals == 1


def test_translations_are_thai(thai_words: Catalog) -> None:
    assert [
        message.id for message in messages(thai_words) if not re.search("[ก-๙]", texts(message.string)[0])
    ] == []


def test_placeholders_are_those_of_the_text(thai_words: Catalog) -> None:
    """Ours keep them all; of click's words a Thai sentence may need fewer, but never another."""
    for message in messages(thai_words):
        wanted = set().union(*map(placeholders, texts(message.id)))
        given = placeholders(texts(message.string)[0])
        assert given <= wanted, message.id
        assert is_clicks(message) or given == wanted, message.id


def test_the_compiled_words_are_those_of_the_source(thai_words: Catalog) -> None:
    """Compared as read: the bytes of a .mo file may differ from version to version of the compiler."""
    compiled = io.BytesIO()
    write_mo(compiled, thai_words)
    compiled.seek(0)
    with (FOLDER / "ita.mo").open("rb") as stream:
        shipped = {texts(message.id): texts(message.string) for message in messages(read_mo(stream))}
    assert shipped == {texts(message.id): texts(message.string) for message in messages(read_mo(compiled))}


@pytest.mark.parametrize(("asked", "chosen"), [("th", "th"), ("en", "en"), ("de", "th"), ("", "th")])
def test_languages(asked: str, chosen: str) -> None:
    set_language(asked)
    assert language() == chosen
