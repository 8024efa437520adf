"""Acceptance rules of a grader: pure functions of what known submissions were worth."""
