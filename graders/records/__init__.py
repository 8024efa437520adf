"""Keeps what must not be lost: runs and the gradebook."""
