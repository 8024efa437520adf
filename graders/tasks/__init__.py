"""Kinds of work: what is asked of the worker and how its arrays are scored."""
