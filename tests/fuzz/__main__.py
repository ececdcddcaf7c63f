"""`python -m tests.fuzz [--seconds 60] [--seed N] [--to DIR]`: exit 1 when anything but findings came."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' own modules

from fuzz.mutations import mutate
from fuzz.target import Target, Trouble, keep

MOST_SECONDS = 10.0


def main() -> int:
    """Mutate until the time is up; print counts and rate."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to go on")
    parser.add_argument("--seed", type=int, default=None, help="repeat an earlier run")
    parser.add_argument("--to", type=Path, default=Path("fuzz-troubles"), help="where troubles are kept")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(1 << 32) if options.seed is None else options.seed
    target, chance, counts = Target(MOST_SECONDS), random.Random(seed), Counter[str]()
    troubles: dict[str, Path] = {}
    corpus, start = target.corpus, time.monotonic()
    while time.monotonic() < start + options.seconds:
        outcome = target.run(mutate(chance.choice(corpus), chance))
        if isinstance(outcome, Trouble):
            counts["trouble"] += 1
            end = outcome.what.strip().splitlines()[-1]
            if end not in troubles:
                troubles[end] = keep(outcome, options.to, len(troubles))
        else:
            counts[outcome] += 1
    total = counts.total()
    rate = total / (time.monotonic() - start)
    lines = [
        f"seed {seed}: {total} workbooks, {rate:.0f} a second",
        ", ".join(f"{kind}: {count}" for kind, count in sorted(counts.items())),
        *(f"{path}: {end}" for end, path in troubles.items()),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
