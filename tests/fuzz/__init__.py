"""Mutated workbooks by the thousand through everything that reads them: `make fuzz`."""
