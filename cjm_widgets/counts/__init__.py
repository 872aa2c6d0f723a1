"""Rows in, counts out: tallies, withholding, and counts as arrays."""
