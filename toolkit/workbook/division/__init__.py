"""The division workbook: its sheets, formulas and colours, and typing into it."""
