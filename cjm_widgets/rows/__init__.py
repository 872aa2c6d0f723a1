"""Rows of any engine: opened, read as options say, matched to stages, reconciled."""
