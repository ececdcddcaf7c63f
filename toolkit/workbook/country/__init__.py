"""The summary workbook of many offices."""
