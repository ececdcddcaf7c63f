"""The plan workbook: made, and read."""
