"""Playing the division officer: issued workbooks filled with an example's months and saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.example.data import ExampleSubmission
from toolkit.workbook.division.fill import DivisionTyping


def fill_submission(
    workbook: bytes, submission: ExampleSubmission, earlier: Iterable[ExampleSubmission] = ()
) -> bytes:
    """A division workbook with the months of the division's earlier submissions and of this one.

    The workbook is the one that `ita distribute` issued to the division; where two submissions fill the
    same row, the later one wins. It carries the time it was sent as its last-saved time.
    """
    typing = DivisionTyping(workbook)
    for each in (*_of_division(earlier, submission), submission):
        _type(typing, each)
    return typing.save(submission.sent)


def fill_submissions(
    workbook: bytes, submissions: Iterable[ExampleSubmission]
) -> Iterator[tuple[ExampleSubmission, bytes]]:
    """Each of one division's submissions, in the order sent, with its workbook: the same bytes as
    `fill_submission` gives with those before it, but the workbook is loaded once."""
    typing = DivisionTyping(workbook)
    for each in submissions:
        _type(typing, each)
        yield each, typing.save(each.sent)


def _of_division(
    earlier: Iterable[ExampleSubmission], submission: ExampleSubmission
) -> list[ExampleSubmission]:
    """The earlier submissions of the same division, in the order sent."""
    same = [each for each in earlier if each.division == submission.division]
    return sorted(same, key=lambda each: each.sent)


def _type(typing: DivisionTyping, submission: ExampleSubmission) -> None:
    for each in submission.months:
        signature = {"reporter": each.reporter, "reported_on": each.reported_on}
        typing.type_month(each.month, signature, each.rows, each.outcomes)
