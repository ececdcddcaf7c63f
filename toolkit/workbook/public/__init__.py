"""Copies of workbooks that hold nothing but what may be public."""
