"""Filling report templates: rows, bands, charts, pages."""
