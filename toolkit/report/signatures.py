"""The signatures at the end of a report, two abreast, from the plan's signatories (ผู้ลงนาม)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.model.plan import Signatory

_LINE = "." * 44
_NAME = "." * 52


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: the dotted line with the role, the name in brackets, the post; blank: nobody."""

    line: str = ""
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """Two signatures side by side."""

    left: Signature
    right: Signature


def signature_rows(signatories: Sequence[Signatory]) -> tuple[SignatureRow, ...]:
    """The signatories in the order given, two a row, a last one alone on the right.

    A plan without signatories gives one dotted signature for the reporter; a name left blank is dotted.
    """
    signed = [_signature(each) for each in signatories] or [_signature(Signatory("", "ผู้รายงาน", "", ""))]
    if len(signed) % 2:
        signed.insert(len(signed) - 1, Signature())
    return tuple(SignatureRow(*signed[place : place + 2]) for place in range(0, len(signed), 2))


def _signature(signatory: Signatory) -> Signature:
    title = f"ตำแหน่ง {signatory.title}" if signatory.title else f"ตำแหน่ง {_LINE}"
    return Signature(
        line=f"ลงชื่อ {_LINE} {signatory.role}".rstrip(),
        name=f"({signatory.name or _NAME})",
        title=title,
    )
