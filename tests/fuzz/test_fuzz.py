"""A few hundred mutations, the same each time; `make fuzz` runs thousands of new ones."""

from __future__ import annotations

from random import Random

import pytest

from fuzz.mutations import mutate
from fuzz.target import Target, Trouble

SEED, COUNT = 20_240_406, 150


@pytest.fixture(scope="module")
def target() -> Target:
    return Target(10.0)


def test_mutated_workbooks_meet_findings_and_nothing_else(target: Target) -> None:
    chance = Random(SEED)
    outcomes = [target.run(mutate(chance.choice(target.corpus), chance)) for _ in range(COUNT)]
    assert [outcome.what for outcome in outcomes if isinstance(outcome, Trouble)] == []
    assert {"rejected", "accepted"} <= set(map(str, outcomes))


def test_a_trouble_is_told(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes) -> str:
        raise ZeroDivisionError(f"{len(data)} bytes")

    monkeypatch.setattr(target, "_run", fail)
    trouble = target.run(b"PK")
    assert isinstance(trouble, Trouble)
    assert "ZeroDivisionError: 2 bytes" in trouble.what


def test_the_same_seed_spoils_alike(target: Target) -> None:
    data = target.corpus[0]
    assert mutate(data, Random(7)) == mutate(data, Random(7)) != mutate(data, Random(8))
