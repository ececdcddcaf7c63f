"""`python -m toolkit` is the command `ita`."""

from toolkit.cli import main

main()
