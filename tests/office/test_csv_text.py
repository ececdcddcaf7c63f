"""CSV for spreadsheet programs: encoding, and texts that begin like a formula."""

from __future__ import annotations

from toolkit.office.csv_text import csv_text


def test_a_table() -> None:
    rows = [["ก", 1, None, 2.5], ["=1+1", "+66", "-", "@a"], ["\tก", "\rก", "\nก", 'a,"b"']]
    assert csv_text(["a", "b", "c", "d"], rows).decode("utf-8") == (
        '\ufeffa,b,c,d\r\nก,1,,2.5\r\n\'=1+1,\'+66,\'-,\'@a\r\n\'\tก,"\'\rก","\'\nก","a,""b"""\r\n'
    )
