"""Reads what was handed in elsewhere: archives and folders from other systems."""
