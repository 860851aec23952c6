"""A verdict told: terminal and JSON."""
