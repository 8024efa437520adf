"""Turns evidence into points; pure functions."""
