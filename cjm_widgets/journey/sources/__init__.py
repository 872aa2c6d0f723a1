"""Rows behind a map: joined by a plan, kept in the document as counts, followed as they change."""
