"""Starts, limits and stops workers, and reads back what they say as hostile."""
