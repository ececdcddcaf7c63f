"""Reading workbooks: the strict reader for what came from outside, the fast one for the archive."""
