"""The sheet in which an inspector verifies figures and decides criteria: written for them, and read back."""
