"""The control workbook with its buttons, and its words."""
