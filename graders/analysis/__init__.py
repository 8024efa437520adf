"""Establishes facts from source text and arrays; numpy only, pure."""
