"""The memo that takes a report to the chief executive."""
