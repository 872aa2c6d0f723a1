"""Formulas of intervals, differences and adjustments, over arrays. No pandas, no documents."""
