"""The gate after printing: every text of a workbook stands on its printed pages."""
