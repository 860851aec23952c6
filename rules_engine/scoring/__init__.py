"""From findings to a verdict: points, bands, gates, grade."""
