"""Reads what was handed in, without ever running it."""
