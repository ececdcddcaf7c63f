"""Every measurement in one run: `python -m tests.bench` or `make bench`."""

from __future__ import annotations

import os
import platform
import sys

from tests.bench import (
    country,
    exporting,
    intake_cost,
    publishing,
    report_filling,
    roll_up_speed,
    seeded_faults,
    startup,
    strict_reading,
    text_measuring,
)

MEASURED = (
    startup,
    strict_reading,
    intake_cost,
    text_measuring,
    exporting,
    publishing,
    report_filling,
    roll_up_speed,
    country,
)


def main() -> int:
    """Print one table of ratios and one of seeded faults; exit status 1 when a ratio is above its limit, a
    fault was missed or one was made up."""
    print(f"Python {platform.python_version()} on {platform.machine()}, {platform.system()}")
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    busy = "; other programs are at work, so ratios may be a fifth too high" if load > cores / 2 else ""
    print(f"{cores} processors, load {load:.1f}{busy}")
    print(f"{'what : compared with':<64}{'ms':>9}{'ms':>9}{'ratio':>8}{'limit':>8}")
    over = 0
    for name, mine, other, limit in (row for subject in MEASURED for row in subject.measure()):
        ratio = mine / other
        over += ratio > limit
        print(f"{name:<64}{mine * 1000:>9.1f}{other * 1000:>9.1f}{ratio:>8.2f}{limit:>8.1f}")
    return 1 if seeded_faults.report() or over else 0


if __name__ == "__main__":
    sys.exit(main())
