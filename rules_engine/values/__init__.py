"""Exact numbers, ranges, units, Chinese numerals and periods."""
