"""The expression language: one tree, several interpreters."""
