"""Frames one asks for: measures, comparisons, trends, summaries, assumptions, distributions."""
