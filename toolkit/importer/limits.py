"""How much of a foreign document is read."""

from __future__ import annotations

MAX_ROWS = 10_001
"""Rows of one table: ten thousand and their header."""
MAX_COLUMNS = 60
MAX_CHARACTERS = 20_000_000
"""Characters of all texts together, a merged cell counted once."""
MAX_CELLS = 2_000_000
"""Cells of all tables together."""
SHOWN_LIMIT = "10,000 × 60"
