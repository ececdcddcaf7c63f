"""`python -m tests.made_up.generate`: write a made-up country, on every processor of the machine."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click

from tests.made_up.country import Country, CountrySpec
from tests.made_up.names import MOST_DIVISIONS

_CHUNK = 50
"""Offices that one process writes before it takes more."""


def write_country(spec: CountrySpec, root: Path, processes: int = 1) -> Iterator[int]:
    """Write all offices below a folder; gives how many are done, as they are done.

    Raises UserError where one cannot be written.
    """
    chunks = [range(first, min(first + _CHUNK, spec.offices)) for first in range(0, spec.offices, _CHUNK)]
    done = 0
    if processes == 1:
        country = Country(spec, root)
        for chunk in chunks:
            _write(country, chunk)
            yield (done := done + len(chunk))
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_start, initargs=(spec, root)) as pool:
        for written in pool.map(_write_own, chunks):
            yield (done := done + written)


_own: list[Country] = []
"""The country of a process of the pool, with its templates made once."""


def _start(spec: CountrySpec, root: Path) -> None:
    _own[:] = [Country(spec, root)]


def _write_own(chunk: range) -> int:
    _write(_own[0], chunk)
    return len(chunk)


def _write(country: Country, chunk: range) -> None:
    for number in chunk:
        country.make_office(number)


@click.command()
@click.option("--offices", type=click.IntRange(1), default=100, show_default=True, help="How many offices.")
@click.option("--divisions", type=click.IntRange(1, MOST_DIVISIONS), default=6, show_default=True)
@click.option("--months", type=click.IntRange(1, 12), default=6, show_default=True, help="Months reported.")
@click.option("--seed", type=int, default=0, show_default=True, help="Equal seeds give equal countries.")
@click.option("--faults", type=click.FloatRange(0, 1), default=0.02, help="Share of workbooks with a fault.")
@click.option("--archived", is_flag=True, help="The offices have taken in what was sent.")
@click.option("--to", "root", type=click.Path(path_type=Path), default=Path("country"), show_default=True)
@click.option("--processes", type=click.IntRange(1), default=os.cpu_count() or 1, show_default=True)
def generate(
    offices: int,
    divisions: int,
    months: int,
    seed: int,
    faults: float,
    archived: bool,
    root: Path,
    processes: int,
) -> None:
    """Write a made-up country of office folders, for trying out and measuring `ita consolidate`."""
    if root.exists() and any(root.iterdir()):
        raise click.UsageError(f"{root} is not empty")
    spec = CountrySpec(offices, divisions, months, seed, faults, archived)
    for done in write_country(spec, root, min(processes, offices)):
        click.echo(f"\r{done} / {offices}", nl=False, err=True)
    click.echo(f"\n{root}: {offices} offices, month {spec.reported[-1]}", err=True)


if __name__ == "__main__":
    generate()
