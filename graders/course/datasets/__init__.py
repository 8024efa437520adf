"""Data sets that need no download: procedural generators, numpy only."""
