"""Sheets of other formats (.xls, .ods and their kin), read for the importer."""
