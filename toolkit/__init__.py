"""ita-toolkit: measure plans, monthly follow-up and ITA reports for Thai public offices.

An office folder holds ordinary Excel workbooks; this package validates them, rolls up what the
divisions send, computes completion and fills the reports. The `ita` command is a thin layer over it.
"""

__version__ = "0.1.0"
