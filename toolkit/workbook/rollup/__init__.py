"""The roll-up workbook and its sheets."""
