"""Every measurement in one run: `python -m tests.bench` or `make bench`."""

from __future__ import annotations

import platform
import sys

from tests.bench import startup, strict_reading, text_measuring

MEASURED = (startup, strict_reading, text_measuring)


def main() -> int:
    """Print one table of ratios; exit status 1 when one is above its limit."""
    print(f"Python {platform.python_version()} on {platform.machine()}, {platform.system()}")
    print(f"{'what : compared with':<64}{'ms':>9}{'ms':>9}{'ratio':>8}{'limit':>8}")
    over = 0
    for name, mine, other, limit in (row for each in MEASURED for row in each.measure()):
        ratio = mine / other
        over += ratio > limit
        print(f"{name:<64}{mine * 1000:>9.1f}{other * 1000:>9.1f}{ratio:>8.2f}{limit:>8.1f}")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
